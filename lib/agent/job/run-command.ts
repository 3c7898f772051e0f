import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { inCgroupFirst, makeCgroup, removeCgroup } from '@/lib/agent/host/job-cgroup'
import { lineSplitter } from '@/lib/agent/host/lines'
import { endFamily, jobVariable } from '@/lib/agent/host/process-family'
import { childEnv } from '@/lib/agent/host/process-group'
import { within } from '@/lib/agent/host/wait'
import { startProblem } from './start-problem'

export type CommandEnd = {
  /** `failed`: it could not be started. */
  how: 'ended' | 'timeout' | 'stopped' | 'failed'
  exitCode: number | null
  exitSignal: string | null
  seconds: number
  /** Why it could not be started, or null. */
  error: string | null
  /** Its processes that could not be ended. */
  left: readonly number[]
}

export type CommandRun = {
  jobId: string
  argv: readonly [string, ...string[]]
  cwd: string
  /** What its environment has besides the usual. */
  env?: Record<string, string>
  timeoutMs: number
  /** Time between SIGTERM and SIGKILL. */
  graceMs: number
  signal: AbortSignal
  /** Called with its process group once it runs. */
  onStart: (group: number) => void
  onLine: (stream: 'stdout' | 'stderr', line: string) => void
}

/** A line without an end, such as "Stopping ... ", is shown after this long. */
const partialMs = 1_000

function readLines(stream: Readable, onLine: (line: string) => void): void {
  const splitter = lineSplitter(onLine, partialMs)
  stream.on('data', (chunk: Buffer) => splitter.push(chunk))
  stream.on('close', () => splitter.end())
}

/** How long to read output of background children after the command itself has ended. */
const lateOutputMs = 1_000

/**
 * Runs a program with an argument vector, without a shell, in its own process group. After `timeoutMs` or when
 * `signal` aborts, it ends the group and whatever else the program has started. Never throws.
 */
export async function runCommand(run: CommandRun): Promise<CommandEnd> {
  const started = performance.now()
  const [program] = run.argv
  let how: CommandEnd['how'] = 'ended'
  let left: readonly number[] = []
  const finish = (exitCode: number | null, exitSignal: string | null, error: string | null): CommandEnd => ({
    how: error === null ? how : 'failed',
    exitCode,
    exitSignal,
    seconds: Math.round(performance.now() - started) / 1_000,
    error,
    left,
  })
  if (run.signal.aborted) return { ...finish(null, null, null), how: 'stopped' }
  let child: Child
  try {
    child = start(run)
    await once(child, 'spawn')
    if (child.pid !== undefined) run.onStart(child.pid)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return finish(null, null, startProblem(program, run.cwd) ?? said)
  }
  readLines(child.stdout, (line) => run.onLine('stdout', line))
  readLines(child.stderr, (line) => run.onLine('stderr', line))

  let ending: Promise<void> | null = null
  const end = (why: CommandEnd['how']): void => {
    if (ending || child.pid === undefined) return
    how = why
    ending = endFamily({ jobId: run.jobId, group: child.pid }, run.graceMs).then((end) => {
      left = end.left
    })
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
  removeCgroup(run.jobId)
  return finish(exitCode, exitSignal, null)
}

type Child = ChildProcessByStdio<null, Readable, Readable>

function start({ argv, cwd, env, jobId }: CommandRun): Child {
  // What is going to fail fails without the shell in between, so that the system says why.
  const cgroup = startProblem(argv[0], cwd) === null ? makeCgroup(jobId) : null
  const [program, ...args] = cgroup === null ? argv : inCgroupFirst(cgroup, argv)
  return spawn(program, args, {
    cwd,
    env: { ...childEnv(), ...env, [jobVariable]: jobId },
    shell: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const exitOf = (child: Child): Promise<[number | null, string | null]> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]))
  })

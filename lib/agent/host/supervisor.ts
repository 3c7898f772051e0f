import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { reaches } from './dependencies'
import { lineSplitter, tidyLine } from './lines'
import { type Log, levelOf } from './log'
import { endFamily, jobVariable } from './process-family'
import { childEnv } from './process-group'
import { sleep } from './wait'

type ServiceCommand = {
  name: string
  argv: readonly [string, ...string[]]
  cwd: string
  /** Marks its processes, so that the next agent finds them if this one is killed. */
  mark: string
  /** Of the agent's own code. */
  builtin?: boolean
  /** Its port; `announced`: it prints "listening on PORT"; null: it counts as up while its process runs. */
  port: number | 'announced' | null
}

export type Supervisor = {
  name: string
  /** What it starts; null for the agent's built-in service. */
  command: readonly string[] | null
  /** The process id, or null when it is not running. */
  pid: () => number | null
  answers: () => Promise<boolean>
  /** Starts it and waits until it answers; false if it does not within `patienceMs`. */
  start: (patienceMs: number) => Promise<boolean>
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop: (graceMs: number) => Promise<void>
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

const warmUpMs = 500
const leftoverGraceMs = 5_000

/** Runs a service as a child process. It is never restarted automatically: that is maintenance and needs approval. */
export function createSupervisor(command: ServiceCommand, log: Log): Supervisor {
  const { name } = command
  let child: Child | null = null
  let announcedPort: number | null = null
  let startedAt = 0
  let stopping = false

  const readLine = (text: string): void => {
    const line = tidyLine(text)
    const listening = /^listening on (\d+)$/.exec(line)
    if (listening) announcedPort = Number(listening[1])
    const level = levelOf(line)
    // Only warnings and errors go to the agent's log, which counts them.
    if (level === 'warn') log.warn(`${name}: ${line}`)
    if (level === 'error') log.error(`${name}: ${line}`)
  }
  const port = (): number | null => (command.port === 'announced' ? announcedPort : command.port)

  const launch = (): Child => {
    const [program, ...args] = command.argv
    const next = spawn(program, args, {
      cwd: command.cwd,
      env: { ...childEnv(), [jobVariable]: command.mark },
      shell: false,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    next.stdin.on('error', () => {})
    for (const stream of [next.stdout, next.stderr]) {
      const lines = lineSplitter(readLine)
      stream.on('data', (chunk: Buffer) => lines.push(chunk)).on('close', () => lines.end())
    }
    next.on('exit', (code, signal) => {
      if (child === next) child = null
      if (!stopping) log.error(`The service ${name} exited unexpectedly (${signal ?? `exit code ${code}`}).`)
    })
    next.on('error', (error) => {
      if (child === next) child = null
      log.error(`Could not start the service ${name}: ${error.message}`)
    })
    return next
  }

  const answers = async (): Promise<boolean> => {
    if (child === null) return false
    if (command.port === null) return performance.now() - startedAt >= warmUpMs
    const at = port()
    return at !== null && reaches({ host: '127.0.0.1', port: at }, 1_000)
  }

  /** Ends what a killed agent has left running of it: two at once would fight for its port. */
  const endLeftover = async (): Promise<void> => {
    const { found } = await endFamily({ jobId: command.mark, group: null }, leftoverGraceMs)
    if (found.length > 0)
      log.warn(`Ended process ${found.join(', ')}, left running by a killed agent as the service ${name}.`)
  }

  return {
    name,
    command: command.builtin ? null : command.argv,
    pid: () => child?.pid ?? null,
    answers,
    start: async (patienceMs) => {
      if (child === null) {
        await endLeftover()
        stopping = false
        announcedPort = null
        startedAt = performance.now()
        child = launch()
      }
      const until = performance.now() + patienceMs
      while (child !== null && performance.now() < until) {
        if (await answers()) return true
        await sleep(50)
      }
      return false
    },
    stop: async (graceMs) => {
      const running = child
      if (running === null || running.pid === undefined) return
      stopping = true
      const exited = once(running, 'exit')
      await endFamily({ jobId: command.mark, group: running.pid }, graceMs)
      await exited
    },
  }
}

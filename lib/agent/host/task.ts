import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'
import type { TaskOffer } from '@/lib/tasks/domain/task'

export type LogStream = 'stdout' | 'stderr' | 'system'
export type LogLine = { at: string; stream: LogStream; line: string }

/**
 * How a task ended, as `/complete` and `/fail` accept it. `ran` is the argument vector that was started; `left` are processes
 * that it could not end.
 */
export type Outcome = {
  ok: boolean
  message: string
  result?: JsonValue
  ran?: readonly string[]
  left?: readonly number[]
}

export type TaskRun = {
  jobId: string
  params: JsonObject
  /** Aborted when the agent stops, the job is lost to it, or somebody cancels the job. */
  signal: AbortSignal
  say: (stream: LogStream, line: string) => void
  /** Called with the process group of its command. */
  spawned: (group: number) => void
  /** Percent from 0 to 100. */
  progress: (percent: number, message?: string) => void
}

/** What a task would change, as its command for that says. `left` are processes that it could not end. */
export type Tried = Pick<
  DryRunResult,
  'ran' | 'how' | 'exit_code' | 'output' | 'omitted_lines' | 'seconds'
> & {
  left: readonly number[]
}
type TryRun = Pick<TaskRun, 'params' | 'signal' | 'spawned'> & {
  /** Marks its processes. */
  id: string
}

/** A task that this node offers, and how it runs; `tryOut`: how to find out what it would change, where the tasks file says that. */
export type AgentTask = {
  offer: TaskOffer
  run: (run: TaskRun) => Promise<Outcome>
  tryOut?: (run: TryRun) => Promise<Tried>
}

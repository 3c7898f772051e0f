import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { TaskOffer } from '@/lib/tasks/domain/task'

export type LogStream = 'stdout' | 'stderr' | 'system'
export type LogLine = { at: string; stream: LogStream; line: string }

/** How a task ended, as `/complete` and `/fail` take it. */
export type Outcome = { ok: boolean; message: string; result?: JsonValue }

export type TaskRun = {
  params: JsonObject
  /** Aborted when the agent stops or the job is no longer its own. */
  signal: AbortSignal
  say: (stream: LogStream, line: string) => void
  /** Percent from 0 to 100, in whole numbers. */
  progress: (percent: number, message?: string) => void
}

/** A task that this node offers and what it does. */
export type AgentTask = { offer: TaskOffer; run: (run: TaskRun) => Promise<Outcome> }

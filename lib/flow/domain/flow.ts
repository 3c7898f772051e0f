import { isStatusIn } from '@/lib/kernel/job-status'
import { type FlowRow, type FlowStep, flowSteps, stepSeconds } from './flow-row'
import { type Spread, spreadOf } from './percentiles'

/** What became of requests. `other`: withdrawn, or a status of another program. */
export const flowOutcomes = [
  'completed',
  'failed',
  'lost',
  'rejected',
  'expired',
  'cancelled',
  'open',
  'other',
] as const
export type FlowOutcome = (typeof flowOutcomes)[number]

const outcomeOfStatus: Record<string, FlowOutcome> = {
  Completed: 'completed',
  Failed: 'failed',
  Lost: 'lost',
  Rejected: 'rejected',
  Expired: 'expired',
  Cancelled: 'cancelled',
}

const outcomeOf = (status: string): FlowOutcome =>
  (Object.hasOwn(outcomeOfStatus, status) ? outcomeOfStatus[status] : undefined) ??
  (isStatusIn('open', status) ? 'open' : 'other')

export type Outcomes = Record<FlowOutcome, number>

/** The requests of a stretch of time, with what became of them since; times in epoch seconds. */
export type FlowBucket = { from: number; to: number; requested: number; outcomes: Outcomes } & Record<
  FlowStep,
  Spread
>

export type TaskFlow = { task: string; requested: number; outcomes: Outcomes; run: Spread }

function outcomesOf(rows: readonly FlowRow[]): Outcomes {
  const counts = Object.fromEntries(flowOutcomes.map((outcome) => [outcome, 0]))
  for (const { status } of rows) counts[outcomeOf(status)] = (counts[outcomeOf(status)] ?? 0) + 1
  const {
    completed = 0,
    failed = 0,
    lost = 0,
    rejected = 0,
    expired = 0,
    cancelled = 0,
    open = 0,
    other = 0,
  } = counts
  return { completed, failed, lost, rejected, expired, cancelled, open, other }
}

const spreadOfStep = (rows: readonly FlowRow[], step: FlowStep): Spread =>
  spreadOf(rows.flatMap((row) => stepSeconds(row, step) ?? []))

/** The requests of one stretch of time. */
export function flowOf(rows: readonly FlowRow[], from: number, to: number): FlowBucket {
  const [decision, start, run, verdict, whole] = flowSteps.map((step) => spreadOfStep(rows, step))
  const none = spreadOf([])
  return {
    ...{ from, to, requested: rows.length, outcomes: outcomesOf(rows) },
    ...{ decision: decision ?? none, start: start ?? none, run: run ?? none },
    ...{ verdict: verdict ?? none, whole: whole ?? none },
  }
}

/** The same for each stretch between two edges. */
export function flowBuckets(rows: readonly FlowRow[], edges: readonly number[]): FlowBucket[] {
  const sorted = [...rows].sort((a, b) => a.requested - b.requested)
  let next = 0
  return edges.slice(1).map((to, index) => {
    const first = next
    while ((sorted[next]?.requested ?? to) < to) next += 1
    return flowOf(sorted.slice(first, next), edges[index] ?? to, to)
  })
}

/** By task, those requested most often first. */
export function flowByTask(rows: readonly FlowRow[]): TaskFlow[] {
  const tasks = new Map<string, FlowRow[]>()
  for (const row of rows) {
    const known = tasks.get(row.task)
    if (known) known.push(row)
    else tasks.set(row.task, [row])
  }
  return [...tasks]
    .map(([task, own]) => ({
      ...{ task, requested: own.length, outcomes: outcomesOf(own), run: spreadOfStep(own, 'run') },
    }))
    .sort((a, b) => b.requested - a.requested || (a.task < b.task ? -1 : 1))
}

/** How many of those that ran failed or were lost, 0 to 1; null if none ran. */
export function failureRate({ completed, failed, lost }: Outcomes): number | null {
  const ran = completed + failed + lost
  return ran === 0 ? null : (failed + lost) / ran
}

/** How many of those that no longer wait expired, 0 to 1; null if all wait. */
export function expiryRate(outcomes: Outcomes, requested: number): number | null {
  const over = requested - outcomes.open
  return over === 0 ? null : outcomes.expired / over
}

import type { Policy } from '@/lib/signing/domain/policy'
import { heldBy } from './held-by'
import { type Outcome, outcomeOf, type PastRequest } from './past-request'
import { RateCount } from './rate-count'

/** A request that would have been approved. */
export type Approved = {
  jobId: string
  node: PastRequest['node']
  requestedAt: number
  outcome: Outcome
} & PastRequest['end']

/** The requests of a day in UTC that begins at `day` (epoch milliseconds). */
export type ReplayDay = { day: number; well: number; failed: number; other: number; held: number }

export type Replay = {
  total: number
  approved: number
  byOutcome: Record<Outcome, number>
  /** How many would still wait, by the first line of the policy that holds them; the most common first. */
  held: { by: string; count: number }[]
  /** What would have been approved and failed, then what a person had rejected; each the newest first. */
  toLookAt: Approved[]
  /** In milliseconds; half of what would have been approved and was decided waited longer. */
  medianWait: number | null
  /** Without the days on which nothing was requested. */
  days: ReplayDay[]
}

const dayMs = 86_400_000

/** So many failures are named, and so many rejections; the figures count all. */
export const mostNamed = 50

const column = { well: 'well', failed: 'failed', rejected: 'other', not_run: 'other' } as const

/** What a policy would have done with past requests, had it been in force; they come oldest first. */
export class Replaying {
  private readonly rate: RateCount
  private readonly held = new Map<string, number>()
  private readonly days = new Map<number, ReplayDay>()
  private readonly byOutcome: Record<Outcome, number> = { well: 0, failed: 0, rejected: 0, not_run: 0 }
  private readonly waits: number[] = []
  private readonly named: Record<'failed' | 'rejected', Approved[]> = { failed: [], rejected: [] }
  private total = 0

  constructor(private readonly policy: Policy) {
    this.rate = new RateCount(policy)
  }

  add(request: PastRequest): void {
    this.total += 1
    const day = this.dayOf(request.requestedAt)
    const by = heldBy(this.policy, request) ?? this.rate.take(request.node.did, request.requestedAt)
    if (by !== null) {
      day.held += 1
      this.held.set(by, (this.held.get(by) ?? 0) + 1)
      return
    }
    const outcome = outcomeOf(request.end)
    day[column[outcome]] += 1
    this.byOutcome[outcome] += 1
    const { requestedAt, decidedAt } = request
    if (decidedAt !== null && decidedAt >= requestedAt) this.waits.push(decidedAt - requestedAt)
    if (outcome === 'failed' || outcome === 'rejected') this.name(request, outcome)
  }

  result(): Replay {
    return {
      total: this.total,
      approved: Object.values(this.byOutcome).reduce((sum, count) => sum + count, 0),
      byOutcome: this.byOutcome,
      held: [...this.held]
        .map(([by, count]) => ({ by, count }))
        .sort((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1)),
      toLookAt: [...this.named.failed.toReversed(), ...this.named.rejected.toReversed()],
      medianWait: this.waits.sort((a, b) => a - b)[this.waits.length >> 1] ?? null,
      days: [...this.days.values()],
    }
  }

  private dayOf(at: number): ReplayDay {
    const day = Math.floor(at / dayMs) * dayMs
    const known = this.days.get(day) ?? { day, well: 0, failed: 0, other: 0, held: 0 }
    this.days.set(day, known)
    return known
  }

  private name({ jobId, node, requestedAt, end }: PastRequest, outcome: 'failed' | 'rejected'): void {
    this.named[outcome].push({ jobId, node, requestedAt, outcome, ...end })
    if (this.named[outcome].length > mostNamed) this.named[outcome].shift()
  }
}

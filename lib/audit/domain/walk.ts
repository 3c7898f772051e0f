import { ChainCheck } from './chain'
import { CheckpointCheck, type CheckSignature } from './checkpoints'
import type { AuditFindings } from './finding'
import type { AuditCheckpoint, AuditEvent, AuditItem, CoveredEvent, Sha256 } from './log'

/** An event of a valid checkpoint whose row has not come yet; `opens`: the first one after a missing or invalid checkpoint. */
type ExpectedEvent = CoveredEvent & { checkpoint: number; opens: boolean }

/** Events of valid checkpoints; the rows of those before `met` have come. */
type Cover = { events: ExpectedEvent[]; met: number }

const mostExpected = 50_000
const mostMissing = 1_000

export type AuditCounts = {
  events: number
  streams: number
  checkpoints: number
  /** Events after the last checkpoint: the database's owner could still rewrite them. */
  uncovered: number
  /** Checkpoints that are invalid only because a reported one before them is. */
  checkpoints_following: number
  last_checkpoint: { checkpoint_no: number; hash: string; created_at: string } | null
}

type WalkOptions = {
  sha256: Sha256
  isSigned: CheckSignature
  heads: ReadonlyMap<number, string>
  findings: AuditFindings
}

/** Takes the whole log in its order and finds tampering. Memory grows with the number of chains, not of events. */
export class AuditWalk {
  private readonly chains: ChainCheck
  private readonly checkpoints: CheckpointCheck
  private readonly findings: AuditFindings
  private cover: Cover | null = null
  private missing: ExpectedEvent[] = []
  private missed = 0
  private lastId = Number.NEGATIVE_INFINITY
  private coveredUpTo = Number.NEGATIVE_INFINITY
  private readonly counts = { events: 0, checkpoints: 0, uncovered: 0 }
  private last: AuditCheckpoint | null = null
  private lastValid = 0

  constructor({ sha256, isSigned, heads, findings }: WalkOptions) {
    this.findings = findings
    this.chains = new ChainCheck(sha256, findings)
    this.checkpoints = new CheckpointCheck(sha256, isSigned, heads, findings)
  }

  take(item: AuditItem): void {
    if ('checkpoint' in item) this.takeCheckpoint(item.checkpoint)
    else this.takeEvent(item.event)
  }

  private takeCheckpoint(checkpoint: AuditCheckpoint): void {
    this.counts.checkpoints += 1
    this.last = checkpoint
    const last = checkpoint.events.at(-1)?.id ?? this.coveredUpTo
    this.coveredUpTo = Math.max(this.coveredUpTo, last)
    if (!this.checkpoints.check(checkpoint)) return
    const follows = checkpoint.no === this.lastValid + 1
    this.lastValid = checkpoint.no
    // Rows of the previous checkpoint may still come: after one that was tampered with they come with this one.
    const waiting = this.cover ? this.cover.events.slice(this.cover.met) : []
    if (waiting.length > mostExpected) for (const was of waiting.splice(0)) this.miss(was)
    const events = checkpoint.events.map(({ id, stream, seq, hash }, n) => ({
      id,
      stream,
      seq,
      hash,
      checkpoint: checkpoint.no,
      opens: n === 0 && !follows,
    }))
    this.cover = { events: [...waiting, ...events], met: 0 }
  }

  private takeEvent(event: AuditEvent): void {
    this.counts.events += 1
    if (event.id <= this.lastId) {
      this.findings.add('moved', event, `comes after event ${this.lastId}`)
      return
    }
    this.lastId = event.id
    if (event.id > this.coveredUpTo) this.counts.uncovered += 1
    const was = this.expected(event.id)
    this.reportMissing('removed')
    if (!was || (was.opens && was.id > event.id)) this.chains.uncovered(event)
    else if (was.id > event.id) this.chains.added(event, was.checkpoint)
    else {
      if (this.cover) this.cover.met += 1
      this.chains.covered(event, was, was.checkpoint)
    }
  }

  /** The first covered event at or after an id; those before it are missing. */
  private expected(id: number): ExpectedEvent | null {
    const cover = this.cover
    if (!cover) return null
    for (let was = cover.events[cover.met]; was; was = cover.events[cover.met]) {
      if (was.id >= id) return was
      cover.met += 1
      this.miss(was)
    }
    this.cover = null
    return null
  }

  end(): AuditCounts {
    this.expected(Number.POSITIVE_INFINITY)
    this.reportMissing('truncated')
    this.chains.end()
    this.checkpoints.end()
    const { last } = this
    return {
      ...this.counts,
      streams: this.chains.count,
      checkpoints_following: this.checkpoints.following,
      last_checkpoint: last && { checkpoint_no: last.no, hash: last.hash, created_at: last.createdAt },
    }
  }

  private miss(was: ExpectedEvent): void {
    this.missed += 1
    this.chains.gone(was)
    if (this.missing.length < mostMissing) this.missing.push(was)
  }

  /** Reports missing rows once it is known whether a later row exists (`removed`) or not (`truncated`). */
  private reportMissing(kind: 'removed' | 'truncated'): void {
    if (this.missed === 0) return
    const detail =
      kind === 'removed'
        ? 'is in a checkpoint but its row is gone'
        : 'is in a checkpoint but its row is gone, as are all after it'
    for (const event of this.missing) this.findings.add(kind, event, detail)
    this.findings.count += this.missed - this.missing.length
    this.missing = []
    this.missed = 0
  }
}

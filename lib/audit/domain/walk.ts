import { ChainCheck } from './chain'
import type { AuditFindings } from './finding'
import type { AuditEvent, AuditItem, AuditSeal, SealedEvent, Sha256 } from './log'
import { type CheckSignature, SealCheck } from './seals'

/** An event of a valid seal; `opens` when it is the first one after a seal that is gone or invalid. */
type Awaited = SealedEvent & { seal: number; opens: boolean }

/** What valid seals hold and no row has met yet begins at `met`. */
type Cover = { events: Awaited[]; met: number }

const mostAwaited = 50_000
const mostMissing = 1_000

export type AuditCounts = {
  events: number
  streams: number
  seals: number
  /** Events after the last seal: whoever owns the database could still rewrite them. */
  unsealed: number
  /** Invalid seals that follow from one that was reported. */
  seals_following: number
  last_seal: { seal_no: number; hash: string; sealed_at: string } | null
}

type WalkOptions = {
  sha256: Sha256
  isSigned: CheckSignature
  heads: ReadonlyMap<number, string>
  findings: AuditFindings
}

/** Takes the whole log in its order and finds what was done to it. Memory grows with the chains, not with the events. */
export class AuditWalk {
  private readonly chains: ChainCheck
  private readonly seals: SealCheck
  private readonly findings: AuditFindings
  private cover: Cover | null = null
  private missing: Awaited[] = []
  private missed = 0
  private lastId = Number.NEGATIVE_INFINITY
  private sealedUpTo = Number.NEGATIVE_INFINITY
  private readonly counts = { events: 0, seals: 0, unsealed: 0 }
  private last: AuditSeal | null = null
  private lastValid = 0

  constructor({ sha256, isSigned, heads, findings }: WalkOptions) {
    this.findings = findings
    this.chains = new ChainCheck(sha256, findings)
    this.seals = new SealCheck(sha256, isSigned, heads, findings)
  }

  take(item: AuditItem): void {
    if ('seal' in item) this.takeSeal(item.seal)
    else this.takeEvent(item.event)
  }

  private takeSeal(seal: AuditSeal): void {
    this.counts.seals += 1
    this.last = seal
    const last = seal.events.at(-1)?.id ?? this.sealedUpTo
    this.sealedUpTo = Math.max(this.sealedUpTo, last)
    if (!this.seals.check(seal)) return
    const follows = seal.no === this.lastValid + 1
    this.lastValid = seal.no
    // Rows of the seal before may still come: after a seal that was tampered with they come with this one.
    const waiting = this.cover ? this.cover.events.slice(this.cover.met) : []
    if (waiting.length > mostAwaited) for (const was of waiting.splice(0)) this.miss(was)
    const events = seal.events.map((was, n) => ({ ...was, seal: seal.no, opens: n === 0 && !follows }))
    this.cover = { events: [...waiting, ...events], met: 0 }
  }

  private takeEvent(event: AuditEvent): void {
    this.counts.events += 1
    if (event.id <= this.lastId) {
      this.findings.add('moved', event, `stands after event ${this.lastId}`)
      return
    }
    this.lastId = event.id
    if (event.id > this.sealedUpTo) this.counts.unsealed += 1
    const was = this.awaited(event.id)
    this.reportMissing('removed')
    if (!was || (was.opens && was.id > event.id)) this.chains.unsealed(event)
    else if (was.id > event.id) this.chains.added(event, was.seal)
    else {
      if (this.cover) this.cover.met += 1
      this.chains.sealed(event, was, was.seal)
    }
  }

  /** The first sealed event at or after an id; those before it are missing. */
  private awaited(id: number): Awaited | null {
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
    this.awaited(Number.POSITIVE_INFINITY)
    this.reportMissing('truncated')
    this.chains.end()
    this.seals.end()
    const { last } = this
    return {
      ...this.counts,
      streams: this.chains.count,
      seals_following: this.seals.following,
      last_seal: last && { seal_no: last.no, hash: last.hash, sealed_at: last.sealedAt },
    }
  }

  private miss(was: Awaited): void {
    this.missed += 1
    this.chains.gone(was)
    if (this.missing.length < mostMissing) this.missing.push(was)
  }

  /** Whether rows are missing within the log or at its end is known when the next row comes, or none does. */
  private reportMissing(fault: 'removed' | 'truncated'): void {
    if (this.missed === 0) return
    const detail =
      fault === 'removed' ? 'was sealed and is gone' : 'was sealed and is gone, as is all after it'
    for (const event of this.missing) this.findings.add(fault, event, detail)
    this.findings.count += this.missed - this.missing.length
    this.missing = []
    this.missed = 0
  }
}

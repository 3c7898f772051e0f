import { ChainCheck } from './audit-chain'
import type { AuditFindings } from './audit-finding'
import type { AuditEvent, AuditItem, AuditSeal, SealedEvent, Sha256 } from './audit-log'
import { type CheckSignature, SealCheck } from './audit-seals'

/** The events of one valid seal, and how many of them have been met. */
type Cover = { seal: number; events: SealedEvent[]; met: number; last: number }

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

export type WalkOptions = {
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
  private missing: (SealedEvent & { seal: number })[] = []
  private missed = 0
  private lastId = Number.NEGATIVE_INFINITY
  private sealedUpTo = Number.NEGATIVE_INFINITY
  private readonly counts = { events: 0, seals: 0, unsealed: 0 }
  private last: AuditSeal | null = null

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
    this.closeCover()
    this.counts.seals += 1
    this.last = seal
    const valid = this.seals.check(seal)
    const last = seal.events.at(-1)?.id ?? this.sealedUpTo
    this.sealedUpTo = Math.max(this.sealedUpTo, last)
    if (valid) this.cover = { seal: seal.no, events: seal.events, met: 0, last }
  }

  private takeEvent(event: AuditEvent): void {
    this.counts.events += 1
    if (event.id <= this.lastId) {
      this.findings.add('moved', event, `stands after event ${this.lastId}`)
      return
    }
    this.lastId = event.id
    if (event.id > this.sealedUpTo) this.counts.unsealed += 1
    const cover = this.cover
    if (cover && event.id > cover.last) this.closeCover()
    if (!cover || event.id > cover.last) {
      this.reportMissing('removed')
      this.chains.unsealed(event)
      return
    }
    let was = cover.events[cover.met]
    for (; was && was.id < event.id; was = cover.events[cover.met]) this.miss(cover, was)
    this.reportMissing('removed')
    if (was?.id === event.id) {
      cover.met += 1
      this.chains.sealed(event, was, cover.seal)
    } else this.chains.added(event, cover.seal)
  }

  end(): AuditCounts {
    this.closeCover()
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

  private closeCover(): void {
    const cover = this.cover
    if (!cover) return
    for (let was = cover.events[cover.met]; was; was = cover.events[cover.met]) this.miss(cover, was)
    this.cover = null
  }

  private miss(cover: Cover, was: SealedEvent): void {
    cover.met += 1
    this.missed += 1
    this.chains.gone(was)
    if (this.missing.length < 1_000) this.missing.push({ ...was, seal: cover.seal })
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

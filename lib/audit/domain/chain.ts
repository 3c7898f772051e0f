import type { AuditFindings } from './finding'
import { type AuditEvent, eventText, type SealedEvent, type Sha256 } from './log'

/**
 * Where a chain stands. `stored` is what the rows say, `true` what seals say of them, and the rows where no seal does:
 * an attacker can make all later hashes of the rows anew, not those in signed seals.
 */
type Chain = {
  storedId: number | null
  storedSeq: number
  storedHash: string | null
  trueSeq: number
  trueHash: string | null
  /** The true hash comes from a seal. */
  sealed: boolean
  /** By how much the numbers of its rows differ from the sealed ones. */
  shift: number
  inserted: number
  removed: number
  gaps: Set<number> | null
  /** The last event of it that was reported: what explains hashes made anew. */
  reported: number | null
}

const mostGaps = 10_000

/** Follows every chain through the log, event by event in the order of their ids. */
export class ChainCheck {
  private readonly chains = new Map<string, Chain>()

  constructor(
    private readonly sha256: Sha256,
    private readonly findings: AuditFindings,
  ) {}

  get count(): number {
    return this.chains.size
  }

  /** An event of which a seal holds what it was. */
  sealed(event: AuditEvent, was: SealedEvent, seal: number): void {
    const chain = this.chain(was.stream)
    const prev = this.trueBefore(chain, was, event.prev)
    const place = { id: event.id, stream: was.stream, seq: was.seq, seal }
    const same = this.sha256(prev, eventText({ ...was, body: event.body })) === was.hash
    if (event.stream !== was.stream || (event.seq !== was.seq && !same)) {
      const now = `the row now holds ${event.stream} ${event.seq}`
      this.report(chain, 'moved', place, `was sealed as ${was.stream} ${was.seq}, ${now}`)
    } else if (!same) {
      const before = chain.sealed || prev === null ? '' : ', or one before it that no valid seal holds was'
      this.report(chain, 'changed', place, `is not what was sealed${before}`)
    } else {
      this.checkNumber(chain, event, was, seal)
      if ((event.hash !== was.hash || event.prev !== prev) && !this.madeAnew(chain, event, was))
        this.report(chain, 'changed', place, 'has another hash in its row than the sealed one')
    }
    if (event.stream === was.stream) this.store(chain, event)
    this.prove(chain, was)
  }

  /** A sealed event whose row is gone; it has been reported. */
  gone(was: SealedEvent): void {
    const chain = this.chain(was.stream)
    this.trueBefore(chain, was, null)
    chain.removed += 1
    chain.reported = was.seq
    this.prove(chain, was)
  }

  /** An event among sealed ones that no seal holds. */
  added(event: AuditEvent, seal: number): void {
    const chain = this.chain(event.stream)
    chain.inserted += 1
    this.report(chain, 'inserted', { ...event, seal }, 'was added among events that were sealed without it')
  }

  /** An event that no valid seal holds: its own hash and its place in the chain are all there is. */
  unsealed(event: AuditEvent): void {
    const chain = this.chain(event.stream)
    const own = this.sha256(event.prev, eventText(event)) === event.hash
    if (!own) this.report(chain, 'changed', event, 'its hash is not that of its content')
    const highest = Math.max(chain.storedSeq, chain.trueSeq)
    if (event.seq === chain.storedSeq + 1 || event.seq === chain.trueSeq + 1) {
      if (own) this.checkLink(chain, event)
    } else if (event.seq > highest) {
      chain.gaps ??= new Set()
      for (let seq = highest + 1; seq < event.seq && chain.gaps.size < mostGaps; seq += 1) chain.gaps.add(seq)
    } else if (chain.gaps?.delete(event.seq)) {
      this.report(chain, 'moved', event, `stands after ${chain.storedSeq} of its chain`)
    } else {
      this.report(chain, 'inserted', event, `was added after ${highest} of its chain was written`)
    }
    if (event.seq <= chain.storedSeq && event.seq <= chain.trueSeq) return
    this.store(chain, event)
    if (event.seq > chain.trueSeq) {
      chain.trueSeq = event.seq
      chain.trueHash = event.hash
      chain.sealed = false
    }
  }

  /** What only the end of the log tells. */
  end(): void {
    for (const [stream, { gaps }] of this.chains)
      for (const seq of gaps ?? []) this.findings.add('removed', { stream, seq }, 'is missing in its chain')
  }

  private chain(stream: string): Chain {
    const known = this.chains.get(stream)
    if (known) return known
    const chain: Chain = {
      storedId: null,
      storedSeq: 0,
      storedHash: null,
      trueSeq: 0,
      trueHash: null,
      sealed: true,
      shift: 0,
      inserted: 0,
      removed: 0,
      gaps: null,
      reported: null,
    }
    this.chains.set(stream, chain)
    return chain
  }

  private report(
    chain: Chain,
    fault: 'changed' | 'moved' | 'inserted',
    place: { id: number | null; stream: string; seq: number; seal?: number },
    detail: string,
  ): void {
    chain.reported = place.seq
    this.findings.add(fault, place, detail)
  }

  /** Whether the hash of a row, though not the sealed one, only follows from what was reported before it. */
  private madeAnew(chain: Chain, event: AuditEvent, was: SealedEvent): boolean {
    if (chain.reported === null || chain.reported === was.seq) return chain.reported !== null
    return this.sha256(event.prev, eventText(event)) === event.hash
  }

  /** The true hash before a sealed event; where an invalid seal lies between, that of the row. */
  private trueBefore(chain: Chain, was: SealedEvent, stored: string | null): string | null {
    if (was.seq === chain.trueSeq + 1) return chain.trueHash
    for (let seq = chain.trueSeq + 1; seq < was.seq && seq <= chain.trueSeq + mostGaps; seq += 1) {
      chain.reported = seq
      chain.removed += 1
      this.findings.add('removed', { stream: was.stream, seq }, 'is missing in its chain')
    }
    chain.sealed = false
    return stored
  }

  /** Numbers differ in all rows after one that was removed or inserted: that is said once. */
  private checkNumber(chain: Chain, event: AuditEvent, was: SealedEvent, seal: number): void {
    const shift = event.seq - was.seq
    if (shift !== 0 && shift !== chain.shift && shift !== chain.inserted - chain.removed)
      this.report(
        chain,
        'moved',
        { ...was, seal },
        `was sealed as ${was.seq} of its chain, is now ${event.seq}`,
      )
    chain.shift = shift
  }

  private checkLink(chain: Chain, event: AuditEvent): void {
    if (event.prev === chain.storedHash || event.prev === chain.trueHash) return
    const intact = chain.sealed && chain.storedHash === chain.trueHash
    if (intact || chain.storedId === null)
      this.report(chain, 'changed', event, 'does not follow from the event before it')
    else if (chain.reported !== chain.storedSeq)
      this.report(
        chain,
        'changed',
        { id: chain.storedId, stream: event.stream, seq: chain.storedSeq },
        `has another hash than when ${event.seq} was chained to it`,
      )
  }

  private store(chain: Chain, event: AuditEvent): void {
    chain.storedId = event.id
    chain.storedSeq = event.seq
    chain.storedHash = event.hash
  }

  private prove(chain: Chain, was: SealedEvent): void {
    chain.trueSeq = was.seq
    // One string for both, while they are equal.
    chain.trueHash = chain.storedHash === was.hash ? chain.storedHash : was.hash
    chain.sealed = true
  }
}

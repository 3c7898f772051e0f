import type { AuditFindings } from './finding'
import { type AuditEvent, type CoveredEvent, eventText, type Sha256 } from './log'

/**
 * The state of a chain. `stored` is what the rows say; `true` is what the checkpoints say, or the rows where no
 * checkpoint covers them: an attacker can recompute the hashes in rows, but not those in signed checkpoints.
 */
type Chain = {
  storedId: number | null
  storedSeq: number
  storedHash: string | null
  trueSeq: number
  trueHash: string | null
  /** The true hash comes from a checkpoint. */
  covered: boolean
  /** By how much the numbers in the rows differ from those in the checkpoints. */
  shift: number
  inserted: number
  removed: number
  gaps: Set<number> | null
  /** The last event reported in this chain: it explains recomputed hashes after it. */
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

  /** An event that a checkpoint covers; `was` is what the checkpoint says of it. */
  covered(event: AuditEvent, was: CoveredEvent, checkpoint: number): void {
    const chain = this.chain(was.stream)
    const prev = this.trueBefore(chain, was, event.prev)
    const place = { id: event.id, stream: was.stream, seq: was.seq, checkpoint }
    const same =
      this.sha256(prev, eventText({ stream: was.stream, seq: was.seq, body: event.body })) === was.hash
    if (event.stream !== was.stream || (event.seq !== was.seq && !same)) {
      const now = `the row now holds ${event.stream} ${event.seq}`
      this.report(chain, 'moved', place, `its checkpoint has ${was.stream} ${was.seq}, ${now}`)
    } else if (!same) {
      const before =
        chain.covered || prev === null
          ? ''
          : ', or an earlier event that no valid checkpoint covers was changed'
      this.report(chain, 'changed', place, `does not match its checkpoint${before}`)
    } else {
      this.checkNumber(chain, event, was, checkpoint)
      if ((event.hash !== was.hash || event.prev !== prev) && !this.isRecomputed(chain, event, was))
        this.report(chain, 'changed', place, 'the hash in its row is not the one in its checkpoint')
    }
    if (event.stream === was.stream) this.store(chain, event)
    this.trust(chain, was)
  }

  /** A covered event whose row is missing and has been reported. */
  gone(was: CoveredEvent): void {
    const chain = this.chain(was.stream)
    this.trueBefore(chain, was, null)
    chain.removed += 1
    chain.reported = was.seq
    this.trust(chain, was)
  }

  /** An event between covered ones that its checkpoint does not have. */
  added(event: AuditEvent, checkpoint: number): void {
    const chain = this.chain(event.stream)
    chain.inserted += 1
    this.report(
      chain,
      'inserted',
      { ...event, checkpoint },
      'was added: the checkpoint over the events around it does not have it',
    )
  }

  /** An event that no valid checkpoint covers: only its own hash and its place in the chain can be checked. */
  uncovered(event: AuditEvent): void {
    const chain = this.chain(event.stream)
    const own = this.sha256(event.prev, eventText(event)) === event.hash
    if (!own) this.report(chain, 'changed', event, 'its hash does not match its content')
    const highest = Math.max(chain.storedSeq, chain.trueSeq)
    if (event.seq === chain.storedSeq + 1 || event.seq === chain.trueSeq + 1) {
      if (own) this.checkLink(chain, event)
    } else if (event.seq > highest) {
      chain.gaps ??= new Set()
      for (let seq = highest + 1; seq < event.seq && chain.gaps.size < mostGaps; seq += 1) chain.gaps.add(seq)
    } else if (chain.gaps?.delete(event.seq)) {
      this.report(chain, 'moved', event, `comes after number ${chain.storedSeq} of its chain`)
    } else {
      this.report(chain, 'inserted', event, `was added after number ${highest} of its chain was written`)
    }
    if (event.seq <= chain.storedSeq && event.seq <= chain.trueSeq) return
    this.store(chain, event)
    if (event.seq > chain.trueSeq) {
      chain.trueSeq = event.seq
      chain.trueHash = event.hash
      chain.covered = false
    }
  }

  /** Reports what only the end of the log shows. */
  end(): void {
    for (const [stream, { gaps }] of this.chains)
      for (const seq of gaps ?? []) this.findings.add('removed', { stream, seq }, 'is missing from its chain')
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
      covered: true,
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
    kind: 'changed' | 'moved' | 'inserted',
    place: { id: number | null; stream: string; seq: number; checkpoint?: number },
    detail: string,
  ): void {
    chain.reported = place.seq
    this.findings.add(kind, place, detail)
  }

  /** Whether a row's hash differs from its checkpoint only because of something already reported before it. */
  private isRecomputed(chain: Chain, event: AuditEvent, was: CoveredEvent): boolean {
    if (chain.reported === null || chain.reported === was.seq) return chain.reported !== null
    return this.sha256(event.prev, eventText(event)) === event.hash
  }

  /** The true hash before a covered event; the row's own if an invalid checkpoint lies between. */
  private trueBefore(chain: Chain, was: CoveredEvent, stored: string | null): string | null {
    if (was.seq === chain.trueSeq + 1) return chain.trueHash
    for (let seq = chain.trueSeq + 1; seq < was.seq && seq <= chain.trueSeq + mostGaps; seq += 1) {
      chain.reported = seq
      chain.removed += 1
      this.findings.add('removed', { stream: was.stream, seq }, 'is missing from its chain')
    }
    chain.covered = false
    return stored
  }

  /** After a removed or inserted row all later numbers differ; that is reported once. */
  private checkNumber(chain: Chain, event: AuditEvent, was: CoveredEvent, checkpoint: number): void {
    const shift = event.seq - was.seq
    if (shift !== 0 && shift !== chain.shift && shift !== chain.inserted - chain.removed)
      this.report(
        chain,
        'moved',
        { ...was, checkpoint },
        `is number ${was.seq} of its chain in the checkpoint, now ${event.seq}`,
      )
    chain.shift = shift
  }

  private checkLink(chain: Chain, event: AuditEvent): void {
    if (event.prev === chain.storedHash || event.prev === chain.trueHash) return
    const intact = chain.covered && chain.storedHash === chain.trueHash
    const isNext = chain.storedId !== null && event.seq === chain.storedSeq + 1
    if (intact || !isNext) this.report(chain, 'changed', event, 'does not follow from the event before it')
    else if (chain.reported !== chain.storedSeq)
      this.report(
        chain,
        'changed',
        { id: chain.storedId, stream: event.stream, seq: chain.storedSeq },
        `its hash has changed since number ${event.seq} was chained to it`,
      )
  }

  private store(chain: Chain, event: AuditEvent): void {
    chain.storedId = event.id
    chain.storedSeq = event.seq
    chain.storedHash = event.hash
  }

  private trust(chain: Chain, was: CoveredEvent): void {
    chain.trueSeq = was.seq
    // Equal hashes share one string, which saves memory.
    chain.trueHash = chain.storedHash === was.hash ? chain.storedHash : was.hash
    chain.covered = true
  }
}

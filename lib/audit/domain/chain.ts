import { Chain } from './chain-state'
import type { AuditFindings } from './finding'
import { type AuditEvent, type CoveredEvent, eventText, type Sha256 } from './log'

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
    const prev = chain.trueBefore(was, event.prev)
    const place = { id: event.id, stream: was.stream, seq: was.seq, checkpoint }
    const same =
      this.sha256(prev, eventText({ stream: was.stream, seq: was.seq, body: event.body })) === was.hash
    if (event.stream !== was.stream || (event.seq !== was.seq && !same)) {
      const now = `the row now holds ${event.stream} ${event.seq}`
      chain.report('moved', place, `its checkpoint has ${was.stream} ${was.seq}, ${now}`)
    } else if (!same) {
      const before =
        chain.covered || prev === null
          ? ''
          : ', or an earlier event that no valid checkpoint covers was changed'
      chain.report('changed', place, `does not match its checkpoint${before}`)
    } else {
      checkNumber(chain, event, was, checkpoint)
      if ((event.hash !== was.hash || event.prev !== prev) && !this.isRecomputed(chain, event, was))
        chain.report('changed', place, 'the hash in its row is not the one in its checkpoint')
    }
    if (event.stream === was.stream) chain.store(event)
    chain.trust(was)
  }

  /** A covered event whose row is missing and has been reported. */
  gone(was: CoveredEvent): void {
    const chain = this.chain(was.stream)
    chain.trueBefore(was, null)
    chain.removed += 1
    chain.reported = was.seq
    chain.trust(was)
  }

  /** An event between covered ones that its checkpoint does not have. */
  added(event: AuditEvent, checkpoint: number): void {
    const chain = this.chain(event.stream)
    chain.inserted += 1
    chain.report(
      'inserted',
      { ...event, checkpoint },
      'was added: the checkpoint over the events around it does not have it',
    )
  }

  /** An event that no valid checkpoint covers: only its own hash and its place in the chain can be checked. */
  uncovered(event: AuditEvent): void {
    const chain = this.chain(event.stream)
    const own = this.sha256(event.prev, eventText(event)) === event.hash
    if (!own) chain.report('changed', event, 'its hash does not match its content')
    const highest = Math.max(chain.storedSeq, chain.trueSeq)
    if (event.seq === chain.storedSeq + 1 || event.seq === chain.trueSeq + 1) {
      if (own) checkLink(chain, event)
    } else if (event.seq > highest) chain.skip(highest, event.seq)
    else if (chain.fill(event.seq))
      chain.report('moved', event, `comes after number ${chain.storedSeq} of its chain`)
    else chain.report('inserted', event, `was added after number ${highest} of its chain was written`)
    if (event.seq <= chain.storedSeq && event.seq <= chain.trueSeq) return
    chain.store(event)
    if (event.seq > chain.trueSeq) chain.follow(event)
  }

  /** Reports what only the end of the log shows. */
  end(): void {
    for (const chain of this.chains.values()) chain.reportGaps()
  }

  private chain(stream: string): Chain {
    const chain = this.chains.get(stream) ?? new Chain(stream, this.findings)
    this.chains.set(stream, chain)
    return chain
  }

  /** Whether a row's hash differs from its checkpoint only because of something already reported before it. */
  private isRecomputed({ reported }: Chain, event: AuditEvent, was: CoveredEvent): boolean {
    if (reported === null || reported === was.seq) return reported !== null
    return this.sha256(event.prev, eventText(event)) === event.hash
  }
}

/** After a removed or inserted row all later numbers differ; that is reported once. */
function checkNumber(chain: Chain, event: AuditEvent, was: CoveredEvent, checkpoint: number): void {
  const shift = event.seq - was.seq
  if (shift !== 0 && shift !== chain.shift && shift !== chain.inserted - chain.removed)
    chain.report(
      'moved',
      { ...was, checkpoint },
      `is number ${was.seq} of its chain in the checkpoint, now ${event.seq}`,
    )
  chain.shift = shift
}

function checkLink(chain: Chain, event: AuditEvent): void {
  if (event.prev === chain.storedHash || event.prev === chain.trueHash) return
  const intact = chain.covered && chain.storedHash === chain.trueHash
  const isNext = chain.storedId !== null && event.seq === chain.storedSeq + 1
  if (intact || !isNext) chain.report('changed', event, 'does not follow from the event before it')
  else if (chain.reported !== chain.storedSeq)
    chain.report(
      'changed',
      { id: chain.storedId, stream: event.stream, seq: chain.storedSeq },
      `its hash has changed since number ${event.seq} was chained to it`,
    )
}

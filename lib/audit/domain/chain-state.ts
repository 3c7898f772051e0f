import type { AuditFindings } from './finding'
import type { AuditEvent, CoveredEvent } from './log'

type Place = { id: number | null; stream: string; seq: number; checkpoint?: number }

const mostGaps = 10_000

/**
 * What is known of one chain so far. `stored` is what the rows say; `true` is what the checkpoints say, or the rows where no
 * checkpoint covers them: an attacker can recompute the hashes in rows, but not those in signed checkpoints.
 */
export class Chain {
  storedId: number | null = null
  storedSeq = 0
  storedHash: string | null = null
  trueSeq = 0
  trueHash: string | null = null
  /** The true hash comes from a checkpoint. */
  covered = true
  /** By how much the numbers in the rows differ from those in the checkpoints. */
  shift = 0
  inserted = 0
  removed = 0
  /** The last event reported in this chain: it explains recomputed hashes after it. */
  reported: number | null = null
  /** Numbers that no row has had yet. */
  private gaps: Set<number> | null = null

  constructor(
    private readonly stream: string,
    private readonly findings: AuditFindings,
  ) {}

  report(kind: 'changed' | 'moved' | 'inserted', place: Place, detail: string): void {
    this.reported = place.seq
    this.findings.add(kind, place, detail)
  }

  /** Keeps what a row says. */
  store({ id, seq, hash }: AuditEvent): void {
    this.storedId = id
    this.storedSeq = seq
    this.storedHash = hash
  }

  /** Keeps what a checkpoint says. */
  trust(was: CoveredEvent): void {
    this.trueSeq = was.seq
    // Equal hashes share one string, which saves memory.
    this.trueHash = this.storedHash === was.hash ? this.storedHash : was.hash
    this.covered = true
  }

  /** Keeps what a row says that no checkpoint covers. */
  follow({ seq, hash }: AuditEvent): void {
    this.trueSeq = seq
    this.trueHash = hash
    this.covered = false
  }

  /** The true hash before a covered event; the row's own if an invalid checkpoint lies between. */
  trueBefore(was: CoveredEvent, stored: string | null): string | null {
    if (was.seq === this.trueSeq + 1) return this.trueHash
    for (let seq = this.trueSeq + 1; seq < was.seq && seq <= this.trueSeq + mostGaps; seq += 1) {
      this.reported = seq
      this.removed += 1
      this.reportMissing(seq)
    }
    this.covered = false
    return stored
  }

  /** The numbers after one and before another have no row, unless it comes later. */
  skip(after: number, before: number): void {
    this.gaps ??= new Set()
    for (let seq = after + 1; seq < before && this.gaps.size < mostGaps; seq += 1) this.gaps.add(seq)
  }

  /** Whether a number was missing until now. */
  fill(seq: number): boolean {
    return this.gaps?.delete(seq) ?? false
  }

  reportGaps(): void {
    for (const seq of this.gaps ?? []) this.reportMissing(seq)
  }

  private reportMissing(seq: number): void {
    this.findings.add('removed', { stream: this.stream, seq }, 'is missing from its chain')
  }
}

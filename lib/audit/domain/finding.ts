/** What is wrong with an entry. `forged`: no known key signed the checkpoint; `unlike`: a job differs from its events. */
const kinds = [
  'changed',
  'removed',
  'moved',
  'inserted',
  'truncated',
  'forged',
  'unlike',
  'unreadable',
] as const
type FindingKind = (typeof kinds)[number]

/** One thing that verification found; null: unknown or not applicable. The keys are those of `audit verify --json`. */
export type AuditFinding = {
  kind: FindingKind
  event_id: number | null
  stream: string | null
  seq: number | null
  checkpoint_no: number | null
  detail: string
}

/**
 * What stays the same of a finding as the log grows: rows that are gone from its end have others after them later, checkpoints
 * come to cover an entry, and a job gets more events.
 */
export function findingKey({
  kind,
  event_id,
  stream,
  seq,
  checkpoint_no,
  detail,
}: Omit<AuditFinding, 'kind'> & { kind: string }): string {
  if (kind === 'unlike') return `unlike ${stream} ${detail}`
  const what = kind === 'truncated' ? 'removed' : kind
  if (event_id !== null) return `${what} event ${event_id}`
  if (stream !== null && seq !== null) return `${what} number ${seq} of ${stream}`
  return checkpoint_no === null ? `${what} ${detail}` : `${what} checkpoint ${checkpoint_no}`
}

type Place = { id?: number | null; stream?: string | null; seq?: number | null; checkpoint?: number | null }

/** Keeps the first `limit` findings and counts the rest, since an emptied table need not fill a million lines. */
export class AuditFindings {
  readonly kept: AuditFinding[] = []
  count = 0
  constructor(private readonly limit = 1_000) {}

  add(
    kind: FindingKind,
    { id = null, stream = null, seq = null, checkpoint = null }: Place,
    detail: string,
  ): void {
    this.count += 1
    if (this.kept.length < this.limit)
      this.kept.push({ kind, event_id: id, stream, seq, checkpoint_no: checkpoint, detail })
  }

  /** Adds what was kept elsewhere until it was known whether it counts. */
  take(others: AuditFindings): void {
    this.count += others.count
    for (const finding of others.kept.slice(0, Math.max(0, this.limit - this.kept.length)))
      this.kept.push(finding)
  }

  /** Without some of those that are kept. */
  but(isLeftOut: (finding: AuditFinding) => boolean): AuditFindings {
    const others = new AuditFindings(this.limit)
    for (const finding of this.kept) if (!isLeftOut(finding)) others.kept.push(finding)
    others.count = others.kept.length + this.count - this.kept.length
    return others
  }
}

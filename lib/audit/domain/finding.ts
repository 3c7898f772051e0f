/** What is the matter with an entry: `forged` seals are signed by no known key, `unlike` is a job that its events do not tell. */
const faults = [
  'changed',
  'removed',
  'moved',
  'inserted',
  'truncated',
  'forged',
  'unlike',
  'unreadable',
] as const
export type Fault = (typeof faults)[number]

/** One thing that verification found; what is not known or does not apply is null. */
export type AuditFinding = {
  fault: Fault
  event_id: number | null
  stream: string | null
  seq: number | null
  seal_no: number | null
  detail: string
}

type Place = { id?: number | null; stream?: string | null; seq?: number | null; seal?: number | null }

/** Keeps the first `limit` findings and counts the rest: an emptied table is one attack, not a million lines. */
export class AuditFindings {
  readonly kept: AuditFinding[] = []
  count = 0
  constructor(private readonly limit = 1_000) {}

  add(fault: Fault, { id = null, stream = null, seq = null, seal = null }: Place, detail: string): void {
    this.count += 1
    if (this.kept.length < this.limit)
      this.kept.push({ fault, event_id: id, stream, seq, seal_no: seal, detail })
  }
}

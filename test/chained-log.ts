import { createHash } from 'node:crypto'
import { type AuditFinding, AuditFindings } from '@/lib/audit/domain/finding'
import {
  type AuditCheckpoint,
  type AuditEvent,
  type AuditItem,
  checkpointText,
  eventText,
  type Sha256,
} from '@/lib/audit/domain/log'
import { type AuditCounts, AuditWalk } from '@/lib/audit/domain/walk'

export const sha256: Sha256 = (prefix, text) =>
  createHash('sha256')
    .update(Buffer.from(prefix ?? '', 'hex'))
    .update(text)
    .digest('hex')

/** An event as somebody would write it who changes it and knows how hashes are made. */
export const rehashed = (event: AuditEvent): AuditEvent => ({
  ...event,
  hash: sha256(event.prev, eventText(event)),
})

/** These rows, with each stream numbered and chained anew: as the database does it, or its owner who covers their tracks. */
export function rechained(...rows: AuditEvent[]): AuditEvent[] {
  const ends = new Map<string, AuditEvent>()
  return rows.map((row) => {
    const before = ends.get(row.stream)
    const event = rehashed({ ...row, seq: (before?.seq ?? 0) + 1, prev: before?.hash ?? null })
    ends.set(row.stream, event)
    return event
  })
}

/** Events of these streams, in this order; their ids are 10, 12, 14, … */
export const events = (...streams: string[]): AuditEvent[] =>
  rechained(
    ...streams.map((stream, n) => ({
      ...{ id: 10 + n * 2, stream, body: `{"n": ${n}}` },
      ...{ seq: 0, prev: null, hash: '' },
    })),
  )

/** A checkpoint over these events, with a signature that `isSigned` accepts. */
export function checkpointOf(no: number, covered: AuditEvent[], prev: string | null): AuditCheckpoint {
  const content = {
    ...{ no, createdAt: 'now', prev },
    events: covered.map(({ id, stream, seq, hash }) => ({ id, stream, seq, hash })),
  }
  const hash = sha256(null, checkpointText(content))
  return { ...content, hash, signature: signatureOf(hash) }
}

const signatureOf = (hash: string): string => `signed ${hash}`
export const isSigned = (hash: string, signature: string): boolean => signature === signatureOf(hash)

export const rows = (...all: AuditEvent[]): AuditItem[] => all.map((event) => ({ event }))

type Options = Partial<Omit<ConstructorParameters<typeof AuditWalk>[0], 'findings' | 'sha256'>> & {
  limit?: number
}

/** What a walk over these items says; without a key, as `audit verify` works without one. */
export function walked(
  items: AuditItem[],
  { limit, ...options }: Options = {},
): { counts: AuditCounts; count: number; kept: AuditFinding[] } {
  const findings = new AuditFindings(limit)
  const walk = new AuditWalk({ ...{ sha256, isSigned: null, heads: new Map(), findings }, ...options })
  for (const item of items) walk.take(item)
  return { counts: walk.end(), count: findings.count, kept: findings.kept }
}

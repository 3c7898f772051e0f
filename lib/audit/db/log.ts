import type { EntityManager } from 'typeorm'
import { type AuditEvent, type AuditItem, type AuditSeal, sealText } from '@/lib/audit/domain/log'
import { sha256 } from './hash'

const eventsPerPage = 5_000
const sealsPerPage = 10
const hashLength = 64

type EventRow = {
  event_id: string
  stream: string
  seq: number
  body: string
  prev: string | null
  hash: string
}

type SealRow = {
  seal_no: string
  sealed_at: string
  ids: string[]
  streams: string[]
  seqs: number[]
  hashes: string
  prev: string | null
  hash: string
  signature: string
}

/** How a seal's time is written where it is hashed. */
export const sealTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const toEvent = ({ event_id, ...row }: EventRow): AuditEvent => ({ id: Number(event_id), ...row })

/** A row that was tampered with may have columns of different lengths: nothing of them is left out. */
function toSeal(row: SealRow): AuditSeal {
  const hashes = Math.ceil(row.hashes.length / hashLength)
  const length = Math.max(row.ids.length, row.streams.length, row.seqs.length, hashes)
  return {
    no: Number(row.seal_no),
    sealedAt: row.sealed_at,
    events: Array.from({ length }, (_, n) => ({
      id: Number(row.ids[n] ?? 0),
      stream: String(row.streams[n] ?? ''),
      seq: Number(row.seqs[n] ?? 0),
      hash: row.hashes.slice(n * hashLength, (n + 1) * hashLength),
    })),
    prev: row.prev,
    hash: row.hash,
    signature: row.signature,
  }
}

/** The events after the id `after` (null: all), up to `until`, in pages. */
async function* eventPages(
  tx: EntityManager,
  after: string | null,
  until: string | null,
): AsyncGenerator<EventRow[], string | null> {
  for (let last = after; ; ) {
    const rows = await tx.query<EventRow[]>(
      `SELECT event_id, stream, seq, body, encode(prev_hash, 'hex') AS prev, encode(hash, 'hex') AS hash
       FROM job_events WHERE ($1::bigint IS NULL OR event_id > $1) AND ($2::bigint IS NULL OR event_id <= $2)
       ORDER BY event_id LIMIT ${eventsPerPage}`,
      [last, until],
    )
    if (rows.length > 0) yield rows
    last = rows.at(-1)?.event_id ?? last
    if (rows.length < eventsPerPage) return last
  }
}

async function* readSeals(tx: EntityManager): AsyncGenerator<SealRow> {
  for (let last: string | null = null; ; ) {
    const rows: SealRow[] = await tx.query<SealRow[]>(
      `SELECT seal_no, ${sealTime('sealed_at')} AS sealed_at, event_ids AS ids, event_streams AS streams,
              event_seqs AS seqs, encode(event_hashes, 'hex') AS hashes, encode(prev_hash, 'hex') AS prev,
              encode(hash, 'hex') AS hash, encode(signature, 'hex') AS signature
       FROM audit_seals WHERE $1::bigint IS NULL OR seal_no > $1 ORDER BY seal_no LIMIT ${sealsPerPage}`,
      [last],
    )
    yield* rows
    last = rows.at(-1)?.seal_no ?? last
    if (rows.length < sealsPerPage) return
  }
}

/**
 * The whole log in its order (`AuditItem`), a page at a time; in one REPEATABLE READ transaction it is one state. After a
 * seal that was tampered with come no events: its ids are not to be followed, the next seal's are.
 */
export async function* readAuditLog(tx: EntityManager): AsyncGenerator<AuditItem[]> {
  let last: string | null = null
  for await (const row of readSeals(tx)) {
    const seal = toSeal(row)
    yield [{ seal }]
    if (sha256(null, sealText(seal)) === seal.hash)
      last = yield* pagesOf(eventPages(tx, last, row.ids.at(-1) ?? '0'))
  }
  yield* pagesOf(eventPages(tx, last, null))
}

async function* pagesOf(
  pages: AsyncGenerator<EventRow[], string | null>,
): AsyncGenerator<AuditItem[], string | null> {
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return value
    yield value.map((row) => ({ event: toEvent(row) }))
  }
}

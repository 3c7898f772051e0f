import type { EntityManager } from 'typeorm'
import { type AuditCheckpoint, type AuditEvent, type AuditItem, checkpointText } from '@/lib/audit/domain/log'
import { checkpointSource } from './checkpoint-source'
import { sha256 } from './hash'

/** Few enough to be garbage before it grows old. */
const eventsPerPage = 250
const checkpointsPerPage = 10
const hashLength = 64

type EventRow = {
  event_id: string
  stream: string
  seq: number
  body: string
  prev: string | null
  hash: string
}

type CheckpointRow = {
  checkpoint_no: string
  created_at: string
  ids: string[]
  streams: string[]
  seqs: number[]
  hashes: string
  prev: string | null
  hash: string
  signature: string
}

/** The format of a checkpoint's time in its hashed text. */
export const checkpointTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const toEvent = ({ event_id, ...row }: EventRow): AuditEvent => ({ id: Number(event_id), ...row })

/** Keeps everything in a row whose arrays differ in length, as they may after tampering. */
function toCheckpoint(row: CheckpointRow): AuditCheckpoint {
  const hashes = Math.ceil(row.hashes.length / hashLength)
  const length = Math.max(row.ids.length, row.streams.length, row.seqs.length, hashes)
  return {
    no: Number(row.checkpoint_no),
    createdAt: row.created_at,
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

/** The promise of a query keeps its rows from being collected long after the next page has come, and so from being few at a time. */
const forget = (rows: unknown[]): void => void rows.splice(0)

/** Events after the id `after` (null: from the first) up to `until` (null: to the last), in pages. */
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
    forget(rows)
  }
}

async function* readCheckpoints(tx: EntityManager): AsyncGenerator<CheckpointRow> {
  const source = await checkpointSource(tx)
  for (let last: string | null = null; ; ) {
    const rows: CheckpointRow[] = await tx.query<CheckpointRow[]>(
      `SELECT checkpoint_no, ${checkpointTime('created_at')} AS created_at, event_ids AS ids, event_streams AS streams,
              event_seqs AS seqs, encode(event_hashes, 'hex') AS hashes, encode(prev_hash, 'hex') AS prev,
              encode(hash, 'hex') AS hash, encode(signature, 'hex') AS signature
       FROM ${source} WHERE $1::bigint IS NULL OR checkpoint_no > $1 ORDER BY checkpoint_no LIMIT ${checkpointsPerPage}`,
      [last],
    )
    yield* rows
    last = rows.at(-1)?.checkpoint_no ?? last
    if (rows.length < checkpointsPerPage) return
    forget(rows)
  }
}

/**
 * The whole log in its order (`AuditItem`), a page at a time; a REPEATABLE READ transaction makes it one snapshot. No
 * events follow a checkpoint that was tampered with, since its ids cannot be trusted; they follow the next one.
 */
export async function* readAuditLog(tx: EntityManager): AsyncGenerator<AuditItem[]> {
  let last: string | null = null
  for await (const row of readCheckpoints(tx)) {
    const checkpoint = toCheckpoint(row)
    yield [{ checkpoint }]
    if (sha256(null, checkpointText(checkpoint)) === checkpoint.hash)
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

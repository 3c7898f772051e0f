import type { EntityManager } from 'typeorm'
import { checkpointTime } from '@/lib/audit/db/log'
import { Parameters } from '@/lib/db/connection/parameters'
import { between, drivenBy, type EntryFilter, kept, source } from './entry-conditions'

/** How many entries are looked at for one page if most of them may be left out. */
const mostLookedAt = 20_000

/** The ids of one page, newest first; `next` is where the following one begins, `early` that it holds too few for that. */
export async function pickEntries(
  db: EntityManager,
  filter: EntryFilter,
  before: string | null,
  limit: number,
): Promise<{ ids: string[]; next: string | null; early: boolean }> {
  const parameters = new Parameters()
  const { add, values } = parameters
  const by = drivenBy(filter)
  const conditions = kept(filter, by, parameters)
  const most = conditions.length === 0 ? limit + 1 : mostLookedAt
  const [row] = await db.query<{ ids: string[]; looked: number; last: string | null }[]>(
    `WITH looked AS MATERIALIZED (
       SELECT event_id FROM ${source(filter, by, parameters)}
         ${before === null ? '' : `AND event_id < ${add(before)}`}${between(filter, parameters)}
       ORDER BY event_id DESC LIMIT ${most})
     SELECT ARRAY (SELECT l.event_id FROM looked l LEFT JOIN audit_entries e USING (event_id)
                   ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
                   ORDER BY l.event_id DESC LIMIT ${limit + 1}) AS ids,
            (SELECT count(*) FROM looked)::int AS looked, (SELECT min(event_id) FROM looked) AS last`,
    values,
  )
  const ids = row?.ids ?? []
  if (ids.length > limit) return { ids: ids.slice(0, limit), next: ids[limit - 1] ?? null, early: false }
  const early = conditions.length > 0 && row?.looked === most
  return { ids, next: early ? (row?.last ?? null) : null, early }
}

/** Of the entries on one page, as they are stored: with sentences and proofs, an answer then takes less than a megabyte. */
const mostBytes = 400_000

/** The first of these ids, newest first, whose entries fit on a page together; at least one. */
export async function fittingEntries(db: EntityManager, ids: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ event_id: string; bytes: number }[]>(
    `SELECT event_id, octet_length(body) AS bytes FROM job_events WHERE event_id = ANY ($1::bigint[])
     ORDER BY event_id DESC`,
    [ids],
  )
  let bytes = 0
  const end = rows.findIndex((row, index) => {
    bytes += row.bytes
    return index > 0 && bytes > mostBytes
  })
  return rows.slice(0, end < 0 ? rows.length : end).map(({ event_id }) => event_id)
}

export type EntryRow = {
  event_id: string
  stream: string
  seq: number
  body: string
  prev: string | null
  hash: string
  /** The hash of the entry before it in its chain. */
  before: string | null
  /** The first entry of a job's chain. */
  first: string | null
  node_did: string | null
  task_name: string | null
  checkpoint_no: string | null
  checkpoint_at: string | null
  covered: string | null
}

const lastCovered = 'event_ids[cardinality(event_ids)]'

/** These entries, newest first, with what proves them. */
export const readEntries = (db: EntityManager, ids: readonly string[]): Promise<EntryRow[]> =>
  db.query<EntryRow[]>(
    `SELECT v.event_id, v.stream, v.seq, v.body, encode(v.prev_hash, 'hex') AS prev, encode(v.hash, 'hex') AS hash,
            encode(b.hash, 'hex') AS before, f.body AS first, coalesce(e.node_did, j.target_node_did) AS node_did, j.task_name,
            s.checkpoint_no, s.created_at AS checkpoint_at, s.covered
     FROM unnest($1::bigint[]) AS i (event_id) JOIN job_events v USING (event_id)
     LEFT JOIN audit_entries e USING (event_id)
     LEFT JOIN job_events b ON b.stream = v.stream AND b.seq = v.seq - 1
     LEFT JOIN job_events f ON v.stream LIKE 'job:%' AND f.stream = v.stream AND f.seq = 1
     LEFT JOIN maintenance_jobs j ON j.job_id =
       CASE WHEN v.stream ~ '^job:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN substr(v.stream, 5)::uuid END
     LEFT JOIN LATERAL (
       SELECT checkpoint_no, ${checkpointTime('created_at')} AS created_at,
              encode(substr(event_hashes, 32 * (array_position(event_ids, v.event_id) - 1) + 1, 32), 'hex') AS covered
       FROM audit_checkpoints WHERE ${lastCovered} >= v.event_id ORDER BY ${lastCovered} LIMIT 1) s ON true
     ORDER BY v.event_id DESC`,
    [ids],
  )

/** The checkpoints whose last entry is between these, newest first. */
export const checkpointsBetween = (
  db: EntityManager,
  first: string,
  last: string,
): Promise<{ checkpoint_no: string; created_at: string; hash: string; last: string }[]> =>
  db.query(
    `SELECT checkpoint_no, ${checkpointTime('created_at')} AS created_at, encode(hash, 'hex') AS hash, ${lastCovered} AS last
     FROM audit_checkpoints WHERE ${lastCovered} BETWEEN $1 AND $2 ORDER BY ${lastCovered} DESC LIMIT 500`,
    [first, last],
  )

/** The newest and the oldest entry, and whether older ones are not in the index yet. */
export async function readExtent(
  db: EntityManager,
): Promise<{ newest: string | null; oldest: string | null; indexing: boolean }> {
  const [row] = await db.query<{ newest: string | null; oldest: string | null; indexing: boolean }[]>(
    `SELECT (SELECT max(event_id) FROM job_events) AS newest,
            (SELECT body FROM job_events ORDER BY event_id LIMIT 1) AS oldest,
            (SELECT min(event_id) FROM job_events) < (SELECT min(event_id) FROM audit_entries) AS indexing`,
  )
  return { newest: row?.newest ?? null, oldest: row?.oldest ?? null, indexing: row?.indexing ?? false }
}

/** Whether any entry is of this kind, or about this node. */
export async function hasEntries(
  db: EntityManager,
  column: 'kind' | 'node_did',
  value: string,
): Promise<boolean> {
  const rows = await db.query<unknown[]>(`SELECT 1 FROM audit_entries WHERE ${column} = $1 LIMIT 1`, [value])
  return rows.length > 0
}

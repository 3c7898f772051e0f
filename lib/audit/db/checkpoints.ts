import type { EntityManager } from 'typeorm'
import type { AuditCheckpoint, CoveredEvent } from '@/lib/audit/domain/log'
import { checkpointSource } from './checkpoint-source'
import { checkpointTime } from './log'

/** The newest checkpoint; `eventId` is the last event that it covers. */
type LastCheckpoint = { no: number; hash: string; eventId: string }

const lastEvent = `event_ids[cardinality(event_ids)]`

export async function lastCheckpoint(db: EntityManager): Promise<LastCheckpoint | null> {
  const [row] = await db.query<{ no: string; hash: string; event_id: string }[]>(
    `SELECT checkpoint_no AS no, encode(hash, 'hex') AS hash, ${lastEvent} AS event_id
     FROM ${await checkpointSource(db)} ORDER BY checkpoint_no DESC LIMIT 1`,
  )
  return row ? { no: Number(row.no), hash: row.hash, eventId: row.event_id } : null
}

/** Lets one process at a time make checkpoints: false while another holds the lock, which ends with the transaction. */
export async function tryCheckpointLock(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('hakim.checkpoints', 0)) AS locked`,
  )
  return row?.locked ?? false
}

/** The newest visible event; an open transaction may still commit one with a lower id. */
export async function newestEvent(db: EntityManager): Promise<string | null> {
  const [row] = await db.query<{ id: string | null }[]>(`SELECT max(event_id) AS id FROM job_events`)
  return row?.id ?? null
}

/**
 * Waits up to `waitMs` until no transaction is writing events, then returns the newest event: every event with a lower
 * id has been committed. Null if a transaction takes longer. New writers wait meanwhile.
 */
export async function lastCommittedEvent(tx: EntityManager, waitMs: number): Promise<string | null> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(waitMs)])
  try {
    await tx.query(`SELECT hakim_hold_events()`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return null
    throw error
  }
  return newestEvent(tx)
}

/** Up to `limit` events after `after` and up to `until`, and the time by the database's clock. */
export async function eventsForCheckpoint(
  tx: EntityManager,
  { after, until, limit }: { after: string; until: string; limit: number },
): Promise<{ at: string; events: CoveredEvent[] }> {
  const events = await tx.query<{ id: string; stream: string; seq: number; hash: string }[]>(
    `SELECT event_id AS id, stream, seq, encode(hash, 'hex') AS hash FROM job_events
     WHERE event_id > $1 AND event_id <= $2 ORDER BY event_id LIMIT $3`,
    [after, until, limit],
  )
  const [now] = await tx.query<{ at: string }[]>(`SELECT ${checkpointTime('clock_timestamp()')} AS at`)
  return { at: now?.at ?? '', events: events.map((event) => ({ ...event, id: Number(event.id) })) }
}

export const insertCheckpoint = (tx: EntityManager, checkpoint: AuditCheckpoint): Promise<unknown> =>
  tx.query(
    `SELECT hakim_add_checkpoint($1, $2, $3, $4, $5, decode($6, 'hex'), decode($7, 'hex'), decode($8, 'hex'),
                                 decode($9, 'hex'))`,
    [
      checkpoint.no,
      checkpoint.createdAt,
      checkpoint.events.map(({ id }) => id),
      checkpoint.events.map(({ stream }) => stream),
      checkpoint.events.map(({ seq }) => seq),
      checkpoint.events.map(({ hash }) => hash).join(''),
      checkpoint.prev,
      checkpoint.hash,
      checkpoint.signature,
    ],
  )

/** A checkpoint as kept outside the database. */
type CheckpointHead = {
  checkpoint_no: number
  hash: string
  created_at: string
  events: number
  last_event_id: number
  signature: string
}

/** Up to `limit` checkpoints after `checkpointNo`, oldest first. */
export async function headsAfter(
  db: EntityManager,
  checkpointNo: number,
  limit: number,
): Promise<CheckpointHead[]> {
  const rows = await db.query<
    (Omit<CheckpointHead, 'checkpoint_no' | 'last_event_id'> & { no: string; last: string })[]
  >(
    `SELECT checkpoint_no AS no, encode(hash, 'hex') AS hash, ${checkpointTime('created_at')} AS created_at,
            cardinality(event_ids) AS events, ${lastEvent} AS last, encode(signature, 'hex') AS signature
     FROM audit_checkpoints WHERE checkpoint_no > $1 ORDER BY checkpoint_no LIMIT $2`,
    [checkpointNo, limit],
  )
  return rows.map(({ no, hash, created_at, events, last, signature }) => ({
    checkpoint_no: Number(no),
    hash,
    created_at,
    events,
    last_event_id: Number(last),
    signature,
  }))
}

/** A checkpoint's hash in hex; null if there is no such checkpoint. */
export async function checkpointHashOf(db: EntityManager, checkpointNo: number): Promise<string | null> {
  const [row] = await db.query<{ hash: string }[]>(
    `SELECT encode(hash, 'hex') AS hash FROM audit_checkpoints WHERE checkpoint_no = $1`,
    [checkpointNo],
  )
  return row?.hash ?? null
}

/** How many events no checkpoint covers yet, and the body of the oldest, which holds its time. */
export async function eventsWaiting(
  db: EntityManager,
): Promise<{ count: number; oldestBody: string | null }> {
  const after = (await lastCheckpoint(db))?.eventId ?? '0'
  const [row] = await db.query<{ count: number; body: string | null }[]>(
    `SELECT (SELECT count(*)::int FROM job_events WHERE event_id > $1) AS count,
            (SELECT body FROM job_events WHERE event_id > $1 ORDER BY event_id LIMIT 1) AS body`,
    [after],
  )
  return { count: row?.count ?? 0, oldestBody: row?.body ?? null }
}

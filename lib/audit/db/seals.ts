import type { EntityManager } from 'typeorm'
import type { AuditSeal, SealedEvent } from '@/lib/audit/domain/log'
import { sealTime } from './log'

/** The end of the log of seals; `eventId` is the last event that is sealed. */
type LastSeal = { no: number; hash: string; eventId: string }

const lastEvent = `event_ids[cardinality(event_ids)]`

export async function lastSeal(db: EntityManager): Promise<LastSeal | null> {
  const [row] = await db.query<{ no: string; hash: string; event_id: string }[]>(
    `SELECT seal_no AS no, encode(hash, 'hex') AS hash, ${lastEvent} AS event_id
     FROM audit_seals ORDER BY seal_no DESC LIMIT 1`,
  )
  return row ? { no: Number(row.no), hash: row.hash, eventId: row.event_id } : null
}

/** Of several processes one seals; false while another does. The lock ends with the transaction. */
export async function trySealLock(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('hakim.seals', 0)) AS locked`,
  )
  return row?.locked ?? false
}

/** The last event that can be seen; one with a lower id may still be on its way. */
export async function newestEvent(db: EntityManager): Promise<string | null> {
  const [row] = await db.query<{ id: string | null }[]>(`SELECT max(event_id) AS id FROM job_events`)
  return row?.id ?? null
}

/**
 * Waits until nobody is writing events, at most `waitMs`, and returns the last event: all that have lower ids are there
 * by then, whoever wrote them. Null when somebody's transaction takes longer. Writers that come meanwhile wait as well.
 */
export async function settledEvent(tx: EntityManager, waitMs: number): Promise<string | null> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(waitMs)])
  try {
    await tx.query(`LOCK TABLE job_events IN SHARE MODE`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return null
    throw error
  }
  return newestEvent(tx)
}

/** At most `limit` events after one id and up to another, and the time by the database's clock. */
export async function eventsToSeal(
  tx: EntityManager,
  { after, until, limit }: { after: string; until: string; limit: number },
): Promise<{ at: string; events: SealedEvent[] }> {
  const events = await tx.query<{ id: string; stream: string; seq: number; hash: string }[]>(
    `SELECT event_id AS id, stream, seq, encode(hash, 'hex') AS hash FROM job_events
     WHERE event_id > $1 AND event_id <= $2 ORDER BY event_id LIMIT $3`,
    [after, until, limit],
  )
  const [now] = await tx.query<{ at: string }[]>(`SELECT ${sealTime('clock_timestamp()')} AS at`)
  return { at: now?.at ?? '', events: events.map((event) => ({ ...event, id: Number(event.id) })) }
}

export const insertSeal = (tx: EntityManager, seal: AuditSeal): Promise<unknown> =>
  tx.query(
    `INSERT INTO audit_seals (seal_no, sealed_at, event_ids, event_streams, event_seqs, event_hashes, prev_hash, hash,
                              signature)
     VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), decode($7, 'hex'), decode($8, 'hex'), decode($9, 'hex'))`,
    [
      seal.no,
      seal.sealedAt,
      seal.events.map(({ id }) => id),
      seal.events.map(({ stream }) => stream),
      seal.events.map(({ seq }) => seq),
      seal.events.map(({ hash }) => hash).join(''),
      seal.prev,
      seal.hash,
      seal.signature,
    ],
  )

/** A seal as it is kept outside of the database. */
type SealHead = {
  seal_no: number
  hash: string
  sealed_at: string
  events: number
  last_event_id: number
  signature: string
}

/** Up to `limit` seals after one, oldest first. */
export async function headsAfter(db: EntityManager, sealNo: number, limit: number): Promise<SealHead[]> {
  const rows = await db.query<(Omit<SealHead, 'seal_no' | 'last_event_id'> & { no: string; last: string })[]>(
    `SELECT seal_no AS no, encode(hash, 'hex') AS hash, ${sealTime('sealed_at')} AS sealed_at,
            cardinality(event_ids) AS events, ${lastEvent} AS last, encode(signature, 'hex') AS signature
     FROM audit_seals WHERE seal_no > $1 ORDER BY seal_no LIMIT $2`,
    [sealNo, limit],
  )
  return rows.map(({ no, hash, sealed_at, events, last, signature }) => ({
    seal_no: Number(no),
    hash,
    sealed_at,
    events,
    last_event_id: Number(last),
    signature,
  }))
}

/** The hash of one seal in hex; null when there is no such seal. */
export async function sealHashOf(db: EntityManager, sealNo: number): Promise<string | null> {
  const [row] = await db.query<{ hash: string }[]>(
    `SELECT encode(hash, 'hex') AS hash FROM audit_seals WHERE seal_no = $1`,
    [sealNo],
  )
  return row?.hash ?? null
}

/** How many events wait for a seal, and the text of the oldest, which says when it was written. */
export async function eventsWaiting(
  db: EntityManager,
): Promise<{ count: number; oldestBody: string | null }> {
  const after = (await lastSeal(db))?.eventId ?? '0'
  const [row] = await db.query<{ count: number; body: string | null }[]>(
    `SELECT (SELECT count(*)::int FROM job_events WHERE event_id > $1) AS count,
            (SELECT body FROM job_events WHERE event_id > $1 ORDER BY event_id LIMIT 1) AS body`,
    [after],
  )
  return { count: row?.count ?? 0, oldestBody: row?.body ?? null }
}

import type { DataSource, EntityManager } from 'typeorm'

// What the database holds about some jobs after a history, for the check in history-check.ts.

type Body = Record<string, unknown> & { at: string; kind: string }
export type HistoryEvent = { id: number; seq: number; xid: number; body: Body }
export type Move = { to: string; stage: 'before' | 'after'; snapshot: string; at: string }
/** The snapshots just before and just after a guard ran. */
export type Seen = readonly [Move, Move]
/** What a node offers, from a transaction on. */
export type Offer = { node_did: string; xid: number; tasks: unknown }
/** What somebody with a key must sign: its name, and how it was stored and seen. */
type SignedRow = { about: string; signed: unknown; seen: Seen | null }
export type HistoryJob = {
  job_id: string
  target_node_did: string
  requester_did: string
  requester_id: string | null
  task_name: string
  status: string
  status_history: unknown
  first_due: string
  completed: boolean
  events: HistoryEvent[]
  moves: Move[]
  documents: { revision: number; document: string }[]
  /** Its votes and emergency approvals. */
  signed: SignedRow[]
}
export type History = {
  jobs: HistoryJob[]
  rights: HistoryEvent[]
  offers: Offer[]
  delegations: (SignedRow & Record<'node_did' | 'owner_id' | 'delegate_id', string>)[]
  /** The jobs that agents received, each with the digest of its document. */
  claims: { jobId: string; hash?: string }[]
}

/** The current end of the log of rights; a history is read from there on. */
export async function endOfRights(db: DataSource): Promise<number> {
  const [row] = await db.query(
    `SELECT coalesce(max(seq), 0)::int AS seq FROM job_events WHERE stream = 'rights'`,
  )
  return row.seq
}

const eventColumns = `event_id::int AS id, seq, xmin::text::int AS xid, body::jsonb AS body`

/** The jobs of these nodes, with their events and moves, and all changes of rights after `since`. */
export const readHistory = (
  db: DataSource,
  nodes: readonly string[],
  since: number,
  claims: History['claims'],
): Promise<History> =>
  // In one snapshot: the clock of another history may end a job of this one in between.
  db.transaction('REPEATABLE READ', (tx) => readIn(tx, nodes, since, claims))

async function readIn(
  db: EntityManager,
  nodes: readonly string[],
  since: number,
  claims: History['claims'],
): Promise<History> {
  const rows: Omit<HistoryJob, 'events' | 'moves' | 'signed' | 'documents'>[] = await db.query(
    `SELECT j.job_id, target_node_did, requester_did, requester_id, task_name, status, status_history,
       date_trunc('second', created_at) + interval '7 days' AS first_due, completed_at IS NOT NULL AS completed
     FROM maintenance_jobs j LEFT JOIN job_details USING (job_id) WHERE target_node_did = ANY ($1)`,
    [nodes],
  )
  const ids = rows.map(({ job_id }) => job_id)
  const events = await byJob<HistoryEvent>(
    db,
    `SELECT substr(stream, 5) AS job, ${eventColumns} FROM job_events
     WHERE stream IN (SELECT 'job:' || j FROM unnest($1::uuid[]) j) ORDER BY seq`,
    ids,
  )
  const documents = await byJob<HistoryJob['documents'][number]>(
    db,
    `SELECT job_id AS job, revision, document FROM approval_documents WHERE job_id = ANY ($1) ORDER BY revision`,
    ids,
  )
  const signed = await byJob<SignedRow>(
    db,
    `SELECT s.*, ${seenOf('s.about')} AS seen FROM (
       SELECT job_id AS job, vote_id::text AS about, signed FROM job_votes WHERE job_id = ANY ($1)
       UNION ALL SELECT job_id, job_id || ' ' || revision, signed FROM break_glass WHERE job_id = ANY ($1)) s`,
    ids,
  )
  const moves = await byJob<Move>(
    db,
    `SELECT about AS job, ${moveColumns} FROM history_moves
     WHERE about IN (SELECT j::text FROM unnest($1::uuid[]) j) ORDER BY move_id`,
    ids,
  )
  const jobs = rows.map((row) => ({
    ...{ ...row, first_due: new Date(row.first_due).toISOString() },
    ...{ events: events(row.job_id), moves: moves(row.job_id) },
    ...{ documents: documents(row.job_id), signed: signed(row.job_id) },
  }))
  const rights = await db.query(
    `SELECT ${eventColumns} FROM job_events WHERE stream = 'rights' AND seq > $1 ORDER BY seq`,
    [since],
  )
  const offers = await db.query(
    `SELECT node_did, tasks, xid FROM history_offers WHERE node_did = ANY ($1) ORDER BY n`,
    [nodes],
  )
  // Delegations from before it was watched are left out.
  const delegations = await db.query(
    `SELECT * FROM (
       SELECT delegation_id::text AS about, node_did, owner_id, delegate_id, signed, ${seenOf('delegation_id::text')} AS seen
       FROM delegations WHERE node_did = ANY ($1)) d WHERE seen IS NOT NULL`,
    [nodes],
  )
  return { jobs, rights, offers, delegations, claims }
}

const moveColumns = `to_status AS to, stage, snapshot, at::text AS at`

/** The two moments at which something was seen, as SQL. */
const seenOf = (about: string): string =>
  `(SELECT json_agg(m ORDER BY move_id) FROM (SELECT move_id, ${moveColumns} FROM history_moves WHERE about = ${about}) m)`

/** Rows by the `job` that each of them names. */
async function byJob<T extends object>(
  db: EntityManager,
  sql: string,
  ids: readonly string[],
): Promise<(job: string) => T[]> {
  const rows = await db.query<(T & { job: string })[]>(sql, [ids])
  return (job) => rows.filter((row) => row.job === job)
}

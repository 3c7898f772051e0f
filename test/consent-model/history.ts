import type { DataSource, EntityManager } from 'typeorm'
import { type Rights, rightsRows } from './consent-count'

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

/** What names a row that a guard lets in. */
const names = {
  maintenance_jobs: `NEW.job_id`,
  job_votes: `NEW.vote_id`,
  break_glass: `NEW.job_id || ' ' || NEW.revision`,
  delegations: `NEW.delegation_id`,
}

/**
 * Records which transactions a move to Approved or Running, a vote or a delegation could see just before and just after its guard
 * ran, so that the check knows which rights the guard must have seen, whatever ran at the same time; and what nodes offer.
 */
export async function watchMoves(db: DataSource): Promise<void> {
  await db.query(`CREATE TABLE history_moves (move_id BIGINT GENERATED ALWAYS AS IDENTITY, about TEXT, to_status TEXT,
    stage TEXT, snapshot TEXT, at TIMESTAMPTZ)`)
  await db.query(`CREATE INDEX ON history_moves (about)`)
  for (const [table, name] of Object.entries(names)) {
    const isJob = table === 'maintenance_jobs'
    await db.query(`CREATE FUNCTION history_${table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO history_moves (about, to_status, stage, snapshot, at)
        VALUES (${name}, ${isJob ? 'NEW.status' : `''`}, lower(TG_WHEN), pg_current_snapshot()::text, clock_timestamp());
        RETURN NEW;
      END $$`)
    for (const [trigger, when] of [
      ['aa_proof', 'BEFORE'],
      ['zz_proof', 'AFTER'],
    ])
      await db.query(`CREATE TRIGGER ${trigger} ${when} ${isJob ? 'UPDATE' : 'INSERT'} ON ${table} FOR EACH ROW
        ${isJob ? `WHEN (NEW.status IN ('Approved', 'Running') AND NEW.status IS DISTINCT FROM OLD.status)` : ''}
        EXECUTE FUNCTION history_${table}()`)
  }
  await db.query(`CREATE TABLE history_offers AS
    SELECT 0::bigint AS n, node_did::text, tasks, pg_current_xact_id()::text::int AS xid FROM nodes`)
  await db.query(`CREATE SEQUENCE history_offer`)
  await db.query(`CREATE FUNCTION history_offer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      INSERT INTO history_offers VALUES (nextval('history_offer'), NEW.node_did, NEW.tasks, pg_current_xact_id()::text::int);
      RETURN NULL;
    END $$`)
  await db.query(
    `CREATE TRIGGER aa_proof AFTER INSERT OR UPDATE OF tasks ON nodes FOR EACH ROW EXECUTE FUNCTION history_offer()`,
  )
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

const keys: { [table in keyof Rights]: readonly string[] } = {
  people: ['id'],
  node_owners: ['node_did', 'person_id'],
  delegations: ['delegation_id'],
  group_members: ['group_id', 'person_id'],
  approval_rules: ['rule_id'],
  rule_seats: ['rule_id', 'group_id'],
  consent_keys: ['key_id'],
}

export const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Whether a snapshot, as `pg_current_snapshot` writes it, sees what a transaction did. */
export function sees(snapshot: string, xid: number): boolean {
  const [, end = '0', open = ''] = snapshot.split(':')
  return xid < Number(end) && !open.split(',').includes(String(xid))
}

/** The rights at each moment between two snapshots. */
export function rightsBetween(rights: readonly HistoryEvent[], first: Move, second: Move): Rights[] {
  const seenFirst = rights.filter(({ xid }) => sees(first.snapshot, xid))
  const between = rights.filter(({ xid }) => !sees(first.snapshot, xid) && sees(second.snapshot, xid))
  return [...between.keys(), between.length].map((some) =>
    rightsAfter([...seenFirst, ...between.slice(0, some)].sort((a, b) => a.seq - b.seq)),
  )
}

/**
 * The rights after these changes of them, in order. A node's first owners come in one transaction; whoever comes later counts
 * from the moment of that event on, whatever their row says.
 */
function rightsAfter(events: readonly HistoryEvent[]): Rights {
  const tables = new Map<string, Map<string, Record<string, unknown>>>()
  const firstOwners = new Map<string, number>()
  const keyOf = (table: string, row: Record<string, unknown>): string =>
    JSON.stringify(
      Object.entries(keys)
        .find(([name]) => name === table)?.[1]
        .map((column) => row[column]),
    )
  for (const { body, xid } of events) {
    const [table = ''] = body.kind.split(' ')
    const rows = tables.get(table) ?? new Map<string, Record<string, unknown>>()
    tables.set(table, rows)
    if (isRow(body.was)) rows.delete(keyOf(table, body.was))
    if (!isRow(body.is)) continue
    const row = { ...body.is }
    if (body.kind === 'node_owners insert') {
      const first = firstOwners.get(textOf(row.node_did)) ?? xid
      firstOwners.set(textOf(row.node_did), first)
      row.counts_from = first === xid ? null : body.at
    }
    rows.set(keyOf(table, row), row)
  }
  return rightsRows.parse(
    Object.fromEntries(Object.keys(keys).map((table) => [table, [...(tables.get(table)?.values() ?? [])]])),
  )
}

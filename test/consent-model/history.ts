import type { DataSource, EntityManager } from 'typeorm'
import { type Rights, rightsRows } from './consent-count'

// What the database holds about some jobs after a history, for the check in history-check.ts.

type Body = Record<string, unknown> & { at: string; kind: string }
export type HistoryEvent = { id: number; seq: number; xid: number; body: Body }
export type Move = { to: string; stage: 'before' | 'after'; snapshot: string; at: string }
export type HistoryJob = {
  job_id: string
  target_node_did: string
  requester_did: string
  requester_id: string | null
  requested_at: string
  task_name: string
  risk: string | null
  status: string
  status_history: unknown
  first_due: string
  completed: boolean
  events: HistoryEvent[]
  moves: Move[]
}
export type History = {
  jobs: HistoryJob[]
  rights: HistoryEvent[]
  /** The jobs that agents received. */
  claims: { jobId: string }[]
}

/**
 * Records which transactions a move to Approved or Running could see just before and just after the guard ran, so that
 * the check knows which rights the guard must have seen, whatever ran at the same time.
 */
export async function watchMoves(db: DataSource): Promise<void> {
  await db.query(`CREATE TABLE history_moves (move_id BIGINT GENERATED ALWAYS AS IDENTITY, job_id UUID, to_status TEXT,
    stage TEXT, snapshot TEXT, at TIMESTAMPTZ)`)
  await db.query(`CREATE INDEX ON history_moves (job_id)`)
  await db.query(`CREATE FUNCTION history_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      INSERT INTO public.history_moves (job_id, to_status, stage, snapshot, at)
      VALUES (NEW.job_id, NEW.status, lower(TG_WHEN), pg_current_snapshot()::text, clock_timestamp());
      RETURN NEW;
    END $$`)
  for (const [name, when] of [
    ['aa_proof', 'BEFORE'],
    ['zz_proof', 'AFTER'],
  ])
    await db.query(`CREATE TRIGGER ${name} ${when} UPDATE ON maintenance_jobs FOR EACH ROW
      WHEN (NEW.status IN ('Approved', 'Running') AND NEW.status IS DISTINCT FROM OLD.status)
      EXECUTE FUNCTION history_move()`)
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
  const rows: Omit<HistoryJob, 'events' | 'moves'>[] = await db.query(
    `SELECT j.job_id, target_node_did, requester_did, requester_id, hakim_requested_at(j.job_id)::text AS requested_at, task_name, risk, status, status_history,
       date_trunc('second', created_at) + interval '7 days' AS first_due, completed_at IS NOT NULL AS completed
     FROM maintenance_jobs j LEFT JOIN job_details USING (job_id) WHERE target_node_did = ANY ($1)`,
    [nodes],
  )
  const jobs: HistoryJob[] = []
  for (const row of rows) {
    const events = await db.query(
      `SELECT ${eventColumns} FROM job_events WHERE stream = 'job:' || $1::text ORDER BY seq`,
      [row.job_id],
    )
    const moves = await db.query(
      `SELECT to_status AS to, stage, snapshot, at::text AS at FROM history_moves WHERE job_id = $1 ORDER BY move_id`,
      [row.job_id],
    )
    jobs.push({ ...row, first_due: new Date(row.first_due).toISOString(), events, moves })
  }
  const rights = await db.query(
    `SELECT ${eventColumns} FROM job_events WHERE stream = 'rights' AND seq > $1 ORDER BY seq`,
    [since],
  )
  return { jobs, rights, claims }
}

const keys: { [table in keyof Rights]: readonly string[] } = {
  people: ['id'],
  node_owners: ['node_did', 'person_id'],
  delegations: ['delegation_id'],
  group_members: ['group_id', 'person_id'],
  approval_rules: ['rule_id'],
  rule_seats: ['rule_id', 'group_id'],
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The rights after these changes of them, in order. */
export function rightsAfter(events: readonly HistoryEvent[]): Rights {
  const tables = new Map<string, Map<string, Record<string, unknown>>>()
  const keyOf = (table: string, row: Record<string, unknown>): string =>
    JSON.stringify(
      Object.entries(keys)
        .find(([name]) => name === table)?.[1]
        .map((column) => row[column]),
    )
  for (const { body } of events) {
    const [table = ''] = body.kind.split(' ')
    const rows = tables.get(table) ?? new Map<string, Record<string, unknown>>()
    tables.set(table, rows)
    if (isRow(body.was)) rows.delete(keyOf(table, body.was))
    if (isRow(body.is)) rows.set(keyOf(table, body.is), body.is)
  }
  return rightsRows.parse(
    Object.fromEntries(Object.keys(keys).map((table) => [table, [...(tables.get(table)?.values() ?? [])]])),
  )
}

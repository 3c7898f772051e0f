import type { EntityManager } from 'typeorm'
import type { Outcome, VerificationProgress, VerificationReport } from '@/lib/audit/domain/verification'

/** A run of the verification; `report` and `progress` are as they were written. */
export type VerificationRow = {
  run_id: string
  asked_at: Date
  asked_by: string | null
  nightly: boolean
  started_at: Date | null
  stop_asked_at: Date | null
  ended_at: Date | null
  outcome: Outcome | null
  progress: unknown
  report: unknown
}

const columns = `run_id, asked_at, asked_by, nightly, started_at, stop_asked_at, ended_at, outcome, progress, report`

/** A server that has not written to its run for longer has gone away. */
const silentSeconds = 30

/** Asks for a run; null while another one waits or runs. */
export async function insertVerification(db: EntityManager, personId: string | null): Promise<string | null> {
  const rows = await db.query<{ run_id: string }[]>(
    `INSERT INTO audit_verifications (asked_by) VALUES ($1)
     ON CONFLICT ((true)) WHERE ended_at IS NULL DO NOTHING RETURNING run_id`,
    [personId],
  )
  return rows[0]?.run_id ?? null
}

/** Asks for the run of this night, unless one of the servers has done so. */
export const insertNightly = (db: EntityManager): Promise<unknown> =>
  db.query(
    `INSERT INTO audit_verifications (nightly)
     SELECT true WHERE NOT EXISTS (
       SELECT FROM audit_verifications WHERE nightly AND asked_at > now() - interval '12 hours')
     ON CONFLICT ((true)) WHERE ended_at IS NULL DO NOTHING`,
  )

/** The waiting run, now this server's; null if there is none. */
export async function takeVerification(db: EntityManager): Promise<string | null> {
  const [rows] = await db.query<[{ run_id: string }[], number]>(
    `UPDATE audit_verifications SET started_at = now(), seen_at = now()
     WHERE ended_at IS NULL AND started_at IS NULL RETURNING run_id`,
  )
  return rows[0]?.run_id ?? null
}

/** Notes how far the run is; true if somebody wants it to stop. */
export async function noteProgress(
  db: EntityManager,
  runId: string,
  progress: VerificationProgress | null,
): Promise<boolean> {
  const [rows] = await db.query<[{ stop: boolean }[], number]>(
    `UPDATE audit_verifications SET seen_at = now(), progress = coalesce($2, progress)
     WHERE run_id = $1 RETURNING stop_asked_at IS NOT NULL OR ended_at IS NOT NULL AS stop`,
    [runId, progress && JSON.stringify(progress)],
  )
  return rows[0]?.stop ?? true
}

export const endVerification = (
  db: EntityManager,
  runId: string,
  outcome: Outcome,
  report: VerificationReport | null,
): Promise<unknown> =>
  db.query(
    `UPDATE audit_verifications SET ended_at = now(), outcome = $2, report = $3
     WHERE run_id = $1 AND ended_at IS NULL`,
    [runId, outcome, report && JSON.stringify(report)],
  )

/** Ends runs whose server has gone away. */
export const endSilentVerifications = (db: EntityManager): Promise<unknown> =>
  db.query(
    `UPDATE audit_verifications SET ended_at = now(), outcome = 'interrupted'
     WHERE ended_at IS NULL AND started_at IS NOT NULL AND seen_at < now() - make_interval(secs => $1)`,
    [silentSeconds],
  )

/** Asks the current run to stop; one that has not begun ends at once. False if there is none. */
export async function askToStop(db: EntityManager): Promise<boolean> {
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE audit_verifications SET stop_asked_at = now(),
       ended_at = CASE WHEN started_at IS NULL THEN now() END,
       outcome = CASE WHEN started_at IS NULL THEN 'stopped' END
     WHERE ended_at IS NULL RETURNING run_id`,
  )
  return rows.length > 0
}

/** Results are kept for more than a year. */
export const deleteOldVerifications = (db: EntityManager): Promise<unknown> =>
  db.query(`DELETE FROM audit_verifications WHERE ended_at < now() - interval '400 days'`)

/** The run that waits or is under way. */
export async function openVerification(db: EntityManager): Promise<VerificationRow | null> {
  const [row] = await db.query<VerificationRow[]>(
    `SELECT ${columns} FROM audit_verifications WHERE ended_at IS NULL`,
  )
  return row ?? null
}

/** The newest run that ended; with `outcome`, the newest that ended so. */
export async function lastVerification(
  db: EntityManager,
  outcome?: Outcome,
): Promise<VerificationRow | null> {
  const [row] = await db.query<VerificationRow[]>(
    `SELECT ${columns} FROM audit_verifications
     WHERE ended_at IS NOT NULL AND ($1::text IS NULL OR outcome = $1) ORDER BY run_id DESC LIMIT 1`,
    [outcome ?? null],
  )
  return row ?? null
}

/** The runs that ended since a time, newest first. */
export const verificationsSince = (db: EntityManager, since: Date): Promise<VerificationRow[]> =>
  db.query(
    `SELECT ${columns} FROM audit_verifications
     WHERE ended_at IS NOT NULL AND asked_at >= $1 ORDER BY run_id DESC LIMIT 1000`,
    [since],
  )

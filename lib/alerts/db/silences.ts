import type { EntityManager } from 'typeorm'

export type SilenceRow = {
  silence_id: string
  rule_id: string | null
  node_did: string | null
  label: string | null
  reason: string
  created_by: string
  created_at: Date
  ends_at: Date
}

const columns = `silence_id, rule_id, node_did, label, reason, created_by, created_at, ends_at`

export async function insertSilence(
  tx: EntityManager,
  silence: Pick<SilenceRow, 'rule_id' | 'node_did' | 'label' | 'reason'> & { until: string },
  by: string,
): Promise<string> {
  const [row] = await tx.query<{ silence_id: string }[]>(
    `INSERT INTO alert_silences (rule_id, node_did, label, reason, ends_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING silence_id`,
    [silence.rule_id, silence.node_did, silence.label, silence.reason, silence.until, by],
  )
  if (!row) throw new Error('PostgreSQL returned no silence')
  return row.silence_id
}

/** Those that hold now; with an id that one alone, locked. */
export const readSilences = (db: EntityManager, silenceId: string | null = null): Promise<SilenceRow[]> =>
  db.query(
    `SELECT ${columns} FROM alert_silences
     WHERE ended_at IS NULL AND ends_at > clock_timestamp() AND ($1::uuid IS NULL OR silence_id = $1)
     ORDER BY ends_at, silence_id ${silenceId === null ? '' : 'FOR UPDATE'}`,
    [silenceId],
  )

export const endSilence = (tx: EntityManager, silenceId: string, by: string): Promise<unknown> =>
  tx.query(`UPDATE alert_silences SET ended_at = clock_timestamp(), ended_by = $2 WHERE silence_id = $1`, [
    silenceId,
    by,
  ])

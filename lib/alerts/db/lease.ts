import type { EntityManager } from 'typeorm'

const leaseFor = `interval '20 seconds'`
/** After a longer pause nodes may have failed to reach a server that was down. */
const longestPause = `interval '60 seconds'`

/** `kept`: this evaluator ran last, too, so it knows all that happened before. */
export type Lease = { kept: boolean; now: Date; aliveSince: Date }

/** Takes or renews the right to evaluate; null while another server has it. */
export async function holdLease(db: EntityManager, evaluator: string): Promise<Lease | null> {
  const [rows] = await db.query<[{ kept: boolean; now: Date; alive_since: Date }[], number]>(
    `UPDATE alert_evaluator e SET holder = $1, leased_until = t.now + ${leaseFor}, ran_at = t.now,
            alive_since = CASE WHEN o.ran_at > t.now - ${longestPause} THEN o.alive_since ELSE t.now END
     FROM (SELECT * FROM alert_evaluator FOR UPDATE) o CROSS JOIN (SELECT clock_timestamp() AS now) t
     WHERE o.holder IS NULL OR o.holder = $1 OR o.leased_until < t.now
     RETURNING o.holder IS NOT DISTINCT FROM $1 AS kept, t.now, e.alive_since`,
    [evaluator],
  )
  const row = rows[0]
  return row ? { kept: row.kept, now: row.now, aliveSince: row.alive_since } : null
}

/** Whether this evaluator still has the right; nobody takes it before the transaction ends. */
export async function stillHolds(tx: EntityManager, evaluator: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(`SELECT FROM alert_evaluator WHERE holder = $1 FOR UPDATE`, [
    evaluator,
  ])
  return rows.length > 0
}

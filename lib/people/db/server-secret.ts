import type { EntityManager } from 'typeorm'

const key = 'server_secret'

/** Servers say every ten seconds that they are running. */
const goneAfter = `interval '30 seconds'`

/** Notes that a server with this fingerprint is running; false while another one is. */
export async function noteFingerprint(db: EntityManager, fingerprint: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `INSERT INTO settings AS s (key, value) VALUES ('${key}', to_jsonb($1::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp()
       WHERE s.value = excluded.value OR s.updated_at < clock_timestamp() - ${goneAfter}
     RETURNING key`,
    [fingerprint],
  )
  return rows.length > 0
}

export const forgetFingerprint = (db: EntityManager, fingerprint: string): Promise<unknown> =>
  db.query(`DELETE FROM settings WHERE key = '${key}' AND value = to_jsonb($1::text)`, [fingerprint])

import type { EntityManager } from 'typeorm'

/** Deletes what was noted of sign-ins that nobody has finished in time, and of codes that no longer hold. */
export async function deleteOldChallenges(db: EntityManager): Promise<void> {
  await db.query(`DELETE FROM verifications WHERE expires_at < now()`)
}

const idOf = (account: string, code: string): string => `used code ${account} ${code}`

/** Notes that this code of an app is being used; false if it was. An app shows a code for 30 s, and it holds for 90. */
export async function takeCode(db: EntityManager, account: string, code: string): Promise<boolean> {
  const taken = await db.query<unknown[]>(
    `INSERT INTO verifications AS v (id, identifier, value, expires_at) VALUES ($1, $1, '', now() + interval '2 minutes')
     ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE v.expires_at < now() RETURNING id`,
    [idOf(account, code)],
  )
  return taken.length > 0
}

/** It was wrong, and may be right when the app shows it. */
export async function giveCodeBack(db: EntityManager, account: string, code: string): Promise<void> {
  await db.query(`DELETE FROM verifications WHERE id = $1`, [idOf(account, code)])
}

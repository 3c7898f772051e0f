import type { EntityManager } from 'typeorm'

export type ListedPasskey = { id: string; name: string | null; created_at: Date; backed_up: boolean }

/** A person's passkeys, oldest first. */
export const passkeysOf = (db: EntityManager, personId: string): Promise<ListedPasskey[]> =>
  db.query(
    `SELECT id, name, created_at, backed_up FROM passkeys WHERE person_id = $1 ORDER BY created_at, id`,
    [personId],
  )

/** False if it is not this person's. */
export async function deletePasskey(tx: EntityManager, personId: string, id: string): Promise<boolean> {
  const [, deleted] = await tx.query<[unknown[], number]>(
    `DELETE FROM passkeys WHERE id = $1 AND person_id = $2`,
    [id, personId],
  )
  return deleted > 0
}

/** Whether the person who has this passkey is disabled. */
export async function isOfDisabled(db: EntityManager, credentialId: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `SELECT FROM passkeys k JOIN people p ON p.id = k.person_id
     WHERE k.credential_id = $1 AND p.disabled_at IS NOT NULL`,
    [credentialId],
  )
  return rows.length > 0
}

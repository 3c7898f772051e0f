import type { EntityManager } from 'typeorm'
import type { PublicKey } from '@/lib/signing/domain/did-key'

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

/** Whether a person signs in with this credential: by its id, or by its key, since whoever sends an id may make it up. */
export async function signsIn(
  db: EntityManager,
  personId: string,
  credentialId: string,
  { bytes }: PublicKey,
): Promise<boolean> {
  const rows = await db.query<{ credential_id: string; public_key: string }[]>(
    `SELECT credential_id, public_key FROM passkeys WHERE person_id = $1`,
    [personId],
  )
  // Stored as COSE, which holds the x of a point as it is (RFC 9053, §7).
  const x = Buffer.from(bytes.subarray(-32))
  return rows.some(
    (row) => row.credential_id === credentialId || Buffer.from(row.public_key, 'base64').includes(x),
  )
}

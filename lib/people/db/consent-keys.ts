import type { EntityManager } from 'typeorm'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'

/** A key with which a person signs what they decide. */
export type ConsentKeyRow = {
  key_id: string
  key: string
  kind: 'ed25519' | 'p256' | 'passkey'
  name: string
  credential_id: string | null
  rp_id: string | null
  origins: string[] | null
  enrolled_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  /** When a passkey last said that it had signed less often than before: there may be a copy of it. */
  counter_fell_at: Date | null
}

const columns = `key_id, key, kind, name, credential_id, rp_id, origins, enrolled_at, expires_at, revoked_at, last_used_at, counter_fell_at`

/** Those of a person, oldest first, revoked ones included. */
export const keysOf = (db: EntityManager, personId: string): Promise<ConsentKeyRow[]> =>
  db.query(`SELECT ${columns} FROM consent_keys WHERE person_id = $1 ORDER BY enrolled_at, key_id`, [
    personId,
  ])

/** Those with which the person can sign now. */
export const signingKeysOf = (db: EntityManager, personId: string): Promise<ConsentKeyRow[]> =>
  db.query(`SELECT ${columns} FROM hakim_signing_keys($1) ORDER BY enrolled_at, key_id`, [personId])

/** Those with which people can sign now, by their DID. */
export async function allSigningKeys(db: EntityManager): Promise<Record<string, PinnedKey[]>> {
  const rows = await db.query<(ConsentKeyRow & { did: string })[]>(
    `SELECT p.did, k.* FROM people p CROSS JOIN hakim_signing_keys(p.id) k
     WHERE p.disabled_at IS NULL AND p.role IN ('approver', 'admin') ORDER BY k.enrolled_at, k.key_id`,
  )
  const keys: Record<string, PinnedKey[]> = {}
  for (const { did, ...key } of rows) keys[did] = [...(keys[did] ?? []), pinnedKeyOf(key)]
  return keys
}

/** As those who verify take it. */
export const pinnedKeyOf = ({
  key,
  rp_id,
  origins,
}: Pick<ConsentKeyRow, 'key' | 'rp_id' | 'origins'>): PinnedKey =>
  rp_id !== null && origins !== null ? { key, rp_id, origins } : { key }

/** Throws a unique violation if somebody has enrolled this key before, revoked or not. */
export async function insertKey(
  tx: EntityManager,
  personId: string,
  key: Pick<ConsentKeyRow, 'key' | 'kind' | 'name' | 'credential_id' | 'rp_id' | 'origins'> & {
    /** Null: it does not expire. */
    days: number | null
  },
): Promise<ConsentKeyRow> {
  const [row] = await tx.query<ConsentKeyRow[]>(
    `SELECT ${columns} FROM hakim_enrol_key($1, $2, $3, $4, $5, $6, $7, $8)`,
    [personId, key.key, key.kind, key.name, key.credential_id, key.rp_id, key.origins, key.days],
  )
  if (!row) throw new Error('PostgreSQL returned no key')
  return row
}

/** False if the person has no such key that is not revoked yet. */
export async function revokeKeyOf(tx: EntityManager, personId: string, keyId: string): Promise<boolean> {
  const [row] = await tx.query<{ revoked: boolean }[]>(`SELECT hakim_revoke_key($1, $2) AS revoked`, [
    personId,
    keyId,
  ])
  return row?.revoked ?? false
}

/** `counter`: of a passkey, how often it says that it has signed; 0 by those that do not count (WebAuthn, §6.1.1). `again`: what it
 * signed may be a list, which comes with each of its statements. */
export const noteKeyUse = (
  tx: EntityManager,
  keyId: string,
  counter: number | null,
  again = false,
): Promise<unknown> =>
  tx.query(
    `UPDATE consent_keys SET last_used_at = now(), counter = coalesce($2, counter),
       counter_fell_at = CASE WHEN counter > 0 AND $2 <= counter AND NOT ($3 AND $2 = counter)
                              THEN now() ELSE counter_fell_at END
     WHERE key_id = $1`,
    [keyId, counter, again],
  )

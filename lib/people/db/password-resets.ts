import type { EntityManager } from 'typeorm'
import { newToken, tokenDigest } from './credentials'
import { linkLifetime } from './invitations'

/** Lets a person choose a new password; a link that they were given before stops working. */
export async function putPasswordReset(
  tx: EntityManager,
  personId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const [row] = await tx.query<{ expires_at: Date }[]>(
    `INSERT INTO password_resets (person_id, token_hash, expires_at) VALUES ($1, $2, now() + ${linkLifetime})
     ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = now(),
       expires_at = excluded.expires_at
     RETURNING expires_at`,
    [personId, tokenDigest(token)],
  )
  if (!row) throw new Error('PostgreSQL returned no reset')
  return { token, expiresAt: row.expires_at }
}

export type OpenReset = { id: string; email: string; name: string; did: string }

const open = `r.token_hash = $1 AND r.expires_at > now() AND p.id = r.person_id AND p.disabled_at IS NULL`

/** Whose password this link changes; null when it was used or replaced, or is too old, or the person is disabled. */
export async function findPasswordReset(db: EntityManager, token: string): Promise<OpenReset | null> {
  const [row] = await db.query<OpenReset[]>(
    `SELECT p.id, p.email, p.name, p.did FROM password_resets r, people p WHERE ${open}`,
    [tokenDigest(token)],
  )
  return row ?? null
}

/** The same once: of two who use a link at once, one finds it. */
export async function takePasswordReset(tx: EntityManager, token: string): Promise<OpenReset | null> {
  const [[row]] = await tx.query<[OpenReset[], number]>(
    `DELETE FROM password_resets r USING people p WHERE ${open} RETURNING p.id, p.email, p.name, p.did`,
    [tokenDigest(token)],
  )
  return row ?? null
}

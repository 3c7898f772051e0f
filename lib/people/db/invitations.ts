import type { EntityManager } from 'typeorm'
import type { Role } from '@/lib/kernel/role'
import { newToken, tokenDigest } from './credentials'

/** How long a link of an invitation or a reset works, as SQL. */
export const linkLifetime = `interval '72 hours'`

export type NewInvitation = { id: string; token: string; expiresAt: Date }

/** Invites an address; a link that it was sent before stops working. */
export async function putInvitation(
  tx: EntityManager,
  { email, role, invitedBy }: { email: string; role: Role; invitedBy: string | null },
): Promise<NewInvitation> {
  const token = newToken()
  const [row] = await tx.query<{ invitation_id: string; expires_at: Date }[]>(
    `SELECT hakim_invite($1, $2, $3, $4, now() + ${linkLifetime}) AS invitation_id, now() + ${linkLifetime} AS expires_at`,
    [email, role, tokenDigest(token), invitedBy],
  )
  if (!row) throw new Error('PostgreSQL returned no invitation')
  return { id: row.invitation_id, token, expiresAt: row.expires_at }
}

export type OpenInvitation = { invitation_id: string; email: string; role: Role; expires_at: Date }

/** What this link invites to; null when it was used, replaced or withdrawn, or is too old. */
export async function findInvitation(db: EntityManager, token: string): Promise<OpenInvitation | null> {
  const [row] = await db.query<OpenInvitation[]>(
    `SELECT invitation_id, email, role, expires_at FROM invitations WHERE token_hash = $1 AND expires_at > now()`,
    [tokenDigest(token)],
  )
  return row ?? null
}

/** The same, locked: of two who use a link at once, one finds it. Adding the person uses it up. */
export async function holdInvitation(tx: EntityManager, token: string): Promise<OpenInvitation | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('hakim.join ' || $1, 0))`, [
    tokenDigest(token).toString('hex'),
  ])
  return findInvitation(tx, token)
}

/** The address that was invited; null when there is no such invitation. */
export async function deleteInvitation(tx: EntityManager, invitationId: string): Promise<string | null> {
  const [[row]] = await tx.query<[{ email: string }[], number]>(
    `DELETE FROM invitations WHERE invitation_id = $1 RETURNING email`,
    [invitationId],
  )
  return row?.email ?? null
}

/** The role that this address was invited to; null when it was not. */
export async function invitedRole(tx: EntityManager, email: string): Promise<Role | null> {
  const [row] = await tx.query<{ role: Role }[]>(
    `SELECT role FROM invitations WHERE email = $1 AND expires_at > now()`,
    [email],
  )
  return row?.role ?? null
}

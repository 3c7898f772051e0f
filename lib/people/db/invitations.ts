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
    `INSERT INTO invitations (email, role, token_hash, invited_by, expires_at)
     VALUES ($1, $2, $3, $4, now() + ${linkLifetime})
     ON CONFLICT (email) DO UPDATE SET role = excluded.role, token_hash = excluded.token_hash,
       invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at
     RETURNING invitation_id, expires_at`,
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

/** The same, locked: of two who use a link at once, one finds it. */
export async function takeInvitation(tx: EntityManager, token: string): Promise<OpenInvitation | null> {
  const [[row]] = await tx.query<[OpenInvitation[], number]>(
    `DELETE FROM invitations WHERE token_hash = $1 AND expires_at > now()
     RETURNING invitation_id, email, role, expires_at`,
    [tokenDigest(token)],
  )
  return row ?? null
}

/** The address that was invited; null when there is no such invitation. */
export async function deleteInvitation(tx: EntityManager, invitationId: string): Promise<string | null> {
  const [[row]] = await tx.query<[{ email: string }[], number]>(
    `DELETE FROM invitations WHERE invitation_id = $1 RETURNING email`,
    [invitationId],
  )
  return row?.email ?? null
}

/** The role that this address was invited to; the invitation is used up. Null when there is none. */
export async function takeInvitationOf(tx: EntityManager, email: string): Promise<Role | null> {
  const [[row]] = await tx.query<[{ role: Role }[], number]>(
    `DELETE FROM invitations WHERE email = $1 AND expires_at > now() RETURNING role`,
    [email],
  )
  return row?.role ?? null
}

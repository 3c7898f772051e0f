import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import type { Role } from '@/lib/kernel/role'
import { findInvitation } from '@/lib/people/db/invitations'
import { findPasswordReset } from '@/lib/people/db/password-resets'

/** What the link of an invitation shows to whoever opens it, and whether they join with a password; null when it no longer works. */
export async function openInvitation(
  token: string,
): Promise<{ email: string; role: Role; until: string; password: boolean } | null> {
  const found = await findInvitation((await database()).manager, token)
  if (!found) return null
  const { email, role, expires_at } = found
  return { email, role, until: expires_at.toISOString(), password: config().passwordSignIn }
}

/** Whose password the link of a reset changes; null when it no longer works. */
export async function openReset(token: string): Promise<{ email: string; name: string } | null> {
  const found = await findPasswordReset((await database()).manager, token)
  return found && { email: found.email, name: found.name }
}

import type { DataSource } from 'typeorm'
import { writeSetting } from '@/lib/db/connection/settings'
import { newToken, tokenDigest } from '@/lib/people/db/credentials'
import { hasOwnAdministrator } from '@/lib/people/db/people'

export const setupTokenKey = 'setup_token_sha256'

/**
 * While no administrator can sign in, creates the token that makes one and returns it for the terminal. Each start
 * creates a new one and voids the previous one. Null when there is an administrator.
 */
export async function issueSetupToken(db: DataSource): Promise<string | null> {
  if (await hasOwnAdministrator(db.manager)) return null
  const token = newToken()
  await writeSetting(db.manager, setupTokenKey, tokenDigest(token).toString('hex'))
  return token
}

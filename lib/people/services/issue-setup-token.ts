import type { DataSource } from 'typeorm'
import { writeSetting } from '@/lib/db/connection/settings'
import { newToken, tokenDigest } from '@/lib/people/db/credentials'
import { countOwnPeople } from '@/lib/people/db/people'

export const setupTokenKey = 'setup_token_sha256'

/**
 * While nobody can sign in yet, creates the token for the first visit and returns it for the terminal. Each start
 * creates a new one and voids the previous one. Null when there are people already.
 */
export async function issueSetupToken(db: DataSource): Promise<string | null> {
  if ((await countOwnPeople(db.manager)) > 0) return null
  const token = newToken()
  await writeSetting(db.manager, setupTokenKey, tokenDigest(token).toString('hex'))
  return token
}

import type { DataSource, EntityManager } from 'typeorm'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { fail, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { sameDigest, tokenDigest } from '@/lib/people/db/credentials'
import { hasOwnAdministrator, lockPeople } from '@/lib/people/db/people'
import { type CreatedPerson, insertPrepared, preparePerson } from './create-person'
import { setupTokenKey } from './issue-setup-token'

/** Why this token cannot set up Hakim now; null if it can. */
async function refusalOf(db: EntityManager, token: unknown): Promise<ReturnType<typeof fail> | null> {
  // The token first: whoever finds it used then finds the administrator who used it too, and not a wrong token.
  const kept = await readSetting(db, setupTokenKey)
  if (await hasOwnAdministrator(db))
    return fail('conflict', 'Hakim is already set up. Sign in, or ask an administrator for an account.')
  const fits =
    typeof token === 'string' &&
    typeof kept === 'string' &&
    sameDigest(tokenDigest(token.trim()), Buffer.from(kept, 'hex'))
  return fits
    ? null
    : fail('forbidden', 'This is not the setup token.', {
        fields: [{ path: 'token', message: 'is not the one that Hakim printed at its last start' }],
      })
}

/**
 * While no administrator can sign in, whoever has the token that the terminal printed becomes one. The token is compared
 * before a password is hashed or people are locked, since anyone can call this, and again with the lock.
 */
export async function setUp(db: DataSource, input: unknown): Promise<Result<CreatedPerson>> {
  const { token, ...person } = isJsonObject(input) ? input : {}
  const refused = await refusalOf(db.manager, token)
  if (refused) return refused
  const prepared = await preparePerson({ ...person, role: 'admin' })
  if (!prepared.ok) return prepared
  return db.transaction(async (manager) => {
    await lockPeople(manager)
    const late = await refusalOf(manager, token)
    if (late) return late
    const created = await insertPrepared(manager, prepared.value)
    if (created.ok) await writeSetting(manager, setupTokenKey, null)
    return created
  })
}

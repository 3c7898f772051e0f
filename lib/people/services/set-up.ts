import type { DataSource } from 'typeorm'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { fail, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { sameDigest, tokenDigest } from '@/lib/people/db/credentials'
import { countPeople, lockPeople } from '@/lib/people/db/people'
import { type CreatedPerson, createPerson } from './create-person'
import { setupTokenKey } from './issue-setup-token'

/** The first visit: whoever has the token that the terminal printed becomes the first administrator. */
export async function setUp(db: DataSource, input: unknown): Promise<Result<CreatedPerson>> {
  const { token, ...person } = isJsonObject(input) ? input : {}
  return db.transaction(async (manager) => {
    await lockPeople(manager)
    if ((await countPeople(manager)) > 0)
      return fail('conflict', 'Hakim is already set up. Sign in, or ask an administrator for an account.')
    const kept = await readSetting(manager, setupTokenKey)
    const fits =
      typeof token === 'string' &&
      typeof kept === 'string' &&
      sameDigest(tokenDigest(token.trim()), Buffer.from(kept, 'hex'))
    if (!fits)
      return fail('forbidden', 'This is not the setup token.', {
        fields: [{ path: 'token', message: 'is not the one that Hakim printed at its last start' }],
      })
    const created = await createPerson(manager, { ...person, role: 'admin' })
    if (created.ok) await writeSetting(manager, setupTokenKey, null)
    return created
  })
}

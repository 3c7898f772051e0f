import { symmetricEncrypt } from 'better-auth/crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { config, readSecret } from '@/lib/config'
import { insertFactors } from '@/test/factors'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { unreadableCodes } from './factor-secret'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(10)
  await testPerson(fleet.db, 'ada', 'approver')
  await insertFactors(fleet.db.manager, 'ada')
})
afterAll(() => fleet.close())

const present = () => symmetricEncrypt({ key: readSecret(config()), data: 'text' })
const earlier = () => symmetricEncrypt({ key: 'an earlier secret of the same server', data: 'text' })

it('says what still works after HAKIM_SECRET has changed', async () => {
  const why = async (kind: 'secret' | 'backup_codes', who = 'ada@example.org') =>
    (await unreadableCodes(fleet.db.manager, who, kind))?.error.detail ?? null
  const keep = async (secret: string, codes: string) =>
    fleet.db.query(`UPDATE two_factors SET secret = $1, backup_codes = $2`, [secret, codes])
  await keep(await present(), await present())
  expect([await why('secret'), await why('backup_codes'), await why('secret', 'nobody')]).toEqual([
    null,
    null,
    null,
  ])
  await keep(await earlier(), await earlier())
  for (const kind of ['secret', 'backup_codes'] as const)
    expect(await why(kind)).toContain('ask an administrator to remove your second factor')
  // They were made anew since.
  await keep(await earlier(), await present())
  expect(await why('secret')).toContain('Enter a recovery code.')
  expect(await why('backup_codes')).toBeNull()
})

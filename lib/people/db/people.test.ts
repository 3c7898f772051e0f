import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { countOwnPeople, findPersonByEmail } from './people'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())

it('finds people by e-mail, whatever its case', async () => {
  await testPerson(fleet.db, 'ada', 'admin')
  expect((await findPersonByEmail(fleet.db.manager, ' ADA@example.org '))?.id).toBe('ada')
  expect(await findPersonByEmail(fleet.db.manager, '')).toBeNull()
  await testPerson(fleet.db, 'local-admin', 'admin')
  expect(await countOwnPeople(fleet.db.manager)).toBe(1)
})

it('stores any JSON as a setting; the last write wins', async () => {
  const { manager } = fleet.db
  expect(await readSetting(manager, 'k')).toBeUndefined()
  for (const value of ['text', null, { a: [1] }, 7]) {
    await writeSetting(manager, 'k', value)
    expect(await readSetting(manager, 'k')).toEqual(value)
  }
})

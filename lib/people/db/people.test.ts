import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { peopleNames } from './names'
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

it('tells people with equal names apart by their DIDs', async () => {
  for (const id of ['one', 'two']) await testPerson(fleet.db, `same-${id}`, 'operator')
  await fleet.db.query(
    `UPDATE people SET name = CASE id WHEN 'same-one' THEN 'Grace' ELSE 'GRACE' END WHERE id LIKE 'same-%'`,
  )
  const names = (await peopleNames(fleet.db.manager)).map(({ name }) => name)
  expect(names.filter((name) => /grace/i.test(name)).sort()).toEqual([
    ...['GRACE (did:test:person:same-two)', 'Grace (did:test:person:same-one)'],
  ])
  expect(names).toContain('Person ada')
})

it('stores any JSON as a setting; the last write wins', async () => {
  const { manager } = fleet.db
  expect(await readSetting(manager, 'k')).toBeUndefined()
  for (const value of ['text', null, { a: [1] }, 7]) {
    await writeSetting(manager, 'k', value)
    expect(await readSetting(manager, 'k')).toEqual(value)
  }
})

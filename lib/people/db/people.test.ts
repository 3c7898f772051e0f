import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSetting, writeSetting } from '@/lib/db/connection/settings'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import {
  clearSignInFailures,
  countPeople,
  findPersonByEmail,
  recordSignInFailure,
  signInFailures,
} from './people'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())

it('counts wrong passwords by e-mail, even simultaneous ones, until a right one', async () => {
  const { manager } = fleet.db
  const email = 'nobody@example.org'
  expect(await signInFailures(manager, email)).toEqual({ failures: 0, secondsAgo: Number.POSITIVE_INFINITY })
  await Promise.all(Array.from({ length: 20 }, () => recordSignInFailure(manager, email)))
  expect((await signInFailures(manager, email)).failures).toBe(20)
  expect((await signInFailures(manager, 'other@example.org')).failures).toBe(0)
  await fleet.db.query(`UPDATE sign_in_failures SET last_failure_at = now() - interval '25 hours'`)
  await recordSignInFailure(manager, email)
  expect((await signInFailures(manager, email)).failures).toBe(1)
  await clearSignInFailures(manager, email)
  expect((await signInFailures(manager, email)).failures).toBe(0)
})

it('finds people by e-mail, whatever its case', async () => {
  await testPerson(fleet.db, 'ada', 'admin')
  expect((await findPersonByEmail(fleet.db.manager, ' ADA@example.org '))?.id).toBe('ada')
  expect(await findPersonByEmail(fleet.db.manager, '')).toBeNull()
  expect(await countPeople(fleet.db.manager)).toBe(1)
})

it('stores any JSON as a setting; the last write wins', async () => {
  const { manager } = fleet.db
  expect(await readSetting(manager, 'k')).toBeUndefined()
  for (const value of ['text', null, { a: [1] }, 7]) {
    await writeSetting(manager, 'k', value)
    expect(await readSetting(manager, 'k')).toEqual(value)
  }
})

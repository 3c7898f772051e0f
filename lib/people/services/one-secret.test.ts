import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { failureOf } from '@/test/result'
import { announceSecret, releaseSecret } from './one-secret'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())

const ours = 'the secret of the first server, 32 characters'
const other = 'another secret of at least 32 characters'

it('lets servers with the same secret run, and refuses any other until they are gone', async () => {
  const outcome = async (secret: string) => failureOf(await announceSecret(fleet.db, secret))
  expect([await outcome(ours), await outcome(ours), await outcome(other)]).toEqual(['ok', 'ok', 'conflict'])
  const [row] = await fleet.db.query(`SELECT value FROM settings WHERE key = 'server_secret'`)
  expect(row?.value).toMatch(/^[0-9a-f]{32}$/)
  // It was killed; the others have not heard of it for a while.
  await fleet.db.query(`UPDATE settings SET updated_at = now() - interval '31 s' WHERE key = 'server_secret'`)
  expect([await outcome(other), await outcome(ours)]).toEqual(['ok', 'conflict'])
  // It was stopped.
  await releaseSecret(fleet.db, ours)
  expect(await outcome(ours)).toBe('conflict')
  await releaseSecret(fleet.db, other)
  expect(await outcome(ours)).toBe('ok')
})

it('only one of two that start at the same time may run', async () => {
  await releaseSecret(fleet.db, ours)
  const outcomes = await Promise.all(
    [ours, other].map(async (secret) => failureOf(await announceSecret(fleet.db, secret))),
  )
  expect(outcomes.sort()).toEqual(['conflict', 'ok'])
})

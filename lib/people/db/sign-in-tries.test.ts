import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { clearTries, reserveTry, returnTry, type TryCounter, tryCounter } from './sign-in-tries'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM sign_in_tries`))

const secret = 'the secret of this test'
const ada = tryCounter(secret, 'account', 'ada@example.org')
const network = tryCounter(secret, 'network', '192.0.2.1')
const tryOnce = (...counters: TryCounter[]) => reserveTry(fleet.db.manager, counters)
const stored = (counter: TryCounter): Promise<{ tries: number }[]> =>
  fleet.db.query(`SELECT tries FROM sign_in_tries WHERE kind = $1 AND slot = $2`, [
    counter.kind,
    counter.slot,
  ])
const passes = (counter: TryCounter, time: string) =>
  fleet.db.query(
    `UPDATE sign_in_tries SET last_try_at = last_try_at - $3::interval, blocked_until = blocked_until - $3::interval
     WHERE kind = $1 AND slot = $2`,
    [counter.kind, counter.slot, time],
  )

it('of a hundred tries at once, five get through', async () => {
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => tryOnce(ada)))
  expect(outcomes.filter((one) => one === null)).toHaveLength(5)
  const waits = outcomes.flatMap((one) => (one === null ? [] : [one]))
  expect(new Set(waits.map(({ kind }) => kind))).toEqual(new Set(['account']))
  // The last ones may be told a second later than the first.
  for (const { seconds } of waits) expect(60 - seconds).toBeOneOf([0, 1, 2, 3, 4, 5])
  expect(await stored(ada)).toEqual([{ tries: 5 }])
})

it('waits double up to a quarter of an hour, and end after a quiet day', async () => {
  for (let n = 0; n < 5; n += 1) expect(await tryOnce(ada)).toBeNull()
  for (const seconds of [60, 120, 240, 480, 900, 900]) {
    expect(await tryOnce(ada)).toEqual({ kind: 'account', seconds })
    await passes(ada, `${seconds} seconds`)
    expect(await tryOnce(ada)).toBeNull()
  }
  await passes(ada, '25 hours')
  for (let n = 0; n < 5; n += 1) expect(await tryOnce(ada)).toBeNull()
})

it('the right password clears the account and leaves what others tried from its network', async () => {
  for (let n = 0; n < 4; n += 1) await tryOnce(network, ada)
  await clearTries(fleet.db.manager, ada)
  await returnTry(fleet.db.manager, network)
  expect([await stored(ada), await stored(network)]).toEqual([[], [{ tries: 3 }]])
})

it('a try that one counter refuses is counted by none', async () => {
  for (let n = 0; n < 5; n += 1) await tryOnce(ada)
  expect(await tryOnce(network, ada)).toMatchObject({ kind: 'account' })
  expect(await stored(network)).toEqual([{ tries: 0 }])
  // A try that was given back frees the next one.
  await returnTry(fleet.db.manager, ada)
  expect(await tryOnce(network, ada)).toBeNull()
})

it('any number of made-up accounts share a fixed number of rows', () => {
  const made = new Set<number>()
  for (let n = 0; n < 200_000; n += 1)
    made.add(tryCounter(secret, 'account', `made-up-${n}@example.org`).slot)
  expect(made.size).toBeGreaterThan(60_000)
  expect(Math.max(...made)).toBeLessThan(65_536)
  expect(tryCounter('another secret', 'account', 'ada@example.org').slot).not.toBe(ada.slot)
})

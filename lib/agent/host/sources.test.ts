import { expect, it } from 'vitest'
import { limited, sensor } from './sources'

it('does not ask a source again while its last call is out', async () => {
  const calls: ((value: number) => void)[] = []
  const read = limited(20, () => new Promise<number>((resolve) => calls.push(resolve)))
  expect([await read(), await read(), await read()]).toEqual([null, null, null])
  expect(calls).toHaveLength(1)
  calls[0]?.(1)
  await Promise.resolve()
  await new Promise(setImmediate)
  const next = read()
  calls[1]?.(2)
  expect(await next).toBe(2)
  expect(calls).toHaveLength(2)
})

it('asks a source again after it has failed', async () => {
  let calls = 0
  const read = limited(1_000, async () => {
    calls += 1
    if (calls === 1) throw new Error('unreadable')
    return calls
  })
  expect([await read(), await read()]).toEqual([null, 2])
})

it('reports temperatures below 0, and asks a sensor again that read 0, nothing or failed', async () => {
  const readings = [-12.5, 0, 41, null, undefined, 40, Number.NaN, 39]
  const clock = { now: 0 }
  const read = sensor(
    async () => readings.shift(),
    () => clock.now,
  )
  const seen: (number | null)[] = []
  for (let minute = 0; minute < 8; minute += 1) {
    seen.push(await read())
    clock.now += 60_000
  }
  expect(seen).toEqual([-12.5, null, 41, null, null, 40, null, 39])
})

it('asks a machine without a sensor less and less often', async () => {
  let calls = 0
  const clock = { now: 0 }
  const read = sensor(
    async () => {
      calls += 1
      return null
    },
    () => clock.now,
  )
  for (; clock.now < 3_600_000; clock.now += 5_000) await read()
  expect(calls).toBeGreaterThan(10)
  expect(calls).toBeLessThan(25)
})

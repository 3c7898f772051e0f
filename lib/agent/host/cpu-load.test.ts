import { expect, it } from 'vitest'
import { createCpuLoad, loadBetween, parseStat } from './cpu-load'

const stat = (...ticks: number[]) =>
  parseStat(`cpu  ${ticks.join(' ')}\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 1 2\n`)

it('counts user, nice, system, interrupts and stolen time as busy, and waiting for a disk as idle', () => {
  expect(stat(1, 2, 4, 100, 200, 8, 16, 32, 1_000, 2_000)).toEqual({ busy: 63, total: 363 })
  // Before Linux 2.6.
  expect(stat(1, 2, 4, 100)).toEqual({ busy: 7, total: 107 })
  expect(parseStat('')).toBeNull()
  expect(parseStat('cpu0 1 2 3 4')).toBeNull()
})

it('is the share of busy time between two readings', () => {
  const before = stat(100, 0, 0, 100)
  expect(loadBetween(before, stat(103, 0, 0, 101))).toBe(75)
  expect(loadBetween(before, stat(100, 0, 0, 109))).toBe(0)
  expect(loadBetween(before, before)).toBeNull()
  expect(loadBetween(null, before)).toBeNull()
  // Some kernels let the time that others took run backwards.
  expect(loadBetween(before, stat(99, 0, 0, 110))).toBe(0)
})

it('measures this machine', async () => {
  const load = createCpuLoad()
  await load()
  const until = performance.now() + 50
  while (performance.now() < until);
  expect(await load()).toBeGreaterThan(0)
})

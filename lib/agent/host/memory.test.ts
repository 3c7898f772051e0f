import { totalmem } from 'node:os'
import { expect, it } from 'vitest'
import { library } from './library'
import { parseMeminfo, readMemory } from './memory'

const kilobytes = (lines: Record<string, number>): string =>
  Object.entries(lines)
    .map(([name, value]) => `${name}:   ${value} kB\n`)
    .join('')

it('counts what programs cannot get as used', () => {
  const lines = { MemTotal: 1_000, MemFree: 100, Buffers: 50, Cached: 200, SwapCached: 9, SReclaimable: 25 }
  expect(parseMeminfo(kilobytes({ ...lines, MemAvailable: 400 }))).toEqual({
    used: 600 * 1_024,
    total: 1_000 * 1_024,
  })
  expect(parseMeminfo(kilobytes(lines))).toEqual({ used: 625 * 1_024, total: 1_000 * 1_024 })
  expect(parseMeminfo('')).toBeNull()
})

it('reads what the library reads', async () => {
  const [ours, theirs] = [await readMemory(), await (await library()).mem()]
  expect(ours?.total).toBe(totalmem())
  // Other programs take and free some between the two.
  expect(Math.abs((ours?.used ?? 0) - theirs.active)).toBeLessThan(0.1 * theirs.total)
})

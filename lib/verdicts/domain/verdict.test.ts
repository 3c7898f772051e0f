import { expect, it } from 'vitest'
import { runRanges } from './run-charts'
import { dueLook, graceSeconds, nextLook, settledSeconds, watchedSeconds } from './verdict'

it('looks are 2 min, 15 min, 1 h, 6 h and 7 d after the end, each once late reports have arrived', () => {
  const looks: number[] = []
  for (let look = nextLook(null); look !== null; look = nextLook(look)) looks.push(look)
  expect(looks).toEqual([120, 900, 3_600, settledSeconds, watchedSeconds])
  for (const look of looks) {
    expect(dueLook(look + graceSeconds)).toBe(look)
    expect(dueLook(look + graceSeconds - 1) ?? 0).toBeLessThan(look)
  }
  expect(graceSeconds).toBeLessThan(60)
})

it('as much is drawn before a run as after it, a week at most, and a short run is still seen', () => {
  const run = { from: 1_000_000, to: 1_000_005 }
  for (const [known, span] of [
    [10, 3_600],
    [3_600, 3_600],
    [7_000, 21_600],
    [900_000, 604_800],
  ] as const) {
    const { before, during, after } = runRanges(run, run.to + known)
    expect([before.to - before.from, after.to - after.from, before.to, after.from]).toEqual([
      span,
      span,
      run.from,
      run.to,
    ])
    expect([during.from, during.to]).toEqual([run.from - 297.5, run.to + 297.5])
  }
})

import { describe, expect, it } from 'vitest'
import { statusChanges } from './status-changes'

/** One word per bucket, one letter per report: H W E. */
const columns = (buckets: string[]) => ({
  status: { reports: buckets.map((bucket) => bucket.length), worst: [] },
  statuses: ['H', 'W', 'E'].map((status) => ({
    status,
    reports: buckets.map((bucket) => [...bucket].filter((letter) => letter === status).length),
  })),
})

const changes = (buckets: string[], read: [number, number][] = [], before: string | null = null) => {
  const { status, statuses } = columns(buckets)
  const readings = read.map(([first, last]) => {
    const letters = [...buckets.slice(first, last + 1).join('')]
    return {
      from: 0,
      to: 0,
      first,
      last,
      reports: letters.length,
      firstAt: 0,
      lastAt: 0,
      changes: letters.filter((letter, index) => index > 0 && letter !== letters[index - 1]).length,
      firstStatus: letters[0] ?? '',
      lastStatus: letters.at(-1) ?? '',
      silences: [],
      spacing: 60,
      due: 60,
    }
  })
  return statusChanges(
    status,
    statuses,
    readings,
    before === null ? null : { at: 0, status: before, interval: null },
  )
}

describe('statusChanges', () => {
  it.each([
    ['no change', ['HH', 'HH'], [], 0],
    ['from bucket to bucket', ['HH', 'EE', 'HH'], [], 2],
    ['over a silence', ['HH', '', 'EE'], [], 1],
    ['flapping that was read', ['HEHEH', 'EHEHE'], [[0, 1]] as [number, number][], 9],
    ['between what was read and what is known', ['EE', 'HEH', 'EE'], [[1, 1]] as [number, number][], 4],
  ])('counts %s exactly', (_, buckets, read, count) => {
    expect(changes(buckets, read)).toEqual({ count, exact: true })
  })

  it('never counts too many where it could not read', () => {
    expect(changes(['HEHEH', 'EHEHE'])).toEqual({ count: 2, exact: false })
    expect(changes(['EE', 'HW', 'EE'])).toEqual({ count: 3, exact: false })
  })

  it('compares the first report with the one before the range', () => {
    expect(changes(['HH'], [], 'E').count).toBe(1)
    expect(changes(['HEH'], [[0, 0]], 'E').count).toBe(3)
    expect(changes(['HH'], [], 'H').count).toBe(0)
  })
})

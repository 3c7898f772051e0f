import { describe, expect, it } from 'vitest'
import type { StatusStretch } from './reporting'
import { shareText, statusSummary, summaryText } from './status-summary'

/** [status, seconds] one after another. */
function stretches(...parts: [string | null, number][]): StatusStretch[] {
  let time = 1_000
  return parts.map(([status, length]) => {
    const from = time
    time += length
    return { status, from, to: time }
  })
}

describe('statusSummary', () => {
  it.each([
    ['all healthy', stretches(['Healthy', 100]), 1, 0, 0],
    ['half', stretches(['Healthy', 50], ['Warning', 50]), 0.5, 1, 0],
    [
      'silence is not counted as healthy or ill',
      stretches(['Healthy', 50], [null, 900], ['Error', 50]),
      0.5,
      1,
      900,
    ],
    [
      'the same status after a gap is no change',
      stretches(['Healthy', 50], [null, 10], ['Healthy', 50]),
      1,
      0,
      10,
    ],
    ['an unknown word is not healthy', stretches(['Degraded', 75], ['Healthy', 25]), 0.25, 1, 0],
    ['nothing reported', stretches([null, 100]), null, 0, 100],
    ['no range', [], null, 0, 0],
  ])('%s', (_, input, healthyShare, changes, silentSeconds) => {
    expect(statusSummary(input)).toMatchObject({ healthyShare, changes, silentSeconds })
  })

  it('sums each status, longest first', () => {
    const input = stretches(['Healthy', 10], ['Error', 30], ['Healthy', 5])
    expect(statusSummary(input).byStatus).toEqual([
      { status: 'Error', seconds: 30 },
      { status: 'Healthy', seconds: 15 },
    ])
  })
})

describe('shareText', () => {
  it.each([
    [1, '100 %'],
    [0, '0 %'],
    [0.99999, '99.9 %'],
    [0.0001, 'under 0.1 %'],
    [0.971, '97.1 %'],
    [0.5, '50.0 %'],
  ])('%d → %s', (share, text) => {
    expect(shareText(share)).toBe(text)
  })
})

describe('summaryText', () => {
  it.each([
    [stretches(['Healthy', 9_000], ['Warning', 1_000]), '90.0 % healthy · 1 change'],
    [
      stretches(['Healthy', 9_000], [null, 9_600], ['Error', 1_000], ['Healthy', 0]),
      '90.0 % healthy while reporting · 2 changes · 2 h 40 m without reports',
    ],
    [stretches([null, 100]), 'no reports in this range'],
  ])('%#', (input, text) => {
    expect(summaryText(statusSummary(input))).toBe(text)
  })
})

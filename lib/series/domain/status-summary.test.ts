import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatusStretch } from './coverage'
import { shareTexts, statusSummary, summaryText } from './status-summary'

/** Consecutive [status, seconds]; null is silence, 'maintenance' silence under maintenance. */
function stretches(...parts: [string | null, number][]): StatusStretch[] {
  let time = 1_000
  return parts.map(([word, length]) => {
    const from = time
    time += length
    const silence = word === null ? 'no_report' : word === 'maintenance' ? word : null
    return { status: silence ? null : word, silence, from, to: time }
  })
}

const counts = (of: Record<string, number>) =>
  Object.entries(of).map(([status, reports]) => ({ status, reports }))

describe('statusSummary', () => {
  it.each([
    ['all healthy', { Healthy: 100 }, stretches(['Healthy', 100]), 1, 0],
    ['half', { Healthy: 50, Warning: 50 }, stretches(['Healthy', 50], ['Warning', 50]), 0.5, 1],
    // The strip shows the worst status of each bucket; the share is that of the reports.
    ['few warnings in wide buckets', { Healthy: 98, Warning: 2 }, stretches(['Warning', 900]), 0.98, 0],
    [
      'the same status after a gap is not a change',
      { Healthy: 2 },
      stretches(['Healthy', 50], [null, 10], ['Healthy', 50]),
      1,
      0,
    ],
    [
      'an unknown status is not healthy',
      { Degraded: 3, Healthy: 1 },
      stretches(['Degraded', 75], ['Healthy', 25]),
      0.25,
      1,
    ],
    ['nothing reported', {}, stretches([null, 100]), null, 0],
    ['no range', {}, [], null, 0],
  ])('%s', (_, reports, input, healthyShare, changes) => {
    expect(statusSummary(counts(reports), [], input, null)).toMatchObject({ healthyShare, changes })
  })

  it.each([
    ['Warning', 1],
    ['Healthy', 0],
  ])('counts the change from %s before the range', (status, changes) => {
    const before = { at: 900, status }
    expect(statusSummary(counts({ Healthy: 1 }), [1], stretches(['Healthy', 60]), before)).toMatchObject({
      changes,
    })
  })

  it('has the share of each status, largest first, and silence by reason', () => {
    const input = stretches([null, 10], ['Error', 30], ['maintenance', 5], [null, 3])
    expect(statusSummary(counts({ Healthy: 1, Error: 3 }), [1, 3], input, null)).toMatchObject({
      shares: [
        { status: 'Error', share: 0.75 },
        { status: 'Healthy', share: 0.25 },
      ],
      silence: [
        { reason: 'no_report', seconds: 13 },
        { reason: 'maintenance', seconds: 5 },
      ],
    })
  })
})

describe('shareTexts', () => {
  it.each([
    [[5], ['100%']],
    [
      [5, 0],
      ['100%', '0%'],
    ],
    [
      [99_999, 1],
      ['99.9%', 'under 0.1%'],
    ],
    [
      [971, 29],
      ['97.1%', '2.9%'],
    ],
    [
      [1, 1],
      ['50.0%', '50.0%'],
    ],
    // 98.67 and 1.33: rounded down, they add up to 99.9.
    [
      [148, 2],
      ['98.7%', '1.3%'],
    ],
    [
      [1, 1, 1],
      ['33.4%', '33.3%', '33.3%'],
    ],
    // 99.94 and six of 0.01, which are not six tenths.
    [
      [9_994, 1, 1, 1, 1, 1, 1],
      ['99.9%', ...Array.from({ length: 6 }, () => 'under 0.1%')],
    ],
    [[], []],
  ])('%j → %j', (reports, texts) => {
    expect(shareTexts(reports)).toEqual(texts)
  })

  it('add up to 100, each within a tenth of the truth, and larger where there are more', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(counts, (reports) => {
        const total = reports.reduce((all, own) => all + own, 0)
        const texts = shareTexts(reports)
        const shown = texts.map((text) => (text.startsWith('under') ? null : Number.parseFloat(text) * 10))
        const rest = 1_000 - shown.reduce((all: number, tenths) => all + (tenths ?? 0), 0)
        const least = shown.filter((tenths) => tenths === null).length
        expect(Math.round(rest)).toBeGreaterThanOrEqual(Math.min(least, 1))
        expect(Math.round(rest)).toBeLessThanOrEqual(least)
        shown.forEach((tenths, index) => {
          const exact = ((reports[index] ?? 0) * 1_000) / total
          if (tenths === null) expect(exact).toBeLessThan(1)
          else expect(Math.abs(tenths - exact)).toBeLessThanOrEqual(1)
          expect(texts[index] === '100%').toBe(reports[index] === total)
        })
      }),
    )
  })
})

describe('summaryText', () => {
  const ill = stretches(
    ['Healthy', 9_000],
    [null, 9_000],
    ['maintenance', 600],
    ['Error', 1_000],
    ['Healthy', 0],
  )

  it.each([
    [
      'one report a bucket',
      { Healthy: 9, Warning: 1 },
      [1, 1],
      ill,
      '90.0% of 10 reports healthy · 2 changes · 2 h 40 m without reports',
    ],
    [
      'several reports a bucket',
      { Healthy: 9_000, Error: 1_000 },
      [9_000],
      ill,
      '90.0% of 10,000 reports healthy · at least 2 changes · 2 h 40 m without reports',
    ],
    [
      'a share that is rounded up, so that all are 100',
      { Healthy: 148, Warning: 2 },
      [1],
      stretches(['Healthy', 1]),
      '98.7% of 150 reports healthy · 0 changes',
    ],
    ['none healthy', { Error: 3 }, [1], stretches(['Error', 1]), '0% of 3 reports healthy · 0 changes'],
    ['one report', { Healthy: 1 }, [1], stretches(['Healthy', 1]), '100% of 1 report healthy · 0 changes'],
    ['none', {}, [0], stretches([null, 100]), 'no reports in this range'],
  ])('%s', (_, reports, perBucket, input, text) => {
    expect(summaryText(statusSummary(counts(reports), perBucket, input, null))).toBe(text)
  })
})

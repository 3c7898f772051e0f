import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatusPart, StatusStretch } from './status-stretches'
import { shareTexts, statusSummary, summaryText } from './status-summary'

const silences = ['no_report', 'maintenance', 'not_yet'] as const
const part = (word: string, share = 1): StatusPart => {
  const silence = silences.find((reason) => reason === word) ?? null
  return { status: silence ? null : word, silence, share }
}

/** Consecutive [status or reason of a silence, seconds]. */
function stretches(...parts: [string, number][]): StatusStretch[] {
  let time = 1_000
  return parts.map(([word, length]) => {
    const from = time
    time += length
    return { from, to: time, parts: [part(word)] }
  })
}

const of = (reports: Record<string, number>, count = 0, exact = true) => ({
  statuses: Object.entries(reports).map(([status, own]) => ({ status, reports: [own] })),
  changes: { count, exact },
})

describe('statusSummary', () => {
  it('adds up what the strip draws, the largest share first and silence last', () => {
    const mixed = {
      from: 0,
      to: 100,
      parts: [part('Error', 0.25), part('Healthy', 0.5), part('no_report', 0.25)],
    }
    const input = [mixed, ...stretches(['no_report', 25], ['Healthy', 50], ['maintenance', 25])]
    const { shares } = statusSummary(of({ Healthy: 2, Error: 1 }), input)
    expect(shares.map(({ status, silence, seconds, text }) => [status ?? silence, seconds, text])).toEqual([
      ['Healthy', 100, '50.0%'],
      ['Error', 25, '12.5%'],
      ['no_report', 50, '25.0%'],
      ['maintenance', 25, '12.5%'],
    ])
  })

  it('has no shares without a range', () => {
    expect(statusSummary(of({}), []).shares).toEqual([])
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
  const ill = stretches(['Healthy', 9_000], ['no_report', 9_000], ['maintenance', 600], ['Error', 1_000])

  it.each([
    [
      'changes that are known',
      of({ Healthy: 9, Warning: 1 }, 2),
      ill,
      '90.0% of 10 reports healthy · 2 changes · 2 h 40 m without reports',
    ],
    [
      'more changes than could be read',
      of({ Healthy: 9_000, Error: 1_000 }, 1_200, false),
      stretches(['Healthy', 2_000_000], ['no_report', 1_438_200]),
      '90.0% of 10,000 reports healthy · at least 1,200 changes · 16.6 d without reports',
    ],
    [
      'a share that is rounded up, so that all are 100',
      of({ Healthy: 148, Warning: 2 }),
      stretches(['Healthy', 1]),
      '98.7% of 150 reports healthy · 0 changes',
    ],
    [
      'a flapping node',
      of({ Healthy: 360, Error: 360 }, 720),
      stretches(['Healthy', 86_400]),
      '50.0% of 720 reports healthy · flapping: 720 changes',
    ],
    [
      'time of which reports may still come',
      of({ Healthy: 60 }),
      stretches(['Healthy', 3_600], ['not_yet', 2_400]),
      '100% of 60 reports healthy · 0 changes',
    ],
    ['none healthy', of({ Error: 3 }), stretches(['Error', 1]), '0% of 3 reports healthy · 0 changes'],
    ['one report', of({ Healthy: 1 }, 1), stretches(['Healthy', 1]), '100% of 1 report healthy · 1 change'],
    ['none', of({}), stretches(['no_report', 100]), 'no reports in this range'],
  ])('%s', (_, charts, input, text) => {
    expect(summaryText(statusSummary(charts, input))).toBe(text)
  })
})

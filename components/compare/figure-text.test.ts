import { expect, it } from 'vitest'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { differenceText, figureText, trendText } from './figure-text'

const scale: Scale = {
  ...{
    metric: 'memory_usage_mb',
    title: 'Memory',
    unit: 'GB',
    factor: 1e-3,
    step: 60,
    tier: 'raw',
    zone: 'UTC',
  },
  axis: { domain: [0, 16], ticks: [0, 4, 8, 12, 16], step: 4, log: false },
  gutter: 40,
}

it('is same where no shown digit differs, and has a sign else', () => {
  expect([0, 0.04, -0.049].map((value) => differenceText(value, scale))).toEqual(['same', 'same', 'same'])
  expect([0.06, 4.61, -1.94].map((value) => differenceText(value, scale))).toEqual(['+0.1', '+4.6', '−1.9'])
})

it('shows a trend with its direction, however small', () => {
  expect([4.2, -0.004].map((value) => trendText(value, scale))).toEqual(['↗ +4.2', '↘ −0.004'])
})

it('has the exact figure in the unit of the reports', () => {
  expect(figureText(8.912, scale)).toEqual({ shown: '8.9', withUnit: '8.9 GB', exact: '8,912 MB' })
})

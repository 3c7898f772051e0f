import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { twoNumbers } from '@/test/numbers'
import type { AxisMode } from './axis'
import { valueAxis } from './value-axis'

const of = (min: number, max: number) => ({ min, max, whole: Number.isInteger(min) && Number.isInteger(max) })

describe('valueAxis', () => {
  it.each([
    ['per cent', 'cpu_usage_percent', of(12, 34), [0, 25, 50, 75, 100]],
    ['per cent without values', 'cpu_usage_percent', null, [0, 25, 50, 75, 100]],
    ['per cent of many cores', 'cpu_usage_percent', of(12, 340), [0, 100, 200, 300, 400]],
    ['per cent below 0', 'drift_percent', of(-3, 4), [-4, -2, 0, 2, 4]],
    ['a count', 'error_count', of(18, 19), [0, 5, 10, 15, 20]],
    ['a small count', 'error_count', of(0, 3), [0, 1, 2, 3]],
    ['a count of nothing', 'error_count', of(0, 0), [0, 1]],
    ['two states', 'bool_ok', of(0, 1), [0, 1]],
    ['one of two states', 'bool_ok', of(1, 1), [0, 1]],
    [
      'a counter',
      'requests_total',
      of(5_053_280, 5_106_523),
      [5_040_000, 5_060_000, 5_080_000, 5_100_000, 5_120_000],
    ],
    ['an amount', 'memory_usage_mb', of(7.4, 9.6), [0, 2.5, 5, 7.5, 10]],
    ['a temperature', 'gpu_temperature_celsius', of(61.2, 64.9), [61, 62, 63, 64, 65]],
    ['a steady temperature', 'gpu_temperature_celsius', of(50, 50), [45, 47.5, 50, 52.5, 55]],
    ['below zero', 'gpu_temperature_celsius', of(-20, -10), [-20, -17.5, -15, -12.5, -10]],
    ['without a unit, spread out', 'load', of(0.2, 3.8), [0, 1, 2, 3, 4]],
    ['no values', 'load', null, []],
  ])('%s', (_, metric, values, ticks) => {
    expect(valueAxis(metric, values).ticks).toEqual(ticks)
  })

  it.each<[string, string, AxisMode, number, number, number[]]>([
    ['per cent that fits', 'error_rate_percent', 'fit', 0.018, 0.022, [0.018, 0.019, 0.02, 0.021, 0.022]],
    ['an amount that fits', 'memory_usage_mb', 'fit', 961, 985, [960, 965, 970, 975, 980, 985]],
    ['decades', 'latency_ms', 'log', 12.5, 90_000, [10, 100, 1_000, 10_000, 100_000]],
    ['one decade', 'latency_ms', 'log', 20, 90, [10, 20, 50, 100]],
    ['per cent by ratio', 'cpu_usage_percent', 'log', 2, 90, [1, 2, 5, 10, 20, 50, 100]],
    ['no logarithm of 0', 'latency_ms', 'log', 0, 80, [0, 20, 40, 60, 80]],
  ])('%s', (_, metric, mode, min, max, ticks) => {
    expect(valueAxis(metric, of(min, max), mode).ticks).toEqual(ticks)
  })

  it('contains every value and has few, ascending, finite ticks for any input', () => {
    const metric = fc.constantFrom('cpu_usage_percent', 'x_count', 'x_mb', 'x_celsius', 'x')
    const mode = fc.constantFrom<AxisMode>('usual', 'fit', 'log')
    fc.assert(
      fc.property(metric, mode, twoNumbers, (key, chosen, [a, b]) => {
        const values = of(Math.min(a, b), Math.max(a, b))
        const { domain, ticks } = valueAxis(key, values, chosen)
        expect(domain[0]).toBeLessThanOrEqual(values.min)
        expect(domain[1]).toBeGreaterThanOrEqual(values.max)
        expect(domain[0]).toBeLessThan(domain[1])
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(9)
        ticks.slice(1).forEach((tick, index) => {
          expect(tick).toBeGreaterThan(ticks[index] ?? Number.NaN)
        })
      }),
      { numRuns: 3_000 },
    )
  })
})

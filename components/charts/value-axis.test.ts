import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisText, valueAxis } from './value-axis'

describe('valueAxis', () => {
  it.each([
    ['per cent', 'cpu_usage_percent', { min: 12, max: 34 }, [0, 25, 50, 75, 100]],
    ['per cent without values', 'cpu_usage_percent', null, [0, 25, 50, 75, 100]],
    ['per cent of many cores', 'cpu_usage_percent', { min: 12, max: 340 }, [0, 100, 200, 300, 400]],
    ['per cent below 0', 'drift_percent', { min: -3, max: 4 }, [-4, -2, 0, 2, 4]],
    ['a count', 'error_count', { min: 18, max: 19 }, [0, 5, 10, 15, 20]],
    ['a count of nothing', 'error_count', { min: 0, max: 0 }, [0, 0.25, 0.5, 0.75, 1]],
    ['an amount', 'memory_usage_mb', { min: 7.4, max: 9.6 }, [0, 2.5, 5, 7.5, 10]],
    ['a temperature', 'gpu_temperature_celsius', { min: 61.2, max: 64.9 }, [61, 62, 63, 64, 65]],
    ['a steady temperature', 'gpu_temperature_celsius', { min: 50, max: 50 }, [45, 47.5, 50, 52.5, 55]],
    ['below zero', 'gpu_temperature_celsius', { min: -20, max: -10 }, [-20, -17.5, -15, -12.5, -10]],
    ['without a unit, spread out', 'load', { min: 0.2, max: 3.8 }, [0, 1, 2, 3, 4]],
    ['no values', 'load', null, []],
  ])('%s', (_, metric, values, ticks) => {
    expect(valueAxis(metric, values).ticks).toEqual(ticks)
  })

  it('contains every value and has few, ascending, finite ticks for any input', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    const metric = fc.constantFrom('cpu_usage_percent', 'x_count', 'x_mb', 'x_celsius', 'x')
    fc.assert(
      fc.property(metric, double, double, (key, a, b) => {
        const values = { min: Math.min(a, b), max: Math.max(a, b) }
        const { domain, ticks } = valueAxis(key, values)
        expect(domain[0]).toBeLessThanOrEqual(values.min)
        expect(domain[1]).toBeGreaterThanOrEqual(values.max)
        expect(domain[0]).toBeLessThan(domain[1])
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(9)
        ticks.slice(1).forEach((tick, index) => {
          expect(tick).toBeGreaterThan(ticks[index] ?? Number.NaN)
        })
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('axisText', () => {
  it.each([
    [75, 25, 0, '75'],
    [7.5, 2.5, 0, '7.5'],
    [20.01, 0.01, 0, '20.01'],
    [1_250, 250, 0, '1,250'],
    [-0, 1, 0, '0'],
    [34.2345, 25, 1, '34.2'],
    [34, 25, 1, '34'],
    [429.04, 0.5, 1, '429.04'],
    [25_000_000, 5_000_000, 0, '2.50e7'],
  ])('%d on steps of %d', (value, step, finer, text) => {
    expect(axisText(value, step, finer)).toBe(text)
  })

  it('gives neighbouring ticks different texts', () => {
    for (const values of [
      { min: 20.01, max: 20.04 },
      { min: 61, max: 65 },
      { min: 999, max: 1_001 },
    ]) {
      const { ticks, step } = valueAxis('x_celsius', values)
      expect(new Set(ticks.map((tick) => axisText(tick, step))).size).toBe(ticks.length)
    }
  })
})

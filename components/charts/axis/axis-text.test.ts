import { describe, expect, it } from 'vitest'
import { readingText, tickTexts } from './axis-text'
import { valueAxis } from './value-axis'

const axisOf = (metric: string, min: number, max: number) => valueAxis(metric, { min, max, whole: false })

describe('tickTexts', () => {
  it.each([
    ['the unit once, at the top', 'disk_usage_gb', 'GB', 0, 440, ['0', '100', '200', '300', '400', '500 GB']],
    ['as many decimals as the step', 'x_mb', 'MB', 0, 9, ['0', '2.5', '5.0', '7.5', '10.0 MB']],
    ['hundredths', 'x_celsius', '°C', 20.01, 20.04, ['20.01', '20.02', '20.03', '20.04 °C']],
    ['thousands', 'x', '', 100, 4_900, ['0', '1,000', '2,000', '3,000', '4,000', '5,000']],
    ['zero among tiny numbers', 'x', '', 0, 1.9e-9, ['0', '5e-10', '1e-9', '1.5e-9', '2e-9']],
  ])('%s', (_, metric, unit, min, max, texts) => {
    expect(tickTexts(axisOf(metric, min, max), unit)).toEqual(texts)
  })
})

describe('readingText', () => {
  it.each([
    [34.2345, 0, 100, '34.2'],
    [34, 0, 100, '34'],
    [0, 0, 100, '0'],
    [0.0125, 0, 100, '0.0125'],
    [0.000003, 0, 9, '0.000003'],
    [-0.0004, -3, 4, '-0.0004'],
  ])('reads %d on an axis from %d to %d as %s', (value, min, max, text) => {
    expect(readingText(value, axisOf('x_ms', min, max))).toBe(text)
  })
})

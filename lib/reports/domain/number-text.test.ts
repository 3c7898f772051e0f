import { describe, expect, it } from 'vitest'
import { compactNumber, decimalNumber, exactNumber, fixedNumber, meanNumber } from './number-text'

describe('number texts', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.04, '0.04'],
    [0.004, '0.004'],
    [8.94, '8.9'],
    [34.21, '34.2'],
    [437.4, '437'],
    [1e12, '1,000,000,000,000'],
    [-1e-7, '-1e-7'],
  ])('writes %d for comparing as %s', (value, text) => {
    expect(compactNumber(value)).toBe(text)
  })

  it.each([
    [50_086_400, '50,086,400'],
    [1.001439e15, '1,001,439,000,000,000'],
    [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
    [0.1, '0.1'],
    [1.3e-9, '1.3e-9'],
    [1e300, '1e300'],
  ])('writes %d exactly as %s', (value, text) => {
    expect(exactNumber(value)).toBe(text)
  })

  it.each([
    [100 / 3, '33.3333'],
    [50_086_415.512, '50,086,415.51'],
    [12, '12'],
  ])('writes the mean %d as %s', (value, text) => {
    expect(meanNumber(value)).toBe(text)
  })

  it('keeps or drops decimals as asked', () => {
    expect([decimalNumber(7.5, 2), fixedNumber(7.5, 2), fixedNumber(0.00123456, 1)]).toEqual([
      '7.50',
      '7.5',
      '0.00123',
    ])
  })
})

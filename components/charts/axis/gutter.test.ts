import { expect, it } from 'vitest'
import { gutterWidth } from './gutter'

it('is as wide as the longest label', () => {
  expect(gutterWidth(['0', '5'])).toBe(40)
  expect(gutterWidth(['0', '1,000,000'])).toBeGreaterThan(gutterWidth(['0', '100,000']))
  expect(gutterWidth(['×10⁻⁹', '0'])).toBe(gutterWidth(['0', '×10⁻⁹']))
})

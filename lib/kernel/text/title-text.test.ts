import { expect, it } from 'vitest'
import { titleText } from './title-text'

it.each([
  ['griot-cairo-1', 'griot-cairo-1'],
  ['حكيم <b>&amp;', 'حكيم <b>&amp;'],
  ['a\u202eb\u0000c', 'aU+202EbU+0000c'],
  ['  blanks ', 'blanks'],
  ['x'.repeat(80), 'x'.repeat(80)],
  ['x'.repeat(81), `${'x'.repeat(79)}…`],
  [`${'x'.repeat(78)}😀😀`, `${'x'.repeat(78)}\ufffd…`],
])('%j', (text, title) => {
  expect(titleText(text)).toBe(title)
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { styledText, withoutAnsi, withoutUnfinished } from './ansi'

const esc = '\u001b['
const plain = { colour: null, bold: false, dim: false, italic: false, underline: false }

it.each([
  ['plain', [{ text: 'plain', ...plain }]],
  [
    `${esc}31mred${esc}0m after`,
    [
      { text: 'red', ...plain, colour: 'red' },
      { text: ' after', ...plain },
    ],
  ],
  [`${esc}1;92mok${esc}m`, [{ text: 'ok', ...plain, colour: 'green', bold: true }]],
  [
    `${esc}4;3;2mx${esc}22;24my`,
    [
      { text: 'x', ...plain, underline: true, italic: true, dim: true },
      { text: 'y', ...plain, italic: true },
    ],
  ],
  [`${esc}38;5;12;1mblue`, [{ text: 'blue', ...plain, colour: 'blue', bold: true }]],
  [`${esc}38;2;1;31;4;4mtrue`, [{ text: 'true', ...plain, underline: true }]],
  [`${esc}48;5;1;41;7;5;999mx`, [{ text: 'x', ...plain }]],
])('reads %j', (line, parts) => {
  expect(styledText(line)).toEqual(parts)
})

it('takes only whole sequences for colours, and never loses or adds text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(`${esc}31m`, esc, '\u001b', ';1', 'm', '<b>', `${esc}2K`),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const line = pieces.join('')
      const text = styledText(line)
        .map((part) => part.text)
        .join('')
      expect(text).toBe(withoutAnsi(line))
    }),
  )
  expect(styledText(`${esc}31`)).toEqual([{ text: `${esc}31`, ...plain }])
  expect(withoutUnfinished(`red ${esc}3`)).toBe('red ')
})

import { expect, it } from 'vitest'
import { shownJson, shownText } from './shown'

it('shows what would act on a terminal, and keeps lines', () => {
  expect(shownText('\u001b[2J\u009b31m\u202eada\r\n\tb')).toBe('U+001B[2JU+009B31mU+202EadaU+000D\n\tb')
})

it('prints JSON with the same value and nothing that acts on a terminal', () => {
  const value = { name: '\u001b[2J\u009b31m\u202e\u{e0041}\u2028', 'b\u0085': ['\n'] }
  for (const indent of [undefined, 2]) {
    const json = shownJson(value, indent)
    expect(JSON.parse(json)).toEqual(value)
    expect(json.replaceAll('\n', '')).toMatch(/^[\x20-\x7e]*$/)
  }
})

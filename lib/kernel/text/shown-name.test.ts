import { expect, it } from 'vitest'
import { cleanName, nameKey, nameProblem } from './shown-name'

const told = (code: string) => `must not contain ${code}, which nobody would see; remove it`

it.each([
  ['\u200b', told('U+200B zero-width space')],
  ['\u202eada', told('U+202E right-to-left override')],
  ['Ada\u2066', told('U+2066 left-to-right isolate')],
  ['Ada\nLovelace', told('U+000A line break')],
  ['Ada\u2028Lovelace', told('U+2028 line separator')],
  ['\u001b[31mAda', told('U+001B escape')],
  ['Ada\u009b', told('U+009B')],
  ['A\u00adda', told('U+00AD soft hyphen')],
  ['Ada\ufe0f', told('U+FE0F')],
  ['Ada\u200dLovelace', told('U+200D zero-width joiner')],
  ['Ada\u{e0041}', told('U+E0041')],
  ['\u3164', told('U+3164')],
  ['\u2800', told('U+2800')],
  ['…', 'must contain a letter, a digit or a symbol'],
  ['- -', 'must contain a letter, a digit or a symbol'],
])('%j is refused as a name, and the character is named', (name, problem) => {
  expect(nameProblem(name)).toBe(problem)
})

it.each([
  ...[
    'Ada Lovelace',
    'Wanjirũ wa Kĩnũthia',
    'ʻOkina',
    'Ngũgĩ',
    'Zoë',
    'O’Brien',
    'אדה',
    'عائشة',
    '山田太郎',
    '7',
    '★',
  ],
  // Persian and Sinhala need them, and so do a family and a red heart.
  ...['علی\u200cرضا', 'ශ්\u200dරී', '👩\u200d👧', '❤\ufe0f', '❤\ufe0f\u200d🔥'],
])('%j is a name', (name) => {
  expect(nameProblem(name)).toBeNull()
})

it('cleans what a provider says, and keeps nothing of a name that shows nothing', () => {
  expect(cleanName(' Ada\u202e\n Lovelace\u200b ', 100)).toBe('Ada Lovelace')
  expect(cleanName('علی\u200cرضا', 100)).toBe('علی\u200cرضا')
  expect(cleanName(`${'a'.repeat(99)}😀`, 100)).toBe('a'.repeat(99))
  for (const nothing of ['', '\u200b\u202e', ' \n ', '…']) expect(cleanName(nothing, 100)).toBeNull()
})

it('takes names for the same that look the same', () => {
  for (const same of [
    'ada  lovelace',
    'ＡＤＡ LOVELACE',
    'Ada\u00a0Lovelace',
    'A\u200bda Lovelace',
    ' Ada Lovelace ',
  ])
    expect(nameKey(same)).toBe(nameKey('Ada Lovelace'))
  expect(nameKey('Groß')).toBe(nameKey('GROSS'))
  expect(nameKey('Zoe\u0308')).toBe(nameKey('Zoë'))
  expect(nameKey('Ada')).not.toBe(nameKey('Eda'))
})

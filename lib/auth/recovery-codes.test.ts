import { expect, it } from 'vitest'
import { newRecoveryCodes, recoveryCodeIn } from './recovery-codes'

it('makes ten different codes that are read in whatever form they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}$/)
    for (const typed of [code, code.toUpperCase(), code.replace('-', ''), ` ${code.replace('-', ' – ')} `])
      expect(recoveryCodeIn(typed)).toBe(code)
  }
})

import { expect, it } from 'vitest'
import { maxReasonLength } from '../text/reason'
import { reasonText, requiredReason } from './schemas'

const problem = (schema: typeof reasonText, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message

it('a reason is trimmed, as long as the form lets people write, and can be stored', () => {
  const longest = 'é'.repeat(maxReasonLength)
  expect(reasonText.parse(` ${longest}\n`)).toBe(longest)
  expect(problem(reasonText, `${longest}é`)).toBe('must have at most 2,000 characters')
  expect(problem(reasonText, 'a\u0000b')).toMatch(/character/i)
  expect(problem(reasonText, undefined)).toBe('must be text')
  expect(problem(requiredReason, ' \n ')).toBe('must say why')
  expect(reasonText.parse('')).toBe('')
})

import { expect, it } from 'vitest'
import type { z } from 'zod'
import { maxReasonLength } from '../text/reason'
import { reasonText, requiredReason, shownName } from './schemas'

const problem = (schema: z.ZodType, value: unknown): string | undefined =>
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

it('a name has ordinary spaces, none at its ends, and nothing that readers do not see', () => {
  expect(shownName().parse(' 山田\u3000太郎\n')).toBe('山田 太郎')
  expect(problem(shownName(), 'a\u202eb')).toMatch(/^must not contain U\+202E right-to-left override/)
  expect(shownName().safeParse(' ').error?.issues).toMatchObject([{ message: 'must not be empty' }])
  expect(problem(shownName(3), 'abcd')).toBe('must have at most 3 characters')
  expect(problem(shownName(), 7)).toBe('must be text')
})

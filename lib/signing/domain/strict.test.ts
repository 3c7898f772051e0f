import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseCanonical, parseLossless, parseStrict, problemText } from './strict'

const problem = (parsed: ReturnType<typeof parseStrict>): string =>
  parsed.ok ? 'ok' : `${parsed.problem.path}: ${parsed.problem.message}`

it('refuses a value that the schema would change, since its digest would be another', () => {
  const changed = ': has a member that is not part of its form'
  expect(problem(parseStrict(z.object({ a: z.number() }), { a: 1 }))).toBe('ok')
  expect(problem(parseStrict(z.object({ a: z.number() }), { a: 1, b: 2 }))).toBe(changed)
  expect(problem(parseStrict(z.object({ a: z.string().trim() }), { a: ' 1' }))).toBe(changed)
  expect(problem(parseStrict(z.object({ a: z.number().default(1) }), {}))).toBe(changed)
  expect(problem(parseStrict(z.record(z.string(), z.number()), JSON.parse('{"__proto__":1}')))).toBe(changed)
})

it('refuses what JSON cannot hold, and names where', () => {
  const schema = z.strictObject({ a: z.array(z.string()) })
  expect(problem(parseStrict(schema, { a: ['\u0000'] }))).toMatch(/^a\[0\]: contains the NUL/)
  expect(problem(parseStrict(schema, { a: ['\ud800'] }))).toMatch(/^a\[0\]: contains half/)
  expect(problem(parseStrict(schema, { a: [1] }))).toMatch(/^a\[0\]: /)
  expect(problem(parseStrict(schema, undefined))).not.toBe('ok')
})

it('reads a text only if nothing of it gets lost', () => {
  const number = z.number()
  expect(parseLossless('{"a":1,"\\u0061":1}').ok).toBe(false)
  expect(parseLossless('12345678901234567890').ok).toBe(false)
  expect(parseLossless('[1]')).toEqual({ ok: true, value: [1] })
  expect(problem(parseCanonical(number, '1'))).toBe('ok')
  for (const text of ['1.0', '1e0', ' 1', '1\n', '0.1e1'])
    expect(problem(parseCanonical(number, text)), text).toBe(': is not canonical JSON (RFC 8785)')
})

it('names where a problem is, if it is anywhere', () => {
  expect(problemText({ path: 'votes[0].list', message: 'is not sorted' })).toBe('votes[0].list is not sorted')
  expect(problemText({ path: '', message: 'is not JSON' })).toBe('is not JSON')
})

import { describe, expect, it } from 'vitest'
import type { FieldValue } from './form-members'
import { formJson, formParams, initialChecked, initialText, needsLines } from './param-form'
import type { ParamSchema, ParamsSchema } from './param-schema'

const schema = (properties: Record<string, ParamSchema>, required: string[] = []): ParamsSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = (value: string): FieldValue => ({ text: value, checked: false, badInput: false })
const ticked = (checked: boolean): FieldValue => ({ text: 'on', checked, badInput: false })

describe('formParams', () => {
  const number: ParamSchema = { type: 'number' }
  const integer: ParamSchema = { type: 'integer' }
  const string: ParamSchema = { type: 'string' }
  const good: [string, ParamSchema, FieldValue, unknown][] = [
    ['a number is a number', number, text('0.5'), { p: 0.5 }],
    ['zero is a number', integer, text('0'), { p: 0 }],
    ['a whole number written as a decimal', integer, text('5.0'), { p: 5 }],
    ['an empty optional number is left out', number, text(''), {}],
    ['text is not trimmed', string, text(' a '), { p: ' a ' }],
    ['digits stay text', string, text('90'), { p: '90' }],
    ['empty optional text is left out', string, text(''), {}],
    ['a ticked box', { type: 'boolean' }, ticked(true), { p: true }],
    ['an optional box that is not ticked is left out', { type: 'boolean' }, ticked(false), {}],
    [
      'unticking a box that was ticked by default sends false',
      { type: 'boolean', default: true },
      ticked(false),
      { p: false },
    ],
  ]
  it.each(good)('%s', (_, property, value, params) => {
    expect(formParams(schema({ p: property }), { p: value })).toEqual({ ok: true, params })
  })

  const bad: [string, ParamSchema, FieldValue, string][] = [
    [
      'text in a number field',
      number,
      { text: '', checked: false, badInput: true },
      'must be a number, such as 30',
    ],
    ['words', number, text('many'), 'must be a number, such as 30'],
    ['beyond a double', number, text('1e999'), 'must be a number, such as 30'],
    ['a fraction', integer, text('1.5'), 'must be a whole number'],
    ['a number that would be rounded', integer, text('9007199254740993'), 'must be between'],
  ]
  it.each(bad)('refuses %s', (_, property, value, message) => {
    const parsed = formParams(schema({ p: property }), { p: value })
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: 'params.p' }] })
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toContain(message)
  })

  it('names every empty required field, and none from the prototype', () => {
    const all = schema({ a: string, b: integer, constructor: string }, ['a', 'b', 'constructor'])
    expect(formParams(all, { a: text('') })).toEqual({
      ok: false,
      problems: ['a', 'b', 'constructor'].map((name) => ({ path: `params.${name}`, message: 'is required' })),
    })
  })

  it('sends a required checkbox, ticked or not', () => {
    const one = schema({ p: { type: 'boolean' } }, ['p'])
    expect(formParams(one, { p: ticked(false) })).toEqual({ ok: true, params: { p: false } })
  })
})

it('shows defaults', () => {
  expect(initialText({ type: 'integer', default: 0 })).toBe('0')
  expect(initialText({ type: 'string' })).toBe('')
  expect(initialChecked({ type: 'boolean', default: true })).toBe(true)
  expect(initialText({ type: 'boolean', default: true })).toBe('')
})

describe('formJson', () => {
  it('accepts an object, and reads empty text as an empty one', () => {
    expect(formJson(' {"a": [1, {"a": "x\\"y"}]} ')).toEqual({ ok: true, params: { a: [1, { a: 'x"y' }] } })
    expect(formJson(' ')).toEqual({ ok: true, params: {} })
    expect(formJson('{"a": {"b": 1}, "c": {"b": 2}}')).toMatchObject({ ok: true })
    expect(formJson('{"a": "b\\": {", "b": ["a", "a"]}')).toMatchObject({ ok: true })
  })

  const bad: [string, string][] = [
    ['[1]', 'must be a JSON object'],
    ['null', 'must be a JSON object'],
    ['{"a": 1,}', 'is not valid JSON'],
    ['{"a": 1, "a": 2}', '"a" appears twice'],
    ['{"x": [{"a": 1, "\\u0061": 2}]}', '"x[0].a" appears twice'],
  ]
  it.each(bad)('refuses %s', (json, message) => {
    const parsed = formJson(json)
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toContain(message)
  })
})

it('begins with another request’s values, even where it left one out', () => {
  expect(initialText({ type: 'integer', default: 0 }, 30)).toBe('30')
  expect(initialText({ type: 'string', default: 'web' }, null)).toBe('')
  expect(initialText({ type: 'string', default: 'web' }, { odd: true })).toBe('')
  expect(initialChecked({ type: 'boolean', default: true }, false)).toBe(false)
  expect(initialChecked({ type: 'boolean' }, true)).toBe(true)
})

it('drops a choice that is no longer offered, and keeps the line breaks of a text', () => {
  expect(initialText({ type: 'string', enum: ['fast', 'slow'] }, 'quick')).toBe('')
  expect(initialText({ type: 'string', enum: ['fast', 'slow'] }, 'slow')).toBe('slow')
  expect(needsLines({ type: 'string' }, 'a\nb')).toBe(true)
  expect(needsLines({ type: 'string', maxLength: 201 }, '')).toBe(true)
  expect(needsLines({ type: 'string', maxLength: 200 }, 'x'.repeat(60))).toBe(false)
})

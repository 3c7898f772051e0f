import { expect, it } from 'vitest'
import type { FieldValue } from './form-members'
import { formParams, initialMembers } from './param-form'
import { paramsSchema } from './param-schema'

const schema = paramsSchema.parse({
  properties: {
    mode: { type: 'string', default: 'now' },
    at: { type: 'string' },
    target: {
      type: 'object',
      properties: { host: { type: 'string' }, port: { type: 'integer' }, tls: { type: 'boolean' } },
      required: ['host'],
    },
    tags: { type: 'array', items: { type: 'string' } },
  },
  allOf: [
    {
      if: { properties: { mode: { const: 'later' } }, required: ['mode'] },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
      then: { required: ['at'] },
      else: { properties: { at: false } },
    },
  ],
})

const field = (text: string, checked = false): FieldValue => ({ text, checked, badInput: false })
const texts = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([path, text]) => [path, field(text)]))

it('reads objects and lists by the paths of their fields', () => {
  const values = texts({
    ...{ mode: 'now', 'target.host': 'a', 'target.port': '22', 'tags[0]': 'x', 'tags[1]': 'y' },
  })
  expect(formParams(schema, values)).toEqual({
    ok: true,
    params: { mode: 'now', target: { host: 'a', port: 22 }, tags: ['x', 'y'] },
  })
})

it('leaves out an optional object in which nothing is given, and an empty list', () => {
  const values = {
    ...texts({ mode: 'now', 'target.host': '', 'target.port': '' }),
    'target.tls': field('', false),
  }
  expect(formParams(schema, values)).toEqual({ ok: true, params: { mode: 'now' } })
})

it('misses what an object needs once anything in it is given', () => {
  expect(formParams(schema, texts({ mode: 'now', 'target.port': '22' }))).toEqual({
    ok: false,
    problems: [{ path: 'params.target.host', message: 'is required' }],
  })
})

it('misses an entry of a list that is empty', () => {
  expect(formParams(schema, texts({ mode: 'now', 'tags[0]': 'x', 'tags[1]': '' }))).toEqual({
    ok: false,
    problems: [{ path: 'params.tags[1]', message: 'is required' }],
  })
})

it('asks for what depends on another field, and leaves out what that excludes', () => {
  expect(formParams(schema, texts({ mode: 'later', at: '' }))).toEqual({
    ok: false,
    problems: [{ path: 'params.at', message: 'is required' }],
  })
  expect(formParams(schema, texts({ mode: 'now', at: 'typed before' }))).toEqual({
    ok: true,
    params: { mode: 'now' },
  })
})

it('begins with the request that is repeated, or with defaults', () => {
  expect(initialMembers(schema, { target: { host: 'a' }, tags: ['x'] })).toEqual({
    target: { host: 'a', tls: false },
    tags: ['x'],
  })
  expect(initialMembers(schema, undefined)).toEqual({ mode: 'now', target: { tls: false }, tags: [] })
})

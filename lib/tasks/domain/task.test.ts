import { describe, expect, it } from 'vitest'
import { processorTime } from '@/test/cpu-time'
import { paramsSchema } from './param-schema'
import { maxParamsBytes, parseFreeParams, parseParams, taskName, taskOffer, taskOffers } from './task'

const schema = paramsSchema.parse({
  properties: {
    service_name: { type: 'string', enum: ['web', 'db'] },
    note: { type: 'string', minLength: 2, maxLength: 5 },
    percent: { type: 'number', minimum: 0, maximum: 100 },
    times: { type: 'integer' },
    force: { type: 'boolean', default: false },
  },
  required: ['service_name'],
})

const check = (params: unknown): string => {
  const parsed = parseParams(schema, params)
  return parsed.ok ? 'ok' : parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
}

describe('parseParams', () => {
  it.each<[unknown, string]>([
    [{ service_name: 'web' }, 'ok'],
    [{ service_name: 'web', note: 'abcde', percent: 99.5, times: -3, force: true }, 'ok'],
    [{}, 'params.service_name is required'],
    [undefined, 'params.service_name is required'],
    [{ service_name: null }, 'params.service_name must be text'],
    [{ service_name: 'mail' }, 'params.service_name must be one of web, db'],
    [{ service_name: ['web'] }, 'params.service_name must be text'],
    [{ service_name: 'web', note: 'a' }, 'params.note must have at least 2 characters'],
    [{ service_name: 'web', note: 'abcdef' }, 'params.note must have at most 5 characters'],
    [{ service_name: 'web', percent: -1 }, 'params.percent must be at least 0'],
    [{ service_name: 'web', percent: 100.1 }, 'params.percent must be at most 100'],
    [{ service_name: 'web', percent: '50' }, 'params.percent must be a number'],
    [{ service_name: 'web', times: 1.5 }, 'params.times must be a whole number'],
    [{ service_name: 'web', times: 2 ** 53 }, 'params.times must be a whole number'],
    [{ service_name: 'web', force: 1 }, 'params.force must be yes or no'],
    [{ service_name: 'web', other: 1 }, 'params.other is not a parameter of this task'],
    [{ service_name: 'web', constructor: 1 }, 'params.constructor is not a parameter of this task'],
    [
      JSON.parse('{"service_name":"web","__proto__":{"force":true}}'),
      'params.__proto__ is not a parameter of this task',
    ],
    [Object.create({ service_name: 'web' }), 'params.service_name is required'],
    [
      { service_name: 'a\u0000' },
      'params.service_name contains the NUL character, which PostgreSQL cannot store',
    ],
    [[], 'params must be a JSON object'],
    ['x', 'params must be a JSON object'],
  ])('%j: %s', (params, answer) => {
    expect(check(params)).toBe(answer)
  })

  it('never fills in a default: what is approved is what was sent', () => {
    expect(parseParams(schema, { service_name: 'web' })).toEqual({
      ok: true,
      params: { service_name: 'web' },
    })
  })

  it('names every parameter that is wrong', () => {
    expect(check({ note: 'a', other: 1 }).split('; ')).toHaveLength(3)
  })
})

it('accepts any object for a node that announced nothing, up to 100 kB', () => {
  expect(parseFreeParams({ deep: [{ a: 1 }] })).toEqual({ ok: true, params: { deep: [{ a: 1 }] } })
  expect(parseFreeParams({ a: 'x'.repeat(100_000) })).toMatchObject({
    ok: false,
    problems: [{ path: 'params' }],
  })
  const bytes = (count: number) => parseFreeParams({ a: 'é'.repeat((count - '{"a":""}'.length) / 2) }).ok
  expect([bytes(maxParamsBytes), bytes(maxParamsBytes + 2)]).toEqual([true, false])
})

const inList = (items: object): object => ({ type: 'array', items })
const fiveDeep = [1, 2, 3, 4, 5].reduce<object>(inList, { type: 'string' })

describe('an offer', () => {
  it('needs only a name', () => {
    expect(taskOffer.parse({ name: 'restart_service' }).params).toEqual({
      type: 'object',
      properties: {},
      required: [],
      additionalProperties: false,
    })
  })

  it.each<unknown>([
    { name: '' },
    { name: 'a b' },
    { name: '-x' },
    { name: 'x'.repeat(101) },
    { name: 'x', shell: 'rm -rf /' },
    { name: 'x', command: 'rm -rf /' },
    { name: 'x', params: { properties: { a: { type: 'string', pattern: '(?=a)b' } } } },
    { name: 'x', params: { properties: { a: { type: 'string', format: 'regex' } } } },
    { name: 'x', params: { properties: { a: { type: 'array' } } } },
    { name: 'x', params: { properties: { a: { type: 'object', properties: {}, required: ['b'] } } } },
    { name: 'x', params: { allOf: [{ if: { properties: { a: { const: 1 } } } }] } },
    { name: 'x', params: { properties: { a: fiveDeep } } },
    { name: 'x', params: { properties: { 'a b': { type: 'string' } } } },
    { name: 'x', params: { properties: { a: { type: 'object' } } } },
    { name: 'x', params: { additionalProperties: true } },
    { name: 'x', params: { properties: {}, required: ['a'] } },
  ])('refuses %j', (offer) => {
    expect(taskOffer.safeParse(offer).success).toBe(false)
  })

  it('is one of at most 100', () => {
    const offers = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `t${index}` }))
    expect(taskOffers.safeParse(offers(100)).success).toBe(true)
    expect(taskOffers.safeParse(offers(101)).success).toBe(false)
  })

  it.each(['a'.repeat(50_000), `${'a'.repeat(50_000)}!`, '.-_'.repeat(17_000)])(
    'is parsed within 50 ms, however hostile its name',
    (name) => {
      expect(taskName.safeParse(name).success).toBe(false)
      expect(processorTime(() => taskName.safeParse(name))).toBeLessThan(50)
    },
  )
})

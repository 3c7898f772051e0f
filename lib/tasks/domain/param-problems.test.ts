import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { paramsSchema } from './param-schema'
import { parseParams } from './task'

const schema = paramsSchema.parse({
  properties: {
    mode: { type: 'string', enum: ['now', 'later'] },
    at: { type: 'string', format: 'date-time' },
    version: { type: 'string', pattern: '^\\d+\\.\\d+$' },
    disks: {
      ...{ type: 'array', minItems: 1, maxItems: 2 },
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, size: { type: 'integer', minimum: 1 } },
        required: ['name'],
      },
    },
  },
  required: ['mode'],
  allOf: [
    {
      if: { properties: { mode: { const: 'later' } }, required: ['mode'] },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
      then: { required: ['at'] },
      else: { properties: { at: false } },
    },
  ],
})

const problems = (params: JsonValue): string[] => {
  const parsed = parseParams(schema, params)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`)
}

describe('parameters', () => {
  it.each<[JsonValue, string[]]>([
    [{ mode: 'now' }, []],
    [{ mode: 'later', at: '2026-11-24T22:00:00Z', version: '2.8', disks: [{ name: 'a', size: 1 }] }, []],
    // What depends on another field.
    [{ mode: 'later' }, ['params.at is required']],
    [{ mode: 'now', at: '2026-11-24T22:00:00Z' }, ['params.at must be left out with the others as they are']],
    // Format and pattern.
    [{ mode: 'later', at: 'tonight' }, ['params.at must be a time such as 2026-11-24T22:00:00Z']],
    [{ mode: 'now', version: '2.8; rm' }, ['params.version must match ^\\d+\\.\\d+$']],
    // Lists, and objects in them.
    [{ mode: 'now', disks: 'a' }, ['params.disks must be a list']],
    [{ mode: 'now', disks: [] }, ['params.disks must have at least 1 entry']],
    [
      { mode: 'now', disks: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      ['params.disks must have at most 2 entries'],
    ],
    [
      { mode: 'now', disks: [{ name: 'a' }, { size: 0, more: 1 }] },
      [
        'params.disks[1].name is required',
        'params.disks[1].size must be at least 1',
        'params.disks[1].more is not a parameter of this task',
      ],
    ],
    [{ mode: 'now', disks: ['a'] }, ['params.disks[0] must have fields of its own']],
  ])('%j: %j', (params, expected) => {
    expect(problems(params)).toEqual(expected)
  })
})

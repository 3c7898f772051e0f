import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { buildCommand } from '@/lib/tasks/domain/built-command'
import { argumentText, shownCommand } from '@/lib/tasks/domain/command-line'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'

const schema: ParamsSchema = {
  type: 'object',
  properties: {
    ...{ a: { type: 'string' }, n: { type: 'number' }, b: { type: 'boolean' } },
    list: { type: 'array', items: { type: 'string' } },
  },
  required: ['a'],
  additionalProperties: false,
}

const cases: [[string, ...string[]], JsonObject][] = [
  [['/bin/x', '--', '{a}'], { a: '-rf' }],
  [['x', '--name={a}', '{n}', '{b}'], { a: '{n} two words', n: 0.5, b: false }],
  [['x', '{{a}}', '{"a": 1}', '{a}{a}', '{missing}'], { a: '$1 $& `id`' }],
  [['{{x}}', '{a}'], { a: 'v' }],
  [['x', '--of={list}'], { a: 'v', list: ['b c', '-d', { z: 1, a: 2 }] }],
]

it.each(cases)('the command shown to an approver for %j is the command that runs', (command, params) => {
  const built = buildCommand(command, schema, params)
  expect(built).toEqual({ ok: true, argv: shownCommand(command, params).map(argumentText) })
})

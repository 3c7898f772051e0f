import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from '@/lib/kernel/json/json'
import {
  changeDecision,
  changeReason,
  memberChange,
  newDelegation,
  newGroup,
  newRule,
  newWindow,
  ownerChange,
  restriction,
} from './calls'

const window = {
  ...{ name: 'Nights', weekdays: [1, 7], start: '23:59', duration_minutes: 60 },
  time_zone: 'europe/berlin',
}
const nodes = (count: number) => Array.from({ length: count }, (_, n) => `did:a:${n}`)
const groups = (count: number) => Array.from({ length: count }, (_, n) => ({ group: `g${n}` }))

const fits: [string, z.ZodType, Record<string, unknown>][] = [
  ['reason', changeReason, { reason: 'x' }],
  ['change of an owner', ownerChange, { person: ' did:a:anna ', reason: 'x' }],
  ['change of a member', memberChange, { person: 'p'.repeat(255) }],
  ['group', newGroup, { name: 'n'.repeat(100) }],
  ['restriction', restriction, { restricted: false, reason: 'x' }],
  ['decision about a change', changeDecision, { signed: { a: 1 } }],
  ['delegation', newDelegation, { to: 'anna', until: '2026-12-01T00:00:00Z', from: 'ben', signed: {} }],
  ['window', newWindow, window],
  ['rule', newRule, { name: 'R' }],
]

describe.each(fits)('a %s', (_, schema, body) => {
  it('is accepted', () => expect(schema.safeParse(body).error?.issues ?? []).toEqual([]))
  it('has no other fields, and fields of the right types', () => {
    expect(schema.safeParse({ ...body, other: 1 }).success).toBe(false)
    for (const field of Object.keys(body))
      expect(schema.safeParse({ ...body, [field]: 1n }).success).toBe(false)
  })
})

it('tells clients that a signed decision is an object', () => {
  expect(z.toJSONSchema(changeDecision, { io: 'input', unrepresentable: 'any' })).toMatchObject({
    properties: { signed: { type: 'object' } },
  })
})

it('takes what may be left out', () => {
  expect(changeReason.parse({})).toEqual({})
  expect(changeDecision.parse({})).toEqual({})
  expect(newDelegation.parse({ to: ' anna ' })).toEqual({ to: 'anna' })
  expect(newRule.parse({ name: ' R ', groups: [{ group: ' G ' }] })).toEqual({
    ...{ name: 'R', owners: 1, groups: [{ group: 'G', votes: 1 }] },
  })
  expect(newRule.parse({ name: 'R' }).groups).toEqual([])
})

it.each<[string, z.ZodType, Record<string, unknown>]>([
  [
    'one minute',
    newWindow,
    { ...window, start: '00:00', duration_minutes: 5, weekdays: [1, 2, 3, 4, 5, 6, 7] },
  ],
  ['a day', newWindow, { ...window, start: '19:30', duration_minutes: 1_440 }],
  ['many votes', newRule, { name: 'R', owners: 20, groups: [{ group: 'g'.repeat(100), votes: 20 }] }],
  ['five groups', newRule, { name: 'R', groups: groups(5) }],
  ['long labels', newRule, { name: 'R', label_key: 'k'.repeat(63), label_value: 'v'.repeat(255) }],
  ['a key alone', newRule, { name: 'R', label_key: 'k' }],
  ['a label without a value', newRule, { name: 'R', label_key: 'k', label_value: '' }],
  ['many nodes', newRule, { name: 'R', confirm: nodes(1_000) }],
])('%s is not too much', (_, schema, body) => {
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([])
})

it.each<[z.ZodType, Record<string, unknown>, string, string]>([
  [ownerChange, { person: ' ' }, 'person', 'must be the e-mail address or DID of a person'],
  [memberChange, { person: 'p'.repeat(256) }, 'person', 'must have at most 255 characters'],
  [newGroup, { name: 'n'.repeat(101) }, 'name', 'must have at most 100 characters'],
  [restriction, { restricted: 'yes' }, 'restricted', 'must be true or false'],
  [changeDecision, { signed: [] }, 'signed', 'must be a JSON object'],
  [newDelegation, { to: 'a', until: 'soon' }, 'until', 'must be a time such as 2026-11-24T22:00:00Z'],
  [newDelegation, { to: 'a', starts: 'soon' }, 'starts', 'must be a time such as 2026-11-24T22:00:00Z'],
  [newWindow, { ...window, weekdays: 'Monday' }, 'weekdays', 'must be days from 1 (Monday) to 7 (Sunday)'],
  [newWindow, { ...window, weekdays: [] }, 'weekdays', 'must name at least one day'],
  [newWindow, { ...window, weekdays: [1, 1] }, 'weekdays', 'must name each day once'],
  [newWindow, { ...window, weekdays: [0] }, 'weekdays[0]', 'Too small: expected number to be >=1'],
  [newWindow, { ...window, weekdays: [8] }, 'weekdays[0]', 'Too big: expected number to be <=7'],
  ...['24:00', '2:00', '02:60', '02:00 ', 'x02:00', '3:0'].map(
    (start): [z.ZodType, Record<string, unknown>, string, string] => [
      ...([newWindow, { ...window, start }] as const),
      ...(['start', 'must be a time of day such as 02:00'] as const),
    ],
  ),
  [newWindow, { ...window, duration_minutes: 4 }, 'duration_minutes', 'must be at least 5 minutes'],
  [
    newWindow,
    { ...window, duration_minutes: 1_441 },
    'duration_minutes',
    'must be at most 1,440 minutes, a day',
  ],
  [newWindow, { ...window, duration_minutes: 5.5 }, 'duration_minutes', 'must be a whole number of minutes'],
  [newRule, { name: 'R', owners: 0 }, 'owners', 'must be at least 1'],
  [newRule, { name: 'R', owners: 21 }, 'owners', 'must be at most 20'],
  [newRule, { name: 'R', owners: 1.5 }, 'owners', 'must be a whole number'],
  [newRule, { name: 'R', label_key: '' }, 'label_key', 'must not be empty'],
  [newRule, { name: 'R', label_key: 'k'.repeat(64) }, 'label_key', 'must have at most 63 characters'],
  [newRule, { name: 'R', label_value: 'v' }, 'label_key', 'must name the label of this value'],
  [
    newRule,
    { name: 'R', label_key: 'k', label_value: 'v'.repeat(256) },
    ...(['label_value', 'must have at most 255 characters'] as const),
  ],
  [newRule, { name: 'R', groups: groups(6) }, 'groups', 'must be at most 5 groups'],
  [newRule, { name: 'R', groups: [{ group: 'g' }, { group: ' g' }] }, 'groups', 'must name each group once'],
  [newRule, { name: 'R', groups: [{ group: ' ' }] }, 'groups[0].group', 'must not be empty'],
  [
    newRule,
    { name: 'R', groups: [{ group: 'g'.repeat(101) }] },
    ...(['groups[0].group', 'must have at most 100 characters'] as const),
  ],
  [
    newRule,
    { name: 'R', confirm: nodes(1_001) },
    ...(['confirm', 'must be at most 1000 nodes; narrow the rule by a label'] as const),
  ],
])('%# is refused at its own path', (schema, body, path, message) => {
  const { error } = schema.safeParse(body)
  expect(error && fieldProblems(error)).toEqual([{ path, message }])
})

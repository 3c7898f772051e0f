import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import {
  delegates,
  disabled,
  inGroup,
  job,
  owns,
  person,
  type Row,
  rightsOf,
  rule,
  second,
  wants,
} from '@/test/counted-rights'
import { micros } from './row-values'
import { type CountedJob, mayDecide, standing, standsFor } from './standing'

it.each<[JsonValue | undefined, number]>([
  ['1970-01-01T00:00:01.123456+00:00', 1_123_456],
  ['1970-01-01T02:00:01.12345678+02:00', 1_123_456],
  ['1970-01-01T00:00:01.5Z', 1_500_000],
  ['1970-01-01T00:00:01Z', 1_000_000],
  ['never', Number.NaN],
  [1, Number.NaN],
  [undefined, Number.NaN],
])('reads the time %j to the microsecond', (time, expected) => {
  expect(micros(time)).toBe(expected)
})

it.each<[string, JsonObject, boolean]>([
  ['an approver', {}, true],
  ['an admin', { role: 'admin' }, true],
  ['an operator', { role: 'operator' }, false],
  ['somebody disabled', disabled, false],
  ['the requester', { did: 'did:req' }, false],
  ['nobody known', { id: 'other' }, false],
])('whether a person may decide at all: %s', (_, more, expected) => {
  expect(mayDecide(rightsOf([person('ana', more)]), job, 'ana')).toBe(expected)
})

it('takes somebody of whom older events do not say it for not disabled', () => {
  const older: Row = ['people', { id: 'ana', did: 'did:ana', role: 'approver' }]
  expect(mayDecide(rightsOf([older]), job, 'ana')).toBe(true)
})

describe('for whom a person decides', () => {
  const of = (id: string, rows: readonly Row[], more: Partial<CountedJob> = {}, grace = 0): string[] => [
    ...standsFor(rightsOf(rows, grace), { ...job, ...more }, id),
  ]

  it.each<[string, JsonObject, JsonObject, Partial<CountedJob>, string[]]>([
    ['an owner', {}, {}, {}, ['ana']],
    ['an owner since the moment of the request', {}, { counts_from: second(5) }, {}, ['ana']],
    ['an owner since later', {}, { counts_from: second(6) }, {}, []],
    ['an owner where no request is known', {}, { counts_from: second(6) }, { requestedAt: null }, ['ana']],
    ['the owner of another node', {}, { node_did: 'm' }, {}, []],
    ['a disabled owner', disabled, {}, {}, []],
  ])('%s', (_, ana, owner, more, expected) => {
    expect(of('ana', [person('ana', ana), owns('ana', owner)], more)).toEqual(expected)
  })

  it.each<[string, JsonObject, string[]]>([
    ['a delegate', {}, ['ana']],
    ['from its first moment on', { valid_from: second(10) }, ['ana']],
    ['not before it', { valid_from: second(11) }, []],
    ['not from its end on', { valid_until: second(10) }, []],
    ['until its end', { valid_until: '2030-01-01T00:00:10.000001Z' }, ['ana']],
    ['not once it was revoked', { revoked_at: second(1) }, []],
    ['not for another node', { node_did: 'm' }, []],
    ['nobody else', { delegate_id: 'x' }, []],
  ])('by a delegation: %s', (_, more, expected) => {
    const rows = [person('ana'), person('del'), owns('ana'), delegates('ana', more)]
    expect(of('del', rows)).toEqual(expected)
  })

  it('counts a delegation that ended less than the grace ago', () => {
    const ended = (until: number) => [
      ...[person('ana'), person('del'), owns('ana'), delegates('ana', { valid_until: second(until) })],
    ]
    expect(of('del', ended(8), {}, 2e6)).toEqual([])
    expect(of('del', ended(9), {}, 2e6)).toEqual(['ana'])
  })

  it.each<[string, Row[]]>([
    ['no owner', [person('ana'), person('del')]],
    ['a disabled owner', [person('ana', disabled), person('del'), owns('ana')]],
    ['the requester', [person('ana', { did: 'did:req' }), person('del'), owns('ana')]],
    ['an owner to somebody disabled', [person('ana'), person('del', disabled), owns('ana')]],
  ])('leaves out what is delegated by %s', (_, rows) => {
    expect(of('del', [...rows, delegates('ana')])).toEqual([])
  })

  it('for themselves and others at once', () => {
    const rows = [person('del'), person('ana'), person('ben'), owns('del'), owns('ana'), owns('ben')]
    expect(of('del', [...rows, delegates('ana')])).toEqual(['del', 'ana'])
  })
})

it.each<[string, Row[], ReturnType<typeof standing>]>([
  ['an owner', [owns('del')], 'owner'],
  ['an owner who is a delegate too', [person('ana'), owns('ana'), owns('del'), delegates('ana')], 'owner'],
  ['a delegate', [person('ana'), owns('ana'), delegates('ana')], 'delegate'],
  ['a member of a group that a rule wants', [inGroup('del', 'g'), rule(), wants('g', 1)], 'group'],
  ['a member of another group', [inGroup('del', 'h'), rule(), wants('g', 1)], null],
  [
    'a member of a group that another rule wants',
    [inGroup('del', 'g'), rule({ task_name: 'x' }), wants('g', 1)],
    null,
  ],
  ['somebody disabled', [person('del', disabled), inGroup('del', 'g'), rule(), wants('g', 1)], null],
  ['nobody', [], null],
])('in what capacity a person decides: %s', (_, rows, expected) => {
  expect(standing(rightsOf([person('del'), ...rows]), job, 'del')).toBe(expected)
})

import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import {
  delegates,
  disabled,
  inGroup,
  job,
  node,
  owns,
  person,
  type Row,
  rightsOf,
  rule,
  second,
  wants,
} from '@/test/counted-rights'
import { countConsent, type Decision } from './consent-count'
import type { CountedJob } from './standing'

it.each<[boolean, string, JsonObject, JsonObject, Partial<CountedJob>]>([
  [true, 'any task', {}, {}, {}],
  [true, 'its task', { task_name: 't' }, {}, {}],
  [false, 'another task', { task_name: 'u' }, {}, {}],
  [true, 'a label of its node', { label_key: 'k' }, { labels: { k: 'v' } }, {}],
  [false, 'a label that its node has not', { label_key: 'k' }, { labels: { l: 'v' } }, {}],
  [false, 'a label that is empty', { label_key: 'k' }, { labels: { k: null } }, {}],
  [false, 'what every object has', { label_key: 'constructor' }, {}, {}],
  [false, 'what a text has', { label_key: 'length' }, { labels: 'x' }, {}],
  [false, 'a label where there are none', { label_key: 'k' }, { labels: null }, {}],
  [true, 'its value', { label_key: 'k', label_value: 'v' }, { labels: { k: 'v' } }, {}],
  [false, 'another value', { label_key: 'k', label_value: 'w' }, { labels: { k: 'v' } }, {}],
  [true, 'a number as text', { label_key: 'k', label_value: '7' }, { labels: { k: 7 } }, {}],
  [true, 'its risk', { least_risk: 'medium' }, {}, {}],
  [true, 'a lower risk', { least_risk: 'low' }, {}, {}],
  [false, 'a higher risk', { least_risk: 'high' }, {}, {}],
  [true, 'the lowest risk', { least_risk: 'low' }, {}, { risk: 'low' }],
  [false, 'a risk, where it has none', { least_risk: 'low' }, {}, { risk: null }],
  [false, 'a risk that is none, where it has none', { least_risk: 'x' }, {}, { risk: null }],
  [true, 'a risk, where its own is unknown', { least_risk: 'high' }, {}, { risk: undefined }],
])('%s: a rule for %s', (applies, _, of, is, more) => {
  const moment = rightsOf([node(is), rule({ owners: 3, ...of })])
  const { owners } = countConsent(moment, { ...job, ...more }, [], [])
  expect(owners.needed).toBe(applies ? 3 : 1)
})

it.each<[JsonValue, number]>([
  [{ required: 2 }, 2],
  [{ required: 1.5 }, 2],
  [{ required: 0 }, 1],
  [{ required: 5_000 }, 1_000],
  [{ required: '2' }, 1],
  [{}, 1],
  [null, 1],
])('a node that requires %j', (consent, needed) => {
  expect(countConsent(rightsOf([node({ consent })]), job, [], []).owners).toEqual({ needed, given: 0 })
})

const by = (id: string, key: JsonValue = null): Decision => ({ person: id, key })
const revoked: Row[] = [
  ['consent_keys', { key_id: 'k', person_id: 'ana', key: 'k', revoked_at: second(1) }],
  ['consent_keys', { key_id: 'l', person_id: 'ana', key: 'l', revoked_at: null }],
  ['consent_keys', { key_id: 'o', person_id: 'ana', revoked_at: second(1) }],
]

it.each<[string, Decision[], Row[], number]>([
  ['an owner', [by('ana')], [], 1],
  ['an owner twice', [by('ana'), by('ana')], [], 1],
  ['two owners', [by('ana'), by('ben')], [], 2],
  ['somebody else', [by('del')], [], 0],
  ['an owner without a key', [by('ana')], revoked, 1],
  ['a key that is not revoked', [by('ana', 'l')], revoked, 1],
  ['a key that is not known', [by('ana', 'm')], revoked, 1],
  ['a revoked key', [by('ana', 'k')], revoked, 0],
  ['an owner who became an operator', [by('ana')], [person('ana', { role: 'operator' })], 0],
  ['one person for two owners', [by('del')], [delegates('ana'), delegates('ben')], 1],
])('counts for owners the votes of %s', (_, votes, rows, given) => {
  const owners = ['ana', 'ben'].flatMap((id) => [person(id), owns(id)])
  const count = countConsent(rightsOf([...owners, person('del'), ...rows]), job, votes, [])
  expect(count.owners).toEqual({ needed: 1, given })
  expect([count.met, count.broken]).toEqual([given >= 1, false])
})

describe('votes of groups', () => {
  const people = ['ana', 'ben', 'cy'].map((id) => person(id))
  const count = (rows: readonly Row[], ...ids: string[]) =>
    countConsent(
      rightsOf([...people, owns('ana'), ...rows]),
      job,
      ids.map((id) => by(id)),
      [],
    )

  it('each count for one of them', () => {
    const both = [inGroup('ana', 'g'), inGroup('ana', 'h'), inGroup('ben', 'h')]
    const rows = [...both, rule(), wants('g', 1), wants('h', 1)]
    expect(count(rows, 'ana')).toMatchObject({ met: false, groups: { needed: 2, given: 1 } })
    expect(count(rows, 'ana', 'cy')).toMatchObject({ met: false, groups: { needed: 2, given: 1 } })
    expect(count(rows, 'ana', 'ben')).toMatchObject({ met: true, groups: { needed: 2, given: 2 } })
    expect(count(rows, 'ben')).toMatchObject({ met: false, owners: { given: 0 } })
  })

  it('are as many as the rule says that wants the most', () => {
    const rules = [
      rule(),
      wants('g', 1),
      rule({}, 's'),
      wants('g', 2, 's'),
      rule({}, 'q'),
      wants('g', 1, 'q'),
    ]
    expect(count(rules).groups.needed).toBe(2)
    expect(count([rule(), wants('g', 5_000)]).groups.needed).toBe(1_000)
  })
})

it.each<[string, JsonObject, JsonValue, boolean]>([
  ['an admin', { role: 'admin' }, null, true],
  ['an approver', {}, null, false],
  ['somebody disabled', { role: 'admin', ...disabled }, null, false],
  ['a key that was revoked', { role: 'admin' }, 'k', false],
])('an emergency approval by %s', (_, ana, key, broken) => {
  const moment = rightsOf([person('ana', ana), ...revoked])
  expect(countConsent(moment, job, [], [by('ana', key)])).toMatchObject({ met: broken, broken })
  expect(countConsent(moment, job, [], [by('x'), by('ana', key)]).broken).toBe(broken)
})

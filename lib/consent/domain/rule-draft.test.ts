import { describe, expect, it } from 'vitest'
import { changeBody, draftOf, emptyDraft, factsOf, newBody, rebased } from './rule-draft'
import type { RuleFacts } from './rule-facts'

const groups = [
  { groupId: 'a', name: 'Security' },
  { groupId: 'b', name: 'On call' },
]
const rule = (more: Partial<RuleFacts> = {}): RuleFacts => ({
  ...{
    name: 'Two',
    task_name: 'update',
    label_key: 'region',
    label_value: 'eu',
    least_risk: 'medium',
    owners: 2,
  },
  groups: [{ group_id: 'a', name: 'Security', votes: 1 }],
  ...more,
})

it('a rule that is opened and not touched says the same, whatever its label looks like', () => {
  for (const facts of [
    rule(),
    rule({ label_key: null, label_value: null, task_name: null, least_risk: null, groups: [] }),
    rule({ label_value: null }),
    rule({ label_key: 'a:b', label_value: null }),
    rule({ label_value: '' }),
  ]) {
    expect(factsOf(draftOf(facts), groups, facts)).toEqual(facts)
    expect(changeBody(draftOf(facts), groups, facts)).toEqual({})
  }
})

it('what is left empty is left out of a new rule', () => {
  expect(newBody({ ...emptyDraft, name: ' Two ' }, groups)).toEqual({ name: 'Two', owners: 1, groups: [] })
  expect(
    newBody({ ...emptyDraft, name: 'Two', label: 'region : eu', votes: { b: '2', a: '0' } }, groups),
  ).toEqual({
    name: 'Two',
    label_key: 'region',
    label_value: 'eu',
    owners: 1,
    groups: [{ group: 'On call', votes: 2 }],
  })
})

describe('a changed rule', () => {
  const body = (more: object) => changeBody({ ...draftOf(rule()), ...more }, groups, rule())

  it.each<[string, object, object]>([
    ['the name', { name: 'Three' }, { name: 'Three' }],
    ['any task', { task: '' }, { task_name: null }],
    ['any value of the label', { label: 'region' }, { label_value: null }],
    ['all nodes', { label: '' }, { label_key: null, label_value: null }],
    ['any risk', { leastRisk: '' }, { least_risk: null }],
    ['more owners', { owners: '3' }, { owners: 3 }],
    ['no group', { votes: { a: '0' } }, { groups: [] }],
    [
      'another group too',
      { votes: { a: '1', b: '1' } },
      {
        groups: [
          { group: 'On call', votes: 1 },
          { group: 'Security', votes: 1 },
        ],
      },
    ],
  ])('sends %s alone', (_, more, sent) => {
    expect(body(more)).toEqual(sent)
  })
})

it('on top of what somebody else saved, it keeps what was touched and takes over the rest', () => {
  const mine = { ...draftOf(rule()), owners: '3', votes: { a: '2' } }
  const theirs = rule({
    ...{ name: 'Theirs', owners: 4 },
    groups: [
      { group_id: 'a', name: 'Security', votes: 3 },
      { group_id: 'b', name: 'On call', votes: 1 },
    ],
  })
  expect(rebased(mine, rule(), theirs)).toEqual({
    ...draftOf(theirs),
    owners: '3',
    votes: { a: '2', b: '1' },
  })
  expect(rebased(draftOf(rule()), rule(), theirs)).toEqual(draftOf(theirs))
})

import { expect, it } from 'vitest'
import { policyOf } from '@/test/plain-policy'
import { draftOf } from './policy-draft'
import { boundText, changedLines, policyLines, windowText } from './policy-lines'

const draft = draftOf(
  policyOf({
    params: { service: { one_of: ['griot-indexer'], optional: false } },
    nodes: ['did:a', 'did:b'],
  }),
)
const nameOf = (did: string): string => did.replace('did:', 'node ')

it.each([
  [{ one_of: ['a', 2, true], optional: false }, 'a, 2, true'],
  [{ one_of: ['2', 2, 'true', '', 'a, b', ' c'], optional: false }, '"2", 2, "true", "", "a, b", " c"'],
  [{ min: 1, max: null, optional: true }, 'at least 1, or left out'],
  [{ min: null, max: 5, optional: false }, 'at most 5'],
  [{ min: 1, max: 5, optional: false }, '1 to 5'],
])('says what %j allows', (bound, text) => {
  expect(boundText(bound)).toBe(text)
})

it('says when a window is open, also over midnight', () => {
  const window = { weekdays: [1, 2], start_minute: 1_320, duration_minutes: 240 }
  expect(windowText(window)).toBe('22:00–02:00 UTC Mon, Tue')
  const always = { weekdays: [1, 2, 3, 4, 5, 6, 7], start_minute: 0, duration_minutes: 1_440 }
  expect(windowText(always)).toBe('all day every day')
})

it('has a line for each condition, with the names of nodes', () => {
  expect(policyLines(draft, nameOf).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Task: restart_service',
    'Version of the task: aaaaaaaa',
    'service: griot-indexer',
    'Nodes: node a, node b',
    'Time: at any time',
    'At most: 1000 in 24 h on a node, 10000 in all',
    'Starts: 2026-11-01 00:00 UTC',
    'Ends: 2026-12-31 00:00 UTC',
  ])
})

it('marks what differs, and what is new or gone', () => {
  const after = {
    ...draft,
    params: { wait: { min: 10, max: 60, optional: true } },
    rate: { per_node_per_day: 2, per_day: 10 },
  }
  expect(changedLines(draft, after, nameOf)).toEqual([
    { key: 'params.wait', label: 'wait', before: null, after: '10 to 60, or left out' },
    {
      ...{ key: 'rate', label: 'At most' },
      ...{ before: '1000 in 24 h on a node, 10000 in all', after: '2 in 24 h on a node, 10 in all' },
    },
    { key: 'params.service', label: 'service', before: 'griot-indexer', after: null },
  ])
  expect(changedLines(draft, draft, nameOf)).toEqual([])
})

it('notices a node that is exchanged where the line names only the first', () => {
  const many = Array.from({ length: 9 }, (_, index) => `did:${index}`)
  const [before, after] = [
    { ...draft, nodes: many },
    { ...draft, nodes: [...many.slice(0, 8), 'did:z'] },
  ]
  expect(changedLines(before, after, nameOf).map(({ key }) => key)).toEqual(['other_node'])
})

it.each([
  ['a value far down in a list', ['z'], ['y']],
  ['a number that was text', ['1'], [1]],
])('notices %s', (_, was, is) => {
  const listing = (values: (string | number)[]) => {
    const many = Array.from({ length: 30 }, (__, index) => `v${index}`)
    return { ...draft, params: { service: { one_of: [...many, ...values], optional: false } } }
  }
  expect(changedLines(listing(was), listing(is), nameOf).map(({ key }) => key)).toEqual(['params.service'])
})

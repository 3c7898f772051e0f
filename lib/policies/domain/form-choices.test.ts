import { expect, it } from 'vitest'
import {
  coveredCommands,
  matchingNodes,
  nodesOffering,
  presentDigests,
  schemaOf,
  sharedLabels,
  withNodes,
  withTask,
} from './form-choices'
import { emptyDraft } from './policy-draft'
import type { PolicyChoices, PolicyOffer } from './policy-page'

const node = (did: string, labels: Record<string, string> = {}) => ({ did, name: null, labels })
const offer = (more: Partial<PolicyOffer>): PolicyOffer => ({
  ...{ task: 'restart', title: null, digest: 'd1', risk: null, command: null, nodes: [0] },
  params: {
    ...{ type: 'object', required: ['service', 'wait', 'hard'], additionalProperties: false },
    properties: {
      service: { type: 'string' },
      wait: { type: 'integer', minimum: 1 },
      hard: { type: 'boolean' },
      note: { type: 'string' },
    },
  },
  ...more,
})
const choices: PolicyChoices = {
  nodes: [node('c', { site: 'lagos' }), node('a', { site: 'lagos' }), node('b', { site: 'accra' })],
  offers: [
    offer({ nodes: [0, 1] }),
    offer({ digest: 'd0', nodes: [2] }),
    offer({ task: 'look', digest: 'd9' }),
  ],
  more: false,
}

it('begins a task with the bounds that its required parameters need, on no node', () => {
  const draft = withTask(emptyDraft(0), choices, 'restart')
  expect(draft).toMatchObject({ task: 'restart', nodes: [], offer_digests: [] })
  expect(draft.params).toEqual({
    service: { one_of: [], optional: false },
    wait: { min: 1, max: null, optional: false },
    hard: { one_of: [true, false], optional: false },
  })
})

it('covers what the chosen nodes offer now, and nothing else', () => {
  expect(nodesOffering(choices, 'restart').map(({ did }) => did)).toEqual(['c', 'a', 'b'])
  expect(presentDigests(choices, 'restart', ['a', 'c'])).toEqual(['d1'])
  const draft = withNodes(withTask(emptyDraft(0), choices, 'restart'), choices, ['c', 'b'])
  expect([draft.nodes, draft.offer_digests]).toEqual([
    ['b', 'c'],
    ['d0', 'd1'],
  ])
})

it('names what would run, on how many of the nodes, and what none of them offers any more', () => {
  const draft = { ...emptyDraft(0), task: 'restart', nodes: ['a', 'b'], offer_digests: ['d0', 'd1', 'dx'] }
  const some = {
    ...choices,
    offers: choices.offers.map((one) => ({ ...one, command: ['/bin/restart', '{service}'] })),
  }
  expect(coveredCommands(some, draft)).toEqual([
    { command: '/bin/restart {service}', nodes: 2, digests: ['d0', 'd1'] },
    { command: null, nodes: 0, digests: ['dx'] },
  ])
})

it('knows the parameters of all nodes that offer a task, and what any of them lets these be', () => {
  const offering = (values: string[], more: object = {}): PolicyOffer =>
    offer({
      params: {
        ...{ type: 'object', required: ['mode'], additionalProperties: false },
        properties: { mode: { type: 'string', enum: values }, ...more },
      },
    })
  const schema = schemaOf(
    { ...choices, offers: [offering(['a', 'b']), { ...offering(['b', 'c'], { n: { type: 'integer' } }) }] },
    'restart',
  )
  expect(schema?.properties).toEqual({
    mode: { type: 'string', enum: ['a', 'b', 'c'] },
    n: { type: 'integer' },
  })
  expect(schema?.required).toEqual(['mode'])
})

it('offers labels that several of the nodes share, but not all', () => {
  expect(sharedLabels(choices.nodes)).toEqual([{ label: 'site: lagos', dids: ['c', 'a'] }])
  expect(sharedLabels(choices.nodes.slice(0, 2))).toEqual([])
})

it('knows a parameter that is called like a member of every object', () => {
  const named = (...names: string[]): PolicyOffer =>
    offer({
      params: {
        ...{ type: 'object', required: [], additionalProperties: false },
        properties: Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }])),
      },
    })
  const schema = schemaOf(
    { ...choices, offers: [named('a'), named('a', 'constructor', '__proto__')] },
    'restart',
  )
  expect(Object.entries(schema?.properties ?? {})).toEqual([
    ['a', { type: 'boolean' }],
    ['constructor', { type: 'boolean' }],
    ['__proto__', { type: 'boolean' }],
  ])
})

it.each<[string, string[]]>([
  ['', ['c', 'a', 'b']],
  [' LAGOS ', ['c', 'a']],
  ['site:acc', ['b']],
  ['site', ['c', 'a', 'b']],
  ['B', ['b']],
  ['nowhere', []],
])('nodes that match "%s" are %j', (typed, dids) => {
  expect(matchingNodes(choices.nodes, typed)).toEqual(dids)
})

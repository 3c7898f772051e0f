import { expect, it } from 'vitest'
import { type GroupVotes, groupVotesProblem, ownerShortage } from './rule-check'

const one = (name: string, votes: number, ...approvers: string[]): GroupVotes => ({ name, votes, approvers })

it.each<[string, GroupVotes[], RegExp | null]>([
  ['no group', [], null],
  ['enough members', [one('A', 2, 'p', 'q')], null],
  ['too few members', [one('A', 2, 'p')], /group A has 1 person/],
  ['an empty group', [one('A', 1)], /group A has 0 people/],
  ['different people', [one('A', 1, 'p'), one('B', 1, 'p', 'q')], null],
  [
    'the same person twice',
    [one('A', 1, 'p'), one('B', 1, 'p')],
    /A and B have 1 person together, but the rules need 2/,
  ],
  [
    'enough people, of whom two groups have too few',
    [one('A', 1, 'p'), one('B', 1, 'p'), one('C', 1, 'q', 'r')],
    /groups A and B have 1 person together/,
  ],
  [
    'three groups of the same two',
    [one('A', 1, 'p', 'q'), one('B', 1, 'p', 'q'), one('C', 1, 'p', 'q')],
    /A and B and C have 2 people together, but the rules need 3/,
  ],
])('%s', (_, groupVotes, problem) => {
  if (problem === null) expect(groupVotesProblem(groupVotes)).toBeNull()
  else expect(groupVotesProblem(groupVotes)).toMatch(problem)
})

it('says which nodes have too few owners', () => {
  expect(ownerShortage(2, { nodes: 3, able: 3 })).toBeNull()
  expect(ownerShortage(2, { nodes: 0, able: 0 })).toBeNull()
  expect(ownerShortage(2, { nodes: 3, able: 0 })).toMatch(/^None of the 3 nodes .* 2 owners/)
  expect(ownerShortage(2, { nodes: 3, able: 2 })).toMatch(/^2 of the 3 nodes that it matches have 2 owners/)
  expect(ownerShortage(1, { nodes: 3, able: 1 })).toMatch(/^1 of the 3 nodes that it matches has an owner/)
})

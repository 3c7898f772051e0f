import { expect, it } from 'vitest'
import { ownerShortage, type Seat, seatProblem } from './rule-check'

const seat = (name: string, votes: number, ...approvers: string[]): Seat => ({ name, votes, approvers })

it.each<[string, Seat[], RegExp | null]>([
  ['no group', [], null],
  ['enough members', [seat('A', 2, 'p', 'q')], null],
  ['too few members', [seat('A', 2, 'p')], /group A has 1 person/],
  ['an empty group', [seat('A', 1)], /group A has 0 people/],
  ['different people', [seat('A', 1, 'p'), seat('B', 1, 'p', 'q')], null],
  ['the same person twice', [seat('A', 1, 'p'), seat('B', 1, 'p')], /A and B have 1 person together, but 2/],
  [
    'three groups of the same two',
    [seat('A', 1, 'p', 'q'), seat('B', 1, 'p', 'q'), seat('C', 1, 'p', 'q')],
    /A and B and C have 2 people together, but 3/,
  ],
])('%s', (_, seats, problem) => {
  if (problem === null) expect(seatProblem(seats)).toBeNull()
  else expect(seatProblem(seats)).toMatch(problem)
})

it('says where too few own a node', () => {
  expect(ownerShortage(2, { nodes: 3, able: 3 })).toBeNull()
  expect(ownerShortage(2, { nodes: 0, able: 0 })).toBeNull()
  expect(ownerShortage(2, { nodes: 3, able: 0 })).toMatch(/^None of the 3 nodes .* 2 owners/)
  expect(ownerShortage(1, { nodes: 3, able: 1 })).toMatch(/^1 of the 3 nodes that it matches has an owner/)
})

import { describe, expect, it } from 'vitest'
import { nodeState, silentAfterSeconds, stateOrder, stateRank } from './node-state'

const now = new Date('2026-01-31T09:30:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

describe('nodeState', () => {
  it.each<[string, string | null, number | null, number | null, string]>([
    ['never reported', null, null, null, 'Unknown'],
    ['reports every 5 s and just did', 'Healthy', 2, 5, 'Healthy'],
    ['reports every 5 s and is a minute late', 'Healthy', 60, 5, 'Healthy'],
    ['reports every 5 s and is over a minute late', 'Healthy', 61, 5, 'Silent'],
    ['reports every 5 min and missed two', 'Warning', 900, 300, 'Warning'],
    ['reports every 5 min and missed three', 'Warning', 901, 300, 'Silent'],
    ['reported once, a while ago', 'Error', 900, null, 'Error'],
    ['reported once, long ago', 'Error', 901, null, 'Silent'],
    ['has a clock that runs ahead', 'Healthy', -86_400, 5, 'Healthy'],
    ['reports a word of its own', 'Sleepy', 1, 5, 'Sleepy'],
  ])('a node that %s', (_, status, age, cadenceSeconds, state) => {
    const reportedAt = age === null ? null : ago(age)
    expect(nodeState({ status, reportedAt, cadenceSeconds, now })).toBe(state)
  })
})

it('is silent after three missed reports, at least a minute', () => {
  expect([null, 0, 5, 20, 60].map(silentAfterSeconds)).toEqual([900, 60, 60, 60, 180])
})

it('ranks the worst first, and any other word like Unknown', () => {
  expect(stateOrder.map(stateRank)).toEqual([0, 1, 2, 3, 4])
  for (const word of ['Sleepy', '', 'constructor', '__proto__'])
    expect(stateRank(word)).toBe(stateRank('Unknown'))
})

import { expect, it } from 'vitest'
import type { Consequences } from '@/lib/people/domain/people-page'
import { consequenceLines } from './consequence-lines'

const nothing: Consequences = {
  sessions: 0,
  tokens: 0,
  votes: 0,
  delegations: 0,
  left_nodes: 0,
  left_names: [],
}
const texts = (ends: Partial<Consequences>) =>
  consequenceLines({ ...nothing, ...ends }).map(({ text }) => text)

it('always says how many sessions and tokens end', () => {
  expect(texts({})).toEqual(['0 sessions, 0 tokens'])
  expect(texts({ sessions: 1, tokens: 1 })).toEqual(['1 session, 1 token'])
})

it('names approvals, delegations and nodes only where there are any', () => {
  expect(texts({ votes: 1, delegations: 2 }).slice(1)).toEqual([
    '1 approval no longer counts for jobs that have not started; other owners are asked again',
    '2 delegations from or to them no longer count',
  ])
  expect(texts({ left_nodes: 1, left_names: ['skald'] }).at(-1)).toMatch(/^skald would have no owner/)
  expect(texts({ left_nodes: 5, left_names: ['a', 'b', 'c'] }).at(-1)).toMatch(/^a, b, c and 2 more would/)
})

import { expect, it } from 'vitest'
import { endOfDay, startOfDay } from './delegation-days'
import { groupDelegations, type OwnDelegation } from './own-delegations'

const now = Date.parse('2026-12-01T12:00:00Z')
const one = (id: string, more: Partial<OwnDelegation> = {}): OwnDelegation => ({
  ...{ delegationId: id, given: true, signed: true, node: { did: `did:a:${id}`, name: id } },
  ...{ person: { did: 'did:p:ben', name: 'Ben' }, from: new Date(now - 1_000), until: new Date(now + 9e6) },
  ...more,
})
const ids = (delegations: OwnDelegation[]) =>
  groupDelegations(delegations, now).map(({ delegationIds }) => delegationIds)

it('what was delegated together to one person for the same time is one row', () => {
  expect(ids([one('a'), one('b', { from: new Date(now - 5e5) })])).toEqual([['a', 'b']])
  expect(ids([one('a'), one('b', { given: false })])).toEqual([['a'], ['b']])
  expect(ids([one('a'), one('b', { person: { did: 'did:p:eve', name: 'Eve' } })])).toEqual([['a'], ['b']])
  expect(ids([one('a'), one('b', { until: new Date(now + 8e6) })])).toEqual([['a'], ['b']])
  expect(ids([one('a'), one('b', { from: new Date(now + 5e6) })])).toEqual([['a'], ['b']])
  expect(groupDelegations([one('a'), one('b', { signed: false })], now)).toMatchObject([
    { unsigned: 1, begun: true, nodes: [{ name: 'a' }, { name: 'b' }] },
  ])
})

it('a first day begins at midnight where its reader is, today at once, and a last day ends with it', () => {
  const local = (day: number) => new Date(2027, 2, day).toISOString()
  expect(startOfDay('2027-03-02', new Date(2027, 2, 1, 15).getTime())).toBe(local(2))
  for (const day of ['2027-03-01', '2027-02-27', '', 'soon'])
    expect(startOfDay(day, new Date(2027, 2, 1, 15).getTime())).toBeNull()
  expect(endOfDay('2027-03-01')).toBe(local(2))
  expect(endOfDay('soon')).toBe('soon')
})

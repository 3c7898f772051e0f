import { expect, it } from 'vitest'
import { fleetGroups, type GroupCount, mostGroups } from './fleet-groups'
import { stateRank } from './node-state'

const count = (
  value: string | null,
  state: string,
  nodes: number,
  more: Partial<GroupCount> = {},
): GroupCount => ({
  ...{ value, state, nodes, place: stateRank(state), sums: [null], reporting: [0], highest: [null] },
  ...more,
})

it('averages over nodes, not over averages, and keeps the highest', () => {
  const { shown } = fleetGroups(
    [
      count('a', 'Healthy', 3, { sums: [30], reporting: [3], highest: [12] }),
      count('a', 'Error', 1, { sums: [98], reporting: [1], highest: [98] }),
      count('a', 'Silent', 2),
    ],
    ['cpu'],
  )
  expect(shown).toEqual([
    {
      ...{ value: 'a', nodes: 6, metrics: [{ metric: 'cpu', average: 32, highest: 98 }] },
      counts: { Error: 1, Silent: 2, Healthy: 3 },
    },
  ])
})

it('says nothing of a metric that no node of the group reports', () => {
  expect(fleetGroups([count('a', 'Healthy', 3)], ['cpu']).shown[0]?.metrics).toEqual([])
})

it('begins with the group that is worst, then with the one of more ill nodes', () => {
  const { shown } = fleetGroups(
    [
      count(null, 'Warning', 1),
      count('b', 'Warning', 1),
      count('c', 'Warning', 2),
      count('d', 'Healthy', 900),
      count('e', 'Healthy', 1),
      count('e', 'Error', 1),
    ],
    ['cpu'],
  )
  expect(shown.map(({ value }) => value)).toEqual(['e', 'c', 'b', null, 'd'])
})

it('shows the worst of very many groups and says how many there are', () => {
  const many = Array.from({ length: 130 }, (_, n) => count(`g${n}`, n === 129 ? 'Error' : 'Healthy', 1))
  const { shown, all } = fleetGroups(many, ['cpu'])
  expect([shown.length, all, shown[0]?.value]).toEqual([mostGroups, 130, 'g129'])
})

import { expect, it } from 'vitest'
import { shownZone, zoneChoice, zoneTexts } from './shown-zone'

const mine = 'Europe/Berlin'
const lagos = { zone: 'Africa/Lagos' }

it.each([
  ['mine', mine, lagos, 'Europe/Berlin'],
  ['mine', null, lagos, 'UTC'],
  ['utc', mine, lagos, 'UTC'],
  ['node', mine, lagos, 'Africa/Lagos'],
  ['node', mine, { zone: null }, 'Europe/Berlin'],
  ['node', mine, null, 'Europe/Berlin'],
  ['node', null, null, 'UTC'],
] as const)('%s, for a reader in %s and a node in %j: %s', (choice, own, node, zone) => {
  expect(shownZone({ mine: own, choice }, node)).toBe(zone)
  // The page names the zone that its times are in.
  expect(zoneTexts({ mine: own, choice }, node)[choice].split(' ')[0]).toBe(zone)
})

it('says why a node’s zone is not used', () => {
  const reader = { mine, choice: 'node' } as const
  expect(zoneTexts(reader, lagos).node).toBe('Africa/Lagos (the node’s)')
  expect(zoneTexts(reader, { zone: null }).node).toBe('Europe/Berlin (the node reports no zone)')
  expect(zoneTexts(reader, null).node).toBe('Europe/Berlin (the node’s on its pages)')
})

it('takes anything else in the cookie as no choice', () => {
  expect([undefined, '', 'UTC', 'utc', 'node'].map(zoneChoice)).toEqual([
    'mine',
    'mine',
    'mine',
    'utc',
    'node',
  ])
})

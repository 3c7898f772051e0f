import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { FleetTableRow } from './fleet-row'

const nothing = { values: [], low: [], high: [], now: null, percent: null }
const row: FleetRow = {
  ...{ did: 'did:test:node', name: 'One', labels: {}, sample: false, state: 'Healthy' },
  ...{ reportedStatus: 'Healthy', flapsTo: null, since: new Date(Date.now() - 120_000).toISOString() },
  ...{ heardAt: new Date().toISOString(), clock: null, diagnosis: null, cpu: nothing, memory: nothing },
  ...{ disk: null, diskPercent: null, network: null },
  openJobs: { pending: 0, approved: 0, running: 0, lost: 0 },
}

const text = (more: Partial<FleetRow>): string =>
  renderToStaticMarkup(
    <FleetTableRow did={row.did} row={{ ...row, ...more }} index={0} memoryTop={1} />,
  ).replace(/<[^>]*>/g, ' ')

it('says since when a node is in its state, or where it flaps to', () => {
  expect(text({})).toMatch(/Healthy\s+for 2 min/)
  expect(text({ flapsTo: 'Error' })).toMatch(/Healthy\s+flaps to\s+Error/)
})

it('says where jobs cannot be read, instead of none', () => {
  expect(text({})).not.toContain('locked')
  expect(text({ openJobs: null })).toContain('locked')
})

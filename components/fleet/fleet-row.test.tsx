import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { fleetRow } from '@/test/fleet-row'
import { FleetTableRow } from './fleet-row'

const row = fleetRow('did:test:node', {
  since: new Date(Date.now() - 120_000).toISOString(),
  heardAt: new Date().toISOString(),
})

const markup = (more: Partial<FleetRow>): string =>
  renderToStaticMarkup(<FleetTableRow did={row.did} row={{ ...row, ...more }} index={0} memoryTop={1} />)
const text = (more: Partial<FleetRow>): string => markup(more).replace(/<[^>]*>/g, ' ')

it('says since when a node is in its state, or where it flaps to', () => {
  expect(text({})).toMatch(/Healthy\s+for 2 min/)
  expect(text({ flapsTo: 'Error' })).toMatch(/Healthy\s+flaps to\s+Error/)
  expect(markup({ flapsTo: 'Error' })).toContain(
    '"At least 8 changes of status within 2 h, so it stays with Error"',
  )
})

it('names an empty status, and shows each character of a status and of a diagnosis', () => {
  expect(text({ state: '', flapsTo: '' })).toMatch(/empty status\s+flaps to\s+empty status/)
  const code = 'KSID\u202e'
  const hostile = markup({ state: '\u202eError', diagnosis: { code, recommendation: 'a\u2066b' } })
  expect(hostile).not.toMatch(/[\u202e\u2066]/)
  expect(hostile).toContain('U+202EError')
  expect(hostile).toContain('title="KSIDU+202E: aU+2066b"')
})

it('says where jobs cannot be read, instead of none', () => {
  expect(text({})).not.toContain('locked')
  expect(text({ openJobs: null })).toContain('locked')
})

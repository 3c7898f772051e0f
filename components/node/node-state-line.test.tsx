import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { NodeStateLine } from './node-state-line'

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString()

const node: NodeDetail = {
  ...{
    did: 'did:test:node',
    name: null,
    labels: {},
    sample: false,
    owners: [],
    restricted: false,
    retired: null,
  },
  ...{
    ownedByViewer: false,
    state: 'Healthy',
    reportedStatus: 'Healthy',
    flapsTo: null,
    since: ago(120),
    silentSeconds: null,
  },
  ...{
    heardAt: ago(4),
    lastReportAt: ago(4),
    cadenceSeconds: 5,
    clock: null,
    ahead: null,
    newestAhead: null,
    doubleAgents: null,
  },
  ...{
    diagnosis: null,
    now: {},
    dependencies: [],
    logs: null,
    agentLimits: null,
    timeZone: null,
    rawReport: null,
    metricsLeftOut: 0,
    tasks: [],
    trust: null,
  },
}

const end = Math.floor(Date.now() / 1_000)
const markup = (detail: Partial<NodeDetail>): string =>
  renderToStaticMarkup(<NodeStateLine node={{ ...node, ...detail }} end={end} forecast={null} offer={null} />)
const text = (detail: Partial<NodeDetail>): string => markup(detail).replace(/<[^>]*>/g, '')

it('says how long a state has lasted, and after which silence', () => {
  expect(text({})).toContain('for 2 min; last report 4 s ago')
  expect(text({ silentSeconds: 480 })).toContain('for 2 min, after 8 min of silence; last report 4 s ago')
  expect(text({ flapsTo: 'Error' })).toContain('flapping: at least 8 changes within 2 h, at worst to Error')
  expect(text({ state: 'Silent', heardAt: ago(600) })).toContain('no report for 10 min; last status Healthy')
})

it('leads to the charts of reports that were ahead', () => {
  const at = new Date((end - 60) * 1_000).toISOString()
  const html = markup({ ahead: { text: '1 report came from 4 min ahead', at } })
  const query = new URLSearchParams(/href="\?([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&'))
  const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? '') / 1_000)
  expect([from, to]).toEqual([end - 21_600, end])
})

it('names an empty status, and shows each character of a status and of a diagnosis', () => {
  expect(text({ state: '', flapsTo: '' })).toMatch(/^empty status.*at worst to empty status/)
  expect(text({ state: 'Silent', reportedStatus: '', heardAt: ago(600) })).toContain(
    'last status empty status',
  )
  const diagnosis = { code: 'KSID\u202e', recommendation: 'a\u2066b' }
  expect(text({ state: '\u202eError', diagnosis })).toMatch(/^U\+202EError.*KSIDU\+202E · aU\+2066b/)
})

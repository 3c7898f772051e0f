import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compareChoice, mostCompared } from '@/lib/compare/domain/compare-params'
import { addedNodes, comparedNodes } from '@/lib/compare/queries/compared-nodes'
import { seriesOfNodes } from '@/lib/compare/queries/series-of-nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { rollUp } from '@/lib/series/services/roll-up'
import { arriveAsReported, type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let viewer: PersonViewer
let admin: PersonViewer
const day = 86_400
const epoch = (Math.floor(Date.now() / 1_000 / day) - 12) * day
const hour = (n: number): number => epoch + n * 3_600
const did = (name: string): string => `did:test:compare:${name}`
const metric = 'cpu_usage_percent'

/** Six hours, or a whole `cadence`, without a report; and one that lacks the metric, one that is silent since the fifth day. */
const nodes = [
  { name: 'minute', cadence: 60, until: 9 },
  { name: 'quarter', cadence: 900, until: 9 },
  { name: 'silent', cadence: 60, until: 5 },
  { name: 'other', cadence: 300, until: 9 },
] as const

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  for (const { name, cadence, until } of nodes) {
    await testNode(fleet.db, did(name))
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT $1, to_timestamp($2 + n * $3 + 5), CASE WHEN n % 50 = 0 THEN 'Unknown' ELSE 'Healthy' END,
              jsonb_build_object($5::text, round(50 + 40 * sin(n / 97.0))), '{}'
       FROM generate_series(0, $4::int - 1) n WHERE n * $3 NOT BETWEEN 28800 AND 50399`,
      [did(name), epoch, cadence, (until * day) / cadence, name === 'other' ? 'goats_count' : metric],
    )
  }
  await arriveAsReported(
    fleet.db,
    nodes.map(({ name }) => did(name)),
  )
})
afterAll(() => fleet.close())

const dids = nodes.map(({ name }) => did(name))
const compared = (request: { from: number; to: number; zone?: string }) =>
  seriesOfNodes(viewer, dids, { ...request, metrics: [metric], previous: true })

const ranges = [
  ['an hour of raw reports', { from: hour(40), to: hour(41) }],
  ['a day that begins within a bucket', { from: hour(48) + 453, to: hour(72) + 453 }],
  ['five days', { from: hour(4 * 24), to: hour(9 * 24) }],
  ['days of a zone', { from: hour(24), to: hour(9 * 24), zone: 'Asia/Kathmandu' }],
] as const

async function sameAsAlone(request: { from: number; to: number; zone?: string }): Promise<void> {
  const found = await compared(request)
  expect(found.map((node) => node.did)).toEqual(dids)
  for (const node of found) {
    const alone = await nodeCharts(viewer, node.did, { ...request, metrics: [metric], previous: true })
    const { range, tier, status, gaps, series, previous } = alone ?? {}
    expect(node).toMatchObject({ range, tier, status, gaps, series, previous })
  }
}

describe.each(ranges)('%s', (_, request) => {
  it('is for each node what its own page shows, bucket for bucket', () => sameAsAlone(request))
})

it('is the same from roll-ups, which the node pages read too', async () => {
  await rollUp(fleet.db, new Date())
  const [first] = await compared(ranges[2][1])
  expect(first?.tier).not.toBe('raw')
  for (const [, request] of ranges) await sameAsAlone(request)
})

it('has the same buckets for all, also where raw reports of one node have been deleted', async () => {
  const rawSince = (epoch + 3 * day) / day
  await fleet.db.query(`UPDATE nodes SET kept_before_day = $2 WHERE node_did = $1`, [
    did('quarter'),
    rawSince,
  ])
  try {
    const found = await compared({ from: hour(30), to: hour(31) })
    expect(new Set(found.map(({ range }) => range.step))).toEqual(new Set([300]))
    expect(new Set(found.map(({ range }) => String(range.edges))).size).toBe(1)
  } finally {
    await fleet.db.query(`UPDATE nodes SET kept_before_day = NULL WHERE node_did = $1`, [did('quarter')])
  }
})

it('reads the buckets of all nodes in one statement', async () => {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await compared({ from: hour(48), to: hour(72) })
    const reads = query.mock.calls.filter(([sent]) => JSON.stringify(sent).includes('hakim_series_parts'))
    expect(reads).toHaveLength(1)
  } finally {
    query.mockRestore()
  }
})

describe('the nodes of a comparison', () => {
  const chosen = (params: Record<string, string | string[]>, person = viewer) =>
    comparedNodes(person, compareChoice(params))
  const didsOf = ({ nodes: found }: { nodes: { did: string }[] }) => found.map((node) => node.did)

  it('are those of the address, in its order, repeated or in one list', async () => {
    const [one = '', other = ''] = dids
    expect(didsOf(await chosen({ nodes: [other, one] }))).toEqual([other, one])
    expect(didsOf(await chosen({ nodes: `${one},${other},${one}` }))).toEqual([one, other])
  })

  it('are else those of a label', async () => {
    await fleet.db.query(`UPDATE nodes SET labels = '{"site": "Lagos"}' WHERE node_did = $1`, [did('other')])
    expect(await chosen({ label: 'site:Lagos' })).toMatchObject({ nodes: [{ did: did('other') }], all: 1 })
    expect((await chosen({ label: 'site:Oslo' })).nodes).toEqual([])
  })

  it('do not exist for whom they are hidden from: not in names, counts or values', async () => {
    await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [did('minute')])
    try {
      const asked = { nodes: [did('minute'), did('quarter'), did('never')] }
      expect(await chosen(asked)).toMatchObject({ nodes: [{ did: did('quarter') }], all: 1, gone: 2 })
      expect(didsOf(await chosen(asked, admin))).toEqual([did('minute'), did('quarter')])
      expect((await chosen({})).all).toBe(3)
      expect((await chosen({}, admin)).all).toBe(4)
      expect(await addedNodes(viewer, [], 'compare:minute')).toEqual([])
      const seen = await seriesOfNodes(viewer, dids, { from: hour(1), to: hour(2), metrics: null })
      expect(seen.map((node) => node.did)).toEqual(dids.slice(1))
    } finally {
      await fleet.db.query(`UPDATE nodes SET restricted = false WHERE node_did = $1`, [did('minute')])
    }
  })

  it('are at most 50, the worst first, and it is known how many are left out', async () => {
    await fleet.db.query(
      `INSERT INTO nodes (node_did) SELECT 'did:test:many:' || n FROM generate_series(1, 60) n`,
    )
    const found = await chosen({})
    expect(found.nodes).toHaveLength(mostCompared)
    expect(found.all).toBe(64)
    expect(found.nodes.slice(0, 4).every(({ state }) => state === 'Silent')).toBe(true)
    const named = await chosen({ nodes: Array.from({ length: 60 }, (_, n) => `did:test:many:${n + 1}`) })
    expect([named.nodes.length, named.all, named.gone]).toEqual([50, 60, 0])
  })
})

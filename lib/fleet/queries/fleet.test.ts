import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isChoicesAnswer, isOrderAnswer, isRowsAnswer } from '@/lib/fleet/domain/fleet-answer'
import { decodeFleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'
import { arriveAsReported, type TestFleet, testAgent, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { apiNodes } from './api-nodes'
import { fleetOrder, fleetPage, rowsOf } from './fleet'
import { fleetChoices } from './fleet-choices'

let fleet: TestFleet
let viewer: PersonViewer
let owner: PersonViewer
const did = (n: number) => `did:test:node:${n}`
const worstFirst: FleetFilter = { sort: 'state' }

/** 130 nodes: every tenth in Error, the rest Healthy, the last silent for months; all but the last have labels. */
beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await fleet.db.query(
    `INSERT INTO nodes (node_did, name, labels, is_sample)
     SELECT 'did:test:node:' || n, 'node-' || n,
            CASE WHEN n < 130 THEN jsonb_build_object('rack', 'r' || n % 60, 'region', 'eu', 'seats', n) ELSE '[]' END,
            n = 5
     FROM generate_series(1, 130) n`,
  )
  await fleet.db.query(
    `INSERT INTO node_owners (node_did, person_id)
     SELECT 'did:test:node:' || n, CASE WHEN n <= 3 THEN 'owner' ELSE 'viewer' END FROM generate_series(1, 4) n`,
  )
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT 'did:test:node:' || n, CASE WHEN n = 130 THEN now() - interval '5 months' ELSE now() END,
            CASE WHEN n % 10 = 0 THEN 'Error' ELSE 'Healthy' END, jsonb_build_object('cpu_usage_percent', n), '{}'
     FROM generate_series(1, 130) n`,
  )
  await arriveAsReported(fleet.db, [did(130)])
})
afterAll(() => fleet.close())

/** As it arrives in a browser. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('a fleet of more than one page', () => {
  it('begins with its first rows and counts all', async () => {
    const page = await fleetPage(viewer, worstFirst)
    expect(page.rows).toHaveLength(60)
    expect(page.rows.slice(0, 2).map((row) => row.name)).toEqual(['node-10', 'node-20'])
    expect(page.rows.slice(12, 15).map((row) => row.name)).toEqual(['node-130', 'node-1', 'node-2'])
    expect(page).toMatchObject({
      matching: 130,
      total: 130,
      counts: { Error: 12, Silent: 1, Healthy: 117 },
      labelled: true,
      owned: true,
      sampleNodes: 1,
    })
  })

  it('shows all matches of a narrow filter, and counts the whole fleet', async () => {
    const page = await fleetPage(viewer, { state: 'Error', sort: '-name' })
    expect(page.rows.map((row) => row.name).slice(0, 2)).toEqual(['node-120', 'node-110'])
    expect(page).toMatchObject({ matching: 12, total: 130, counts: { Healthy: 117 } })
    expect(page.matchingCounts).toEqual(page.counts)
    const named = await fleetPage(viewer, { q: 'node-12', sort: 'name' })
    expect(named).toMatchObject({ matching: 11, counts: { Error: 12, Healthy: 117 } })
    expect(named.matchingCounts).toMatchObject({ Error: 1, Healthy: 10 })
    expect(await fleetPage(viewer, { state: 'none', sort: 'state' })).toMatchObject({ rows: [], matching: 0 })
  })

  it('names the owner in the filter', async () => {
    const of = async (who: string) => fleetPage(viewer, { owner: who, sort: 'name' })
    expect(await of(owner.did)).toMatchObject({ matching: 3, ownerName: owner.name })
    expect(await of('me')).toMatchObject({ matching: 1, ownerName: null, rows: [{ did: did(4) }] })
    expect(await of('none')).toMatchObject({ matching: 126 })
    expect(await of('did:test:nobody')).toMatchObject({ matching: 0, ownerName: null })
  })

  it('returns the whole order, which begins with the page', async () => {
    const filter: FleetFilter = { label: 'region:eu', sort: '-cpu' }
    const order = await fleetOrder(viewer, filter)
    expect(isOrderAnswer(sent(order))).toBe(true)
    expect(order.dids).toEqual(Array.from({ length: 129 }, (_, n) => did(129 - n)))
    const { rows } = await fleetPage(viewer, filter)
    expect(order.dids.slice(0, 60)).toEqual(rows.map((row) => row.did))
  })

  it('reads rows by DID, once each, in the requested order, without nodes that are gone', async () => {
    const rows = await rowsOf(viewer, [did(7), 'did:test:gone', did(130), did(7)])
    expect(isRowsAnswer(sent({ rows }))).toBe(true)
    expect(rows.map((row) => [row.did, row.state])).toEqual([
      [did(7), 'Healthy'],
      [did(130), 'Silent'],
    ])
    const [first] = (await fleetPage(viewer, { sort: 'name' })).rows
    expect((await rowsOf(viewer, [did(1)]))[0]).toEqual(first)
  })
})

describe('the choices of a filter', () => {
  it('are the labels that occur, the most frequent first, at most fifty', async () => {
    const all = await fleetChoices(viewer, 'label', '')
    expect(isChoicesAnswer(sent(all))).toBe(true)
    expect(all.choices).toHaveLength(50)
    expect(all.more).toBe(true)
    expect(all.choices.slice(0, 3)).toEqual([
      { value: 'region:eu', name: 'region:eu', nodes: 129 },
      { value: 'rack:r1', name: 'rack:r1', nodes: 3 },
      { value: 'rack:r2', name: 'rack:r2', nodes: 3 },
    ])
  })

  it('are found by any part; wildcards are literal', async () => {
    expect(await fleetChoices(viewer, 'label', 'K:R59')).toMatchObject({
      choices: [{ value: 'rack:r59' }],
      more: false,
    })
    for (const q of ['%', '_', '\\', 'seats'])
      expect((await fleetChoices(viewer, 'label', q)).choices).toEqual([])
  })

  it('are the owners by name and DID', async () => {
    const all = await fleetChoices(viewer, 'owner', '')
    expect(all.choices).toEqual([
      { value: owner.did, name: owner.name, nodes: 3 },
      { value: viewer.did, name: viewer.name, nodes: 1 },
    ])
    expect((await fleetChoices(viewer, 'owner', 'PERSON:view')).choices).toHaveLength(1)
  })

  it('are the nodes by name, found by name and DID', async () => {
    const all = await fleetChoices(viewer, 'node', '')
    expect(isChoicesAnswer(sent(all))).toBe(true)
    expect(all.choices).toHaveLength(50)
    expect(all.choices.slice(0, 2)).toEqual([
      { value: did(1), name: 'node-1', nodes: null },
      { value: did(2), name: 'node-2', nodes: null },
    ])
    for (const q of ['NODE-130', 'node:130'])
      expect(await fleetChoices(viewer, 'node', q)).toMatchObject({
        choices: [{ value: did(130) }],
        more: false,
      })
  })
})

describe('the API', () => {
  const walk = async (filter: FleetFilter, limit: number, by: Viewer = viewer) => {
    const seen: string[] = []
    let next: string | null = null
    do {
      const cursor = next === null ? null : decodeFleetCursor(next)
      const page: Awaited<ReturnType<typeof apiNodes>> = await apiNodes(by, { filter, cursor, limit })
      expect(page.nodes.length).toBeLessThanOrEqual(limit)
      seen.push(...page.nodes.map((node) => node.node_did))
      next = page.next_cursor
    } while (next !== null && seen.length < 1_000)
    return seen
  }

  it('answers every node once, page by page, in the order of the page', async () => {
    for (const filter of [worstFirst, { sort: '-cpu' }, { state: 'Healthy', sort: 'name' }] as const)
      for (const limit of [1, 7, 130, 1_000])
        expect(await walk(filter, limit)).toEqual((await fleetOrder(viewer, filter)).dids)
  })

  it('shows an agent only its own node, whatever it requests', async () => {
    const agent = testAgent(did(9))
    expect(await walk(worstFirst, 5, agent)).toEqual([did(9)])
    expect(await walk({ q: 'node', sort: 'name' }, 5, agent)).toEqual([did(9)])
    expect(await walk({ state: 'Error', sort: 'name' }, 5, agent)).toEqual([])
    expect(await walk({ owner: 'me', sort: 'name' }, 5, agent)).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isIll } from '@/lib/fleet/domain/map-node'
import type { PersonViewer } from '@/lib/kernel/role'
import { arriveAsReported, type TestFleet, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { fleetPage, rowsOf } from './fleet'
import { fleetChoices } from './fleet-choices'
import { fleetLive } from './fleet-live'
import { fleetMap } from './fleet-map'

let fleet: TestFleet
let viewer: PersonViewer
let owner: PersonViewer
const did = (n: number) => `did:test:node:${n}`
const count = 150
const hidden = 7
const site = (n: number) => (n % 5 === 0 ? null : `s${n % 4}`)
const status = (n: number) => (n % 10 === 3 ? 'Error' : n % 10 === 6 ? 'Warning' : 'Healthy')
const isSilent = (n: number) => n > 140
const state = (n: number) => (isSilent(n) ? 'Silent' : status(n))
/** Every third node reports no CPU. */
const cpu = (n: number) => (n % 3 === 0 ? null : n % 100)
const all = Array.from({ length: count }, (_, n) => n + 1)
const seen = all.filter((n) => n !== hidden)

/** 150 nodes on four sites or on none; the last ten fell silent together; number 7 is restricted to its owner. */
beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  const rows = all.map((n) => ({
    ...{
      did: did(n),
      name: `node-${n}`,
      labels: site(n) === null ? { seats: n } : { site: site(n), rack: `r${n}` },
    },
    ...{ status: status(n), silent: isSilent(n) },
    metrics: cpu(n) === null ? { queue_depth: n } : { cpu_usage_percent: cpu(n) },
  }))
  const json = JSON.stringify(rows)
  await fleet.db.query(
    `INSERT INTO nodes (node_did, name, labels)
     SELECT did, name, labels FROM jsonb_to_recordset($1) AS t (did text, name text, labels jsonb)`,
    [json],
  )
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'owner')`, [did(hidden)])
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
     SELECT did, now() - CASE WHEN silent THEN interval '2 hours' ELSE interval '0' END, status, metrics,
            CASE status WHEN 'Error' THEN '{"code": "DISK_FULL"}'::jsonb END, '{}'
     FROM jsonb_to_recordset($1) AS t (did text, status text, metrics jsonb, silent boolean)`,
    [json],
  )
  await arriveAsReported(fleet.db, all.filter(isSilent).map(did))
  await setRestricted(fleet.db, did(hidden), true)
  await fleet.db.query(`INSERT INTO nodes (node_did, labels) VALUES ('did:test:secret', '{"vault": "x"}')`)
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ('did:test:secret', 'owner')`)
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     VALUES ('did:test:secret', now(), 'Healthy', '{"vault_depth": 1}', '{}')`,
  )
  await setRestricted(fleet.db, 'did:test:secret', true)
})
afterAll(() => fleet.close())

describe('the map', () => {
  it('has every node that the viewer may see exactly once, ill ones first', async () => {
    const { rows, matching } = await fleetMap(viewer, { view: 'map', sort: 'state', group: 'site' })
    expect(rows.map((row) => row.did).sort()).toEqual(seen.map(did).sort())
    expect(matching).toBe(seen.length)
    const firstWell = rows.findIndex((row) => !isIll(row))
    expect(rows.slice(firstWell).filter(isIll)).toEqual([])
    for (const row of rows) {
      const n = Number(row.did.split(':').at(-1))
      expect([row.state, row.group, row.step]).toEqual([state(n), site(n), null])
      expect(row.code).toBe(state(n) === 'Error' ? 'DISK_FULL' : null)
      expect(row.since === null).toBe(state(n) === 'Healthy')
    }
    const owners = await fleetMap(owner, { view: 'map', sort: 'state' })
    expect(owners.rows).toHaveLength(seen.length + 2)
  })

  it('is filled by a metric; what is silent or does not report it has no value', async () => {
    const { rows, fill } = await fleetMap(viewer, { view: 'map', sort: 'state', fill: 'cpu_usage_percent' })
    expect(fill).toEqual({ percent: true, top: 100 })
    for (const row of rows) {
      const n = Number(row.did.split(':').at(-1))
      expect(row.step === null, row.did).toBe(isSilent(n) || cpu(n) === null)
    }
    expect(rows.find((row) => row.did === did(98))?.step).toBe(4)
  })

  it('has the nodes of the list with the same filter', async () => {
    const filter = { label: 'site:s1', q: 'node-1', sort: 'state' } as const
    const [map, list] = [await fleetMap(viewer, { ...filter, view: 'map' }), await fleetPage(viewer, filter)]
    expect(map.rows.map((row) => row.did)).toEqual(list.rows.map((row) => row.did))
    expect(map.rows.length).toBeGreaterThan(3)
  })

  it('is sent in changes, with nothing that the viewer may not see', async () => {
    const filter = { view: 'map', sort: 'state' } as const
    const first = JSON.parse((await fleetLive(viewer, filter, null)).text)
    expect(first.rows).toHaveLength(seen.length)
    expect(JSON.stringify(first)).not.toContain(`"${did(hidden)}"`)
    const second = JSON.parse((await fleetLive(viewer, filter, first.version)).text)
    expect(second).toMatchObject({ rows: [], dids: null })
  })
})

describe('the grouped list', () => {
  const grouped = { group: 'site', columns: ['cpu_usage_percent', 'diagnosis'], sort: 'state' } as const

  it('has the counts and subtotals that counting the nodes one by one gives', async () => {
    const { groups } = await fleetPage(viewer, grouped)
    expect(groups?.all).toBe(5)
    for (const { value, nodes, counts, metrics } of groups?.shown ?? []) {
      const members = seen.filter((n) => site(n) === value)
      const reporting = members.filter((n) => cpu(n) !== null && !isSilent(n)).map((n) => cpu(n) ?? 0)
      expect(nodes).toBe(members.length)
      for (const one of ['Error', 'Warning', 'Healthy', 'Silent'])
        expect(counts[one] ?? 0).toBe(members.filter((n) => state(n) === one).length)
      const [subtotal] = metrics
      expect(subtotal?.metric).toBe('cpu_usage_percent')
      expect(subtotal?.highest).toBe(Math.max(...reporting))
      expect(subtotal?.average).toBeCloseTo(reporting.reduce((sum, one) => sum + one, 0) / reporting.length)
    }
    const inGroups = (groups?.shown ?? []).reduce((sum, { nodes }) => sum + nodes, 0)
    expect(inGroups).toBe(seen.length)
  })

  it('has the first rows of each group, worst first, and all where they are few', async () => {
    const { rows } = await fleetPage(viewer, grouped)
    for (const value of [null, 's0', 's1', 's2', 's3']) {
      const states = rows.filter((row) => (row.labels.site ?? null) === value).map((row) => row.state)
      expect(states).toHaveLength(20)
      expect(states.indexOf('Healthy')).toBeGreaterThan(states.lastIndexOf('Error'))
    }
    const few = await fleetPage(viewer, { ...grouped, label: 'site:s1' })
    expect(few.rows).toHaveLength(seen.filter((n) => site(n) === 's1').length)
  })

  it('does not count what the viewer may not see', async () => {
    const total = async (who: PersonViewer) =>
      (await fleetPage(who, grouped)).groups?.shown.reduce((sum, { nodes }) => sum + nodes, 0)
    expect([await total(viewer), await total(owner)]).toEqual([seen.length, seen.length + 2])
  })
})

describe('chosen columns', () => {
  it('have their values in the page, in further rows and in what changes', async () => {
    const columns = ['queue_depth', 'label:rack', 'last-job']
    await fleet.db.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at)
       VALUES ($1, 'did:x', 'older', 'PendingApproval', now() - interval '1 day'), ($1, 'did:x', 'newer', 'PendingApproval', now())`,
      [did(3)],
    )
    const filter = { columns, q: 'node-3', sort: 'metric:queue_depth' } as const
    const page = await fleetPage(viewer, filter)
    const row = page.rows.find((one) => one.did === did(3))
    expect(row).toMatchObject({
      chosen: [{ metric: 'queue_depth', value: 3 }],
      lastJob: { task: 'newer', status: 'PendingApproval' },
    })
    expect(await rowsOf(viewer, [did(3)], columns)).toEqual([row])
    const live = JSON.parse((await fleetLive(viewer, filter, null)).text)
    expect(live.rows).toContainEqual(row)
    const [usual] = await rowsOf(viewer, [did(3)])
    expect(usual).toMatchObject({ chosen: [], lastJob: null })
    await fleet.db.query(
      `UPDATE node_latest SET metrics = metrics || '{"__proto__": 5}' WHERE node_did = $1`,
      [did(3)],
    )
    const [strange] = await rowsOf(viewer, [did(3)], ['__proto__'])
    expect(strange?.chosen).toEqual([{ metric: '__proto__', value: 5 }])
    await fleet.db.query(`UPDATE node_latest SET metrics = metrics - '__proto__' WHERE node_did = $1`, [
      did(3),
    ])
  })

  it('sort by any metric, nodes without it last', async () => {
    const { rows } = await fleetPage(viewer, { q: 'node-1', sort: '-metric:queue_depth' })
    const values = rows
      .map((row) => Number(row.did.split(':').at(-1)))
      .filter((n) => cpu(n) === null && !isSilent(n))
    expect(values.slice(0, 3)).toEqual([138, 135, 132])
    expect(rows.slice(0, values.length).map((row) => row.did)).toEqual(values.map(did))
  })

  it('are offered from what the viewer may see', async () => {
    const offered = async (who: PersonViewer, of: 'key' | 'metric' | 'column') =>
      (await fleetChoices(who, of, '')).choices.map(({ value }) => value)
    expect(await offered(viewer, 'metric')).toEqual(['cpu_usage_percent', 'queue_depth'])
    expect(await offered(viewer, 'key')).toEqual(['rack', 'site'])
    expect(await offered(viewer, 'column')).toContain('label:site')
    expect(await offered(owner, 'metric')).toContain('vault_depth')
    expect(await offered(owner, 'column')).toContain('label:vault')
  })
})

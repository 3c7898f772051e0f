import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeJobs } from '@/lib/board/queries/node-jobs'
import { requestForm } from '@/lib/board/queries/request-form'
import { shell } from '@/lib/board/queries/shell'
import { jobsWaiting } from '@/lib/board/queries/waiting'
import { noteInstance } from '@/lib/fleet/db/agent-instances'
import type { NodeListRequest } from '@/lib/fleet/domain/fleet-query'
import { apiNodeOf, apiNodes } from '@/lib/fleet/queries/api-nodes'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { nodeTimeZone } from '@/lib/fleet/queries/node-time-zone'
import { rawReports } from '@/lib/fleet/queries/raw-reports'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { decodeCursor } from '@/lib/kernel/url/cursor'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { nodeDiagnoses } from '@/lib/series/queries/node-diagnoses'
import { series } from '@/lib/series/queries/series'
import { arriveAsReported, type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let viewer: PersonViewer
let owner: PersonViewer
const ill = 'did:test:node:ill'
const well = 'did:test:node:well'
const quiet = 'did:test:node:quiet'
const never = 'did:test:node:never'
const odd = 'did:test:node:odd'
const now = Math.floor(Date.now() / 1_000)

const at = (seconds: number): string => new Date(seconds * 1_000).toISOString()

const report = (did: string, at: number, status: string, metrics: string, raw = '{}') =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
     VALUES ($1, to_timestamp($2), $3, $4::jsonb, '{"code": "HIGH_CPU_LOAD"}', $5::jsonb)`,
    [did, at, status, metrics, raw],
  )

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, never, owner.id)
  await fleet.db.query(
    `INSERT INTO nodes (node_did, name, labels) VALUES ($1, 'Well', '{"zone": "north", "n": 1, "time_zone": "Asia/Tokyo"}')`,
    [well],
  )
  const raw = `{"dependencies": [{"dependency_did": "${well}", "status": "Unreachable"}, 7],
    "logs_summary": {"error_count": 3}, "time_zone": "africa/lagos"}`
  for (const minutes of [30, 20, 10, 0])
    await report(
      ill,
      now - minutes * 60,
      minutes > 10 ? 'Healthy' : 'Error',
      `{"cpu_usage_percent": ${minutes}}`,
      raw,
    )
  await report(well, now - 3, 'Healthy', '{"cpu_usage_percent": 5, "memory_usage_mb": 1e400, "x": "y"}')
  await report(quiet, now - 86_400 * 40, 'Healthy', '{}')
  await report(odd, now, 'constructor', '[1e400]', 'null')
  await arriveAsReported(fleet.db, [ill, quiet])
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at)
     VALUES ($1, $2, 'restart', 'PendingApproval', to_timestamp($3)), ($4, $2, 'x', 'PendingApproval', now())`,
    [ill, viewer.did, now - 900, never],
  )
})
afterAll(() => fleet.close())

describe('the fleet page', () => {
  it('shows every node, the worst first', async () => {
    const page = await fleetPage(viewer, { sort: 'state' })
    expect(page.rows.map((row) => [row.did, row.state])).toEqual([
      [ill, 'Error'],
      [quiet, 'Silent'],
      [never, 'Unknown'],
      [odd, 'constructor'],
      [well, 'Healthy'],
    ])
    expect(page.counts).toEqual({ Error: 1, Silent: 1, Unknown: 1, constructor: 1, Healthy: 1 })
    expect(page).toMatchObject({ total: 5, matching: 5, sampleNodes: 0 })
    expect(await jobsWaiting(viewer)).toBe(0)
  })

  it('shows since when, how often, the diagnosis and the load', async () => {
    const [row] = (await fleetPage(viewer, { q: 'ILL', sort: 'state' })).rows
    expect(row).toMatchObject({
      since: new Date((now - 600) * 1_000).toISOString(),
      heardAt: new Date(now * 1_000).toISOString(),
      diagnosis: { code: 'HIGH_CPU_LOAD', recommendation: null },
      openJobs: { pending: 1, approved: 0, running: 0, lost: 0 },
    })
    expect(row?.cpu.values).toHaveLength(24)
    const values = row?.cpu.values.filter((value) => value !== null) ?? []
    expect(values.length).toBeGreaterThan(0)
    expect(row?.cpu.now).toBe(0)
  })

  it.each([
    [{ q: 'north' }, [well]],
    [{ q: 'high_cpu', state: 'Silent' }, [quiet]],
    [{ state: 'constructor' }, [odd]],
    [{ q: 'nothing like it' }, []],
    [{ state: '__proto__' }, []],
  ])('narrows to %j', async (filter, dids) => {
    expect((await fleetPage(viewer, { ...filter, sort: 'state' })).rows.map((row) => row.did)).toEqual(dids)
  })

  it('counts what is waiting for the viewer and what they own', async () => {
    expect(await jobsWaiting(owner)).toBe(1)
    const { rows } = await fleetPage(owner, { sort: 'state', owner: 'me' })
    expect(rows.map((row) => row.did)).toEqual([never])
    expect(await shell(owner)).toEqual({ waitingForViewer: 1, ownedNodes: 1, local: false })
  })
})

describe('one node', () => {
  it.each([
    ['as it reports it', ill, 'Africa/Lagos'],
    ['as its labels name it', well, 'Asia/Tokyo'],
    ['none that is known', odd, null],
    ['none without a report', never, null],
    ['none of a node that does not exist', 'did:test:node:nobody', null],
  ])('has a time zone: %s', async (_, did, zone) => {
    expect(await nodeTimeZone(viewer, did)).toBe(zone)
    expect((await nodeDetail(viewer, did))?.timeZone ?? null).toBe(zone)
  })

  it('is shown with dependencies, logs and the raw report', async () => {
    expect(await nodeDetail(viewer, ill)).toMatchObject({
      state: 'Error',
      cadenceSeconds: 600,
      now: { cpu_usage_percent: 0 },
      dependencies: [{ dependency_did: well, status: 'Unreachable', name: 'Well' }],
      logs: { error_count: 3 },
      owners: [],
      tasks: [],
    })
    // A number beyond a double is not a value; a label that is not text is not a label.
    expect(await nodeDetail(viewer, well)).toMatchObject({
      now: { cpu_usage_percent: 5 },
      labels: { zone: 'north' },
    })
    expect(await nodeDetail(viewer, odd)).toMatchObject({
      state: 'constructor',
      now: {},
      rawReport: { json: null },
    })
    expect(await nodeDetail(viewer, never)).toMatchObject({
      state: 'Unknown',
      since: null,
      lastReportAt: null,
    })
  })

  it('names the hosts of two agents that use its token at the same time', async () => {
    const note = (host: string) => noteInstance(fleet.db.manager, well, { id: host, host })
    expect((await nodeDetail(viewer, well))?.doubleAgents).toBeNull()
    for (const host of ['griot-1', 'griot-copy', 'griot-1']) await note(host)
    expect((await nodeDetail(viewer, well))?.doubleAgents).toEqual({ holder: 'griot-1', other: 'griot-copy' })
  })

  it('does not exist for anyone who is not allowed to see it', async () => {
    const agent = testAgent(well)
    const wanted = { from: now - 3_600, to: now, maxPoints: 300, metrics: null }
    for (const did of [ill, 'did:test:none', '']) {
      expect(await nodeDetail(agent, did)).toBeNull()
      expect(await nodeCharts(agent, did, wanted)).toBeNull()
      expect(await series(agent, did, wanted)).toBeNull()
      expect(await nodeDiagnoses(agent, did, wanted)).toEqual([])
      expect(await rawReports(agent, did, { limit: 1 })).toBeNull()
      expect(await apiNodeOf(agent, did)).toBeNull()
    }
    expect(await nodeDetail(viewer, 'did:test:none')).toBeNull()
    const whole: NodeListRequest = { filter: { sort: 'state' }, cursor: null, limit: 100 }
    expect((await apiNodes(agent, whole)).nodes.map((node) => node.node_did)).toEqual([well])
    expect((await apiNodes(viewer, whole)).nodes).toHaveLength(5)
    expect(await apiNodeOf(agent, well)).toMatchObject({ node_did: well, age_seconds: expect.any(Number) })
  })

  it('is offered in the request form with its owner', async () => {
    const form = await requestForm(viewer, never)
    expect(form.anyNode).toBe(true)
    expect(form.chosen).toMatchObject({
      ...{ did: never, owners: [{ did: owner.did }], announced: false },
      health: { state: 'Unknown', since: null, now: {}, timeZone: null },
    })
    expect((await requestForm(viewer, ill)).chosen?.health).toMatchObject({
      ...{ state: 'Error', now: { cpu_usage_percent: 0 }, timeZone: 'Africa/Lagos' },
    })
    expect((await requestForm(viewer, 'did:test:none')).chosen).toBeNull()
  })

  it('has its jobs', async () => {
    expect(await nodeJobs(viewer, ill)).toMatchObject([
      { task: 'restart', requester: { you: true }, waitsForViewer: false },
    ])
    expect(await nodeJobs(owner, never)).toMatchObject([{ waitsForViewer: true }])
  })
})

describe('the series', () => {
  const wanted = { from: now - 1_810, to: now + 1, maxPoints: 300, metrics: null }

  it('are columns of equal length on the grid, null where there was no sample', async () => {
    const answer = await series(viewer, ill, wanted)
    expect(answer).toMatchObject({ node: ill, step_seconds: 10, tier: 'raw' })
    const cpu = answer?.series.cpu_usage_percent
    expect(Object.keys(answer?.series ?? {})).toEqual(['cpu_usage_percent'])
    expect(cpu?.unit).toBe('%')
    expect(cpu?.t.every((t) => t % 10 === 0)).toBe(true)
    for (const column of [cpu?.count, cpu?.min, cpu?.avg, cpu?.max])
      expect(column).toHaveLength(cpu?.t.length ?? -1)
    expect(cpu?.count.reduce((sum, count) => sum + count, 0)).toBe(4)
    expect(cpu?.avg.filter((value) => value !== null)).toEqual([30, 20, 10, 0])
    expect(cpu?.avg.filter((_, index) => cpu.count[index] === 0).every((value) => value === null)).toBe(true)
    expect(Date.parse(answer?.from ?? '') / 1_000).toBe(cpu?.t[0])
    expect(answer?.t).toEqual(cpu?.t)
  })

  it('are the same in the API and in the charts: buckets, reports, reasons, gaps', async () => {
    const answer = await series(viewer, ill, wanted)
    const charts = await nodeCharts(viewer, ill, wanted)
    expect(charts?.series).toEqual(answer?.series)
    expect(charts?.status).toEqual({ reports: answer?.reports, worst: answer?.worst })
    expect(charts).toMatchObject({ tier: answer?.tier, gaps: answer?.gaps })
    expect(charts?.range).toMatchObject({ step: answer?.step_seconds, open: answer?.open })
  })

  it('include the report before the range, unless the node was silent by then', async () => {
    const heard = async (did: string, seconds: number) =>
      (await nodeCharts(viewer, did, { from: now - seconds, to: now }))?.before
    expect(await heard(ill, 300)).toEqual({ at: now - 600, status: 'Error', interval: null })
    expect(await heard(ill, 900)).toEqual({ at: now - 1_200, status: 'Healthy', interval: null })
    expect(await heard(ill, 86_400)).toBeNull()
    expect(await heard(quiet, 900)).toBeNull()
  })

  it('end in silence exactly when the page says Silent', async () => {
    const silentEnd = async (did: string) => {
      const charts = await nodeCharts(viewer, did, { from: now - 7 * 86_400, to: now })
      return { silent: charts?.gaps.at(-1)?.to === now, state: (await nodeDetail(viewer, did))?.state }
    }
    expect(await silentEnd(quiet)).toEqual({ silent: true, state: 'Silent' })
    expect(await silentEnd(ill)).toEqual({ silent: false, state: 'Error' })
  })

  it('answer every requested metric, even one that was never reported', async () => {
    const answer = await series(viewer, ill, {
      ...wanted,
      metrics: ['nothing', '__proto__', 'cpu_usage_percent'],
    })
    expect(Object.keys(answer?.series ?? {})).toEqual(['nothing', '__proto__', 'cpu_usage_percent'])
    const nothing = answer?.series.nothing
    expect(nothing?.count.every((count) => count === 0)).toBe(true)
    expect(nothing?.max.every((value) => value === null)).toBe(true)
  })

  it('share their buckets with the status strip; jobs and diagnoses lie in the range', async () => {
    const charts = await nodeCharts(viewer, ill, wanted)
    expect(charts?.metrics).toEqual(['cpu_usage_percent'])
    expect(charts?.range.edges.slice(0, -1)).toEqual(charts?.series.cpu_usage_percent?.t)
    expect(charts?.status.reports).toEqual(charts?.series.cpu_usage_percent?.count)
    expect(charts?.status.worst.filter((worst) => worst !== null)).toEqual([
      'Healthy',
      'Healthy',
      'Error',
      'Error',
    ])
    expect(charts?.jobs).toMatchObject([
      { task: 'restart', requesterName: 'Person viewer', createdAt: now - 900 },
    ])
    const diagnoses = await nodeDiagnoses(viewer, ill, wanted)
    expect(diagnoses.map(({ status, code }) => [status, code])).toEqual([
      ['Error', 'HIGH_CPU_LOAD'],
      ['Healthy', 'HIGH_CPU_LOAD'],
    ])
    expect((await nodeCharts(viewer, ill, { from: now - 600, to: now - 300 }))?.jobs).toEqual([])
  })
})

it('raw reports come in pages that cover each exactly once, even with equal times', async () => {
  const did = 'did:test:node:pages'
  await fleet.db.query(
    `INSERT INTO health_reports (report_id, target_node_did, timestamp, status, raw_report)
     SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, $1,
            to_timestamp(1767225600.123456 + n / 7), 'Healthy', '{}' FROM generate_series(1, 30) n`,
    [did],
  )
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await rawReports(viewer, did, { cursor, limit: 4 })
    seen.push(...(page?.reports.map((one) => one.report_id) ?? []))
    cursor = page?.next_cursor ?? undefined
  } while (cursor && seen.length < 100)
  expect(seen).toHaveLength(30)
  expect(seen).toEqual([...new Set(seen)].sort().reverse())
})

it('raw reports at infinite and far-off times are paged too', async () => {
  const did = 'did:test:node:calendar'
  const times = ['infinity', '294275-12-31', '10000-02-29', '2026-11-02', '2026-11-01', '-infinity']
  for (const time of times)
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, $2::timestamptz, 'Healthy', $3)`,
      [did, time, JSON.stringify({ time })],
    )
  const seen: unknown[] = []
  for (let cursor: string | undefined; seen.length < 20; ) {
    const page = await rawReports(viewer, did, { cursor, limit: 1 })
    seen.push(...(page?.reports.map((one) => isJsonObject(one.raw_report) && one.raw_report.time) ?? []))
    if (!page?.next_cursor) break
    // As the next call would send it.
    expect(decodeCursor(page.next_cursor)).not.toBeNull()
    cursor = page.next_cursor
  }
  expect(seen).toEqual(times)
})

describe('a node that was silent and came back', () => {
  /** Reports of a status every `step` seconds, from and to so many seconds ago. */
  const reports = async (did: string, status: string, from: number, to: number, step: number) => {
    for (let ago = from; ago >= to; ago -= step) await report(did, now - ago, status, '{}')
  }
  const back = 'did:test:back:'
  const longer = { since: at(now - 720), silentSeconds: null }

  it('says so, and counts its state from then', async () => {
    await reports(`${back}same`, 'Healthy', 720, 600, 30)
    await reports(`${back}same`, 'Healthy', 120, 0, 30)
    await reports(`${back}other`, 'Error', 720, 600, 30)
    await reports(`${back}other`, 'Healthy', 120, 0, 30)
    for (const name of ['same', 'other'])
      expect(await nodeDetail(viewer, back + name)).toMatchObject({
        state: 'Healthy',
        since: at(now - 120),
        silentSeconds: 480,
      })
  })

  it('says nothing once another state has begun, or of a new rhythm', async () => {
    await reports(`${back}worse`, 'Healthy', 720, 600, 30)
    await reports(`${back}worse`, 'Healthy', 120, 90, 30)
    await reports(`${back}worse`, 'Error', 60, 0, 30)
    expect(await nodeDetail(viewer, `${back}worse`)).toMatchObject({
      since: at(now - 60),
      silentSeconds: null,
    })
    await reports(`${back}slower`, 'Healthy', 720, 600, 10)
    await reports(`${back}slower`, 'Healthy', 480, 0, 120)
    expect(await nodeDetail(viewer, `${back}slower`)).toMatchObject(longer)
  })

  /** One upload of reports so many seconds ago, each with what it states of its interval. */
  const upload = (did: string, times: { ago: number; raw: string }[]) =>
    fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT $1, to_timestamp($2 - ago), 'Healthy', '{}', raw
       FROM jsonb_to_recordset($3) AS r (ago float8, raw jsonb)`,
      [did, now, JSON.stringify(times.map(({ ago, raw }) => ({ ago, raw: JSON.parse(raw) })))],
    )
  const every = (step: number, from: number, to: number, raw = '{}') =>
    Array.from({ length: (from - to) / step + 1 }, (_, index) => ({ ago: from - index * step, raw }))

  it('is judged by the interval that it had then', async () => {
    const changed = [...every(5, 7_200, 6_005), ...every(300, 6_000, 900), ...every(5, 600, 0)]
    await upload(`${back}changed`, changed)
    expect(await nodeDetail(viewer, `${back}changed`)).toMatchObject({
      since: at(now - 7_200),
      silentSeconds: null,
    })
    await upload(
      `${back}missed`,
      changed.filter(({ ago }) => ago <= 2_400 || ago >= 4_200),
    )
    expect(await nodeDetail(viewer, `${back}missed`)).toMatchObject({
      since: at(now - 2_400),
      silentSeconds: 1_800,
    })
  })

  it('is not silent for as long as a report states, or as the next of a pair takes', async () => {
    // One report with a longer interval is no rhythm, but says so itself.
    const [fast, slow] = ['{"interval_seconds": 5}', '{"interval_seconds": 300}']
    const stated = [...every(5, 900, 605, fast), { ago: 600, raw: slow }, ...every(5, 300, 0, fast)]
    await upload(`${back}stated`, stated)
    expect(await nodeDetail(viewer, `${back}stated`)).toMatchObject({
      since: at(now - 900),
      silentSeconds: null,
    })
    await upload(
      `${back}pairs`,
      every(300, 3_600, 0).flatMap((one) => [{ ...one, ago: one.ago + 5 }, one]),
    )
    expect(await nodeDetail(viewer, `${back}pairs`)).toMatchObject({
      since: at(now - 3_605),
      silentSeconds: null,
    })
  })

  it('says so from its first report, to the microsecond', async () => {
    await upload(`${back}exact`, [...every(30, 720, 600), { ago: 0.0005, raw: '{}' }])
    expect(await nodeDetail(viewer, `${back}exact`)).toMatchObject({ silentSeconds: 599.999 })
  })

  it('is not silent for the time that late reports fill', async () => {
    await reports(`${back}late`, 'Healthy', 720, 600, 30)
    await reports(`${back}late`, 'Healthy', 120, 0, 30)
    await reports(`${back}late`, 'Healthy', 570, 150, 30)
    expect(await nodeDetail(viewer, `${back}late`)).toMatchObject(longer)
  })
})

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jobDetail } from '@/lib/board/queries/job'
import { apiNodeOf } from '@/lib/fleet/queries/api-nodes'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { rawReports } from '@/lib/fleet/queries/raw-reports'
import { ok } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { ingestReports } from '@/lib/reports/services/ingest-reports'
import { endOfReports } from '@/lib/series/domain/range-params'
import { statusStretches } from '@/lib/series/domain/status-stretches'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { series } from '@/lib/series/queries/series'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'
import { testVote } from '@/test/votes'

// Nodes with wrong clocks and odd intervals: what arrives when, and what the product says then.

const sentReport = z.object({
  at: z.union([z.number(), z.string()]),
  status: z.string().default('Healthy'),
  cpu: z.number().optional(),
})
type Sent = z.input<typeof sentReport> & { interval?: number }
const cases = z
  .object({
    cases: z.array(z.object({ name: z.string(), send: z.union([z.string(), z.array(z.array(sentReport))]) })),
  })
  .parse(JSON.parse(readFileSync('test/data/clocks/clocks.json', 'utf8'))).cases
const batchesOf = (name: string) => {
  const found = cases.find((one) => one.name === name)?.send
  if (typeof found !== 'object') throw new Error(`no reports for ${name}`)
  return found
}

let fleet: TestFleet
let viewer: PersonViewer
beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
})
afterAll(() => fleet.close())

const reportsOf = (did: string, batch: readonly Sent[], now = Date.now()) =>
  batch.map(({ at, status = 'Healthy', cpu, interval }) => ({
    target_node_did: did,
    timestamp: typeof at === 'string' ? at : new Date(now + at * 1_000).toISOString(),
    status,
    ...(cpu !== undefined && { metrics: { cpu_usage_percent: cpu } }),
    ...(interval !== undefined && { interval_seconds: interval }),
  }))

/** Both writers send a batch at once: the API, and a program that knows only the table. */
const writers = {
  api: async (did: string, batch: readonly Sent[]) => {
    const items = reportsOf(did, batch).map((value) => ({ value }))
    const call = { bytes: 1_000, read: () => ok({ items }) }
    done(await ingestReports({ db: fleet.db, viewer: testAgent(did) }, call))
  },
  sql: async (did: string, batch: readonly Sent[]) => {
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT r ->> 'target_node_did', (r ->> 'timestamp')::timestamptz, r ->> 'status', r -> 'metrics', r
       FROM jsonb_array_elements($1::jsonb) r`,
      [JSON.stringify(reportsOf(did, batch))],
    )
  },
}
const send = writers.api

/** As if all that happened to this node had happened so much earlier. */
async function pass(did: string, seconds: number): Promise<void> {
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    const shift = async (table: string, column: string, times: readonly string[]) => {
      const sets = times.map((name) => `${name} = ${name} - $2 * interval '1 second'`).join(', ')
      await tx.query(`UPDATE ${table} SET ${sets} WHERE ${column} = $1`, [did, seconds])
    }
    await shift('health_reports', 'target_node_did', ['timestamp'])
    await shift('node_latest', 'node_did', ['timestamp', 'status_since', 'heard_at', 'arrived_at'])
    await shift('reports_ahead', 'node_did', ['timestamp', 'arrived_at'])
  })
}

const shown = async (did: string) => {
  const [node, api] = await Promise.all([nodeDetail(viewer, did), apiNodeOf(viewer, did)])
  if (!node || !api) throw new Error(`no node ${did}`)
  // List, page and API agree.
  expect((await fleetPage(viewer, { q: did, sort: 'state' })).rows[0]?.state).toBe(node.state)
  expect(api.state).toBe(node.state)
  return { node, api }
}
const stateOf = async (did: string) => (await shown(did)).node.state

/** The states of a node while so many seconds pass, a moment before and after each. */
async function statesWhile(did: string, seconds: number, step: number): Promise<string[]> {
  const states = [await stateOf(did)]
  for (let passed = 0; passed < seconds; passed += step) {
    await pass(did, step)
    states.push(await stateOf(did))
  }
  return [...new Set(states)]
}

/** What the strip of so many seconds shows in the last hour of them, where that is not a status. */
async function silencesIn(did: string, seconds: number): Promise<string[]> {
  const to = Math.floor(Date.now() / 1_000)
  const charts = await nodeCharts(viewer, did, { from: to - seconds, to })
  const stretches = charts ? statusStretches(charts) : []
  const later = stretches.filter((stretch) => stretch.to > to - 3_600)
  return [...new Set(later.flatMap(({ parts }) => parts.flatMap(({ silence }) => silence ?? [])))]
}
const openHour = async (did: string): Promise<string[]> => [
  ...new Set([...(await silencesIn(did, 7_200)), ...(await silencesIn(did, 21_600))]),
]

describe.each(Object.keys(writers))('a node whose reports come through %s', (by) => {
  const write = by === 'sql' ? writers.sql : writers.api
  const didOf = (name: string) => `did:test:${by}:${name}`

  it('is Healthy with a clock that is 10 min behind', async () => {
    const did = didOf('behind')
    for (const batch of batchesOf('clock behind')) await write(did, batch)
    for (let n = 0; n < 5; n += 1) {
      await pass(did, 3)
      await write(did, [{ at: -600 }])
    }
    const { node, api } = await shown(did)
    expect(node).toMatchObject({ state: 'Healthy', clock: 'its clock is 10 min behind' })
    expect(api).toMatchObject({ state: 'Healthy', clock_ahead_seconds: null })
    expect(api.age_seconds).toBeLessThan(60)
    expect(api.clock_behind_seconds).toBeGreaterThanOrEqual(600)
    expect(api.clock_behind_seconds).toBeLessThan(660)
    await pass(did, 120)
    expect(await stateOf(did)).toBe('Silent')
  })

  it('is not led by one report from the future, which is marked and charted at its time', async () => {
    const did = didOf('future')
    for (const batch of batchesOf('one from the future')) await write(did, batch)
    const { node, api } = await shown(did)
    expect(node).toMatchObject({ state: 'Error', clock: null, now: { cpu_usage_percent: 99 } })
    expect(node.ahead?.text).toBe('1 report came from 300 d ahead: charted at its own time, never the latest')
    expect(api).toMatchObject({
      status: 'Error',
      metrics: { cpu_usage_percent: 99 },
      clock_ahead_seconds: null,
    })
    const stored = await rawReports(viewer, did, { limit: 100 })
    const marked = stored?.reports.filter((report) => report.ahead_seconds !== null) ?? []
    expect(marked.map((report) => Math.round((report.ahead_seconds ?? 0) / 86_400))).toEqual([300])
    const at = Date.parse(node.ahead?.at ?? '') / 1_000
    const there = await series(viewer, did, { from: at - 60, to: at + 60, metrics: null })
    expect(there?.reports.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await statesWhile(did, 120, 40)).toEqual(['Error', 'Silent'])
  })

  it('shows what it says as soon as a clock that was an hour ahead is right', async () => {
    const did = didOf('mended')
    const [ahead = [], mended = []] = batchesOf('an hour ahead, then mended')
    await write(did, ahead)
    expect((await shown(did)).node).toMatchObject({ state: 'Unknown', clock: 'its clock is 60 min ahead' })
    expect((await shown(did)).api.clock_ahead_seconds).toBeGreaterThan(3_500)
    await write(did, mended)
    const { node, api } = await shown(did)
    expect(node).toMatchObject({ state: 'Error', clock: null })
    expect(Date.now() - Date.parse(node.since ?? '')).toBeLessThan(60_000)
    expect(node.ahead?.text).toMatch(/^55 reports came, the last from (59|60) min ahead/)
    expect(api.clock_ahead_seconds).toBeNull()
    // Not even when the time of those reports has come.
    await pass(did, 7_200)
    await write(did, [{ at: 0, status: 'Warning' }])
    expect(await stateOf(did)).toBe('Warning')
  })

  it('shows what it says at once when a clock that was 4 min ahead is right again', async () => {
    const did = didOf('corrected')
    await write(did, [{ at: -5 }])
    await write(did, [{ at: 225 }, { at: 230 }])
    await pass(did, 5)
    await write(did, [{ at: 240, status: 'Warning' }])
    expect((await shown(did)).node).toMatchObject({ state: 'Warning', clock: 'its clock is 4 min ahead' })
    await pass(did, 5)
    // A report that comes late from before says nothing of the clock.
    await write(did, [{ at: -600 }])
    expect(await stateOf(did)).toBe('Warning')
    await write(did, [{ at: 0, status: 'Error' }])
    const { node, api } = await shown(did)
    expect(node).toMatchObject({ state: 'Error', clock: null })
    expect(Date.now() - Date.parse(node.since ?? '')).toBeLessThan(60_000)
    expect(node.ahead?.text).toMatch(/^3 reports came, the last from 4 min ahead/)
    expect(api).toMatchObject({ status: 'Error', clock_ahead_seconds: null })
    // Not even when the time of those reports has come.
    await pass(did, 300)
    await write(did, [{ at: 0, status: 'Healthy' }])
    expect(await stateOf(did)).toBe('Healthy')
  })

  it('can be seen in charts up to its newest report', async () => {
    const did = didOf('beyond')
    await write(did, [{ at: 3_600 }, { at: 7_200 }])
    const { node, api } = await shown(did)
    const newest = Date.parse(node.newestAhead ?? '')
    expect(Math.abs(newest - Date.now() - 7_200_000)).toBeLessThan(60_000)
    expect(api.newest_ahead).toEqual(new Date(newest))
    const end = endOfReports(Math.floor(Date.now() / 1_000), node.newestAhead)
    const charts = await nodeCharts(viewer, did, { from: end - 10_800, to: end })
    expect(charts?.status.reports.reduce((sum, count) => sum + count, 0)).toBe(2)
    // Between them is no silence: that time is yet to come.
    const between = charts?.reasons.filter(
      (_, index) =>
        charts.status.reports[index] === 0 && (charts.range.edges[index] ?? 0) > Date.now() / 1_000,
    )
    expect(new Set(between)).toEqual(new Set(['not_yet']))
    await write(did, [{ at: 0 }])
    expect((await shown(did)).node.newestAhead).not.toBeNull()
    const right = didOf('right')
    await write(right, [{ at: 0 }])
    expect(await shown(right)).toMatchObject({ node: { newestAhead: null }, api: { newest_ahead: null } })
  })

  it('was heard now without a clock', async () => {
    const did = didOf('no-clock')
    for (const batch of batchesOf('no clock')) await write(did, batch)
    const { node, api } = await shown(did)
    const years = new Date().getFullYear() - 1970
    expect(node).toMatchObject({ state: 'Healthy', clock: `its clock is ${years} years behind` })
    expect(api.age_seconds).toBeLessThan(60)
  })

  it('is not Silent after reports of 12 years ago: a clock, or an import', async () => {
    const did = didOf('import')
    await write(did, [{ at: -12.1 * 365.25 * 86_400 }])
    const { node } = await shown(did)
    expect(node.state).toBe('Healthy')
    expect(node.clock).toBe('its reports are 12 years old: its clock is behind, or they were imported')
    await pass(did, 1_000)
    expect(await stateOf(did)).toBe('Silent')
  })

  it('keeps its latest state when a report comes late', async () => {
    const did = didOf('late')
    await write(did, [{ at: 0, status: 'Error' }])
    await write(did, [{ at: -900, status: 'Healthy' }])
    expect((await shown(did)).node).toMatchObject({ state: 'Error', clock: null })
  })

  it('uploads an hour at a time and is not Silent until the next upload is overdue', async () => {
    const did = didOf('hourly')
    // From where the last upload ended, however long this test has taken meanwhile.
    const samples = Array.from({ length: 61 }, (_, n) => ({ at: (n - 60) * 60 }))
    await write(did, samples)
    for (let hour = 0; hour < 3; hour += 1) {
      expect(await statesWhile(did, 3_600, 900)).toEqual(['Healthy'])
      await write(did, samples)
    }
    expect(await openHour(did)).toEqual([])
    expect(await statesWhile(did, 4_200, 1_400)).toEqual(['Healthy'])
    expect(await openHour(did)).toEqual(['not_yet'])
    await pass(did, 600)
    expect(await stateOf(did)).toBe('Silent')
    expect(await openHour(did)).toEqual(['no_report'])
  })
})

describe('an interval that changes from 5 s to 5 min', () => {
  it('is never Silent if the agent says its interval', async () => {
    const did = 'did:test:interval:said'
    for (let n = 0; n < 40; n += 1) {
      await send(did, [{ at: 0, interval: 5 }])
      await pass(did, 5)
    }
    await send(did, [{ at: 0, interval: 300 }])
    for (let n = 0; n < 4; n += 1) {
      expect(await statesWhile(did, 300, 100)).toEqual(['Healthy'])
      await send(did, [{ at: 0, interval: 300 }])
    }
    expect(await silencesIn(did, 900)).toEqual([])
    await pass(did, 901)
    expect(await stateOf(did)).toBe('Silent')
  })

  it('is learned from the first gap otherwise', async () => {
    const did = 'did:test:interval:learned'
    for (let n = 0; n < 40; n += 1) {
      await send(did, [{ at: 0 }])
      await pass(did, 5)
    }
    expect(await statesWhile(did, 300, 100)).toEqual(['Healthy', 'Silent'])
    for (let n = 0; n < 4; n += 1) {
      await send(did, [{ at: 0 }])
      expect(await statesWhile(did, 300, 100)).toEqual(['Healthy'])
    }
  })
})

it('is Unknown while reports keep coming from a clock that fell back, not what it last was', async () => {
  const did = 'did:test:fell-back'
  for (let n = 0; n < 5; n += 1) {
    await send(did, [{ at: 0, interval: 5 }])
    await pass(did, 5)
  }
  for (let n = 0; n < 20; n += 1) {
    await send(did, [{ at: '1970-01-01T00:00:05Z', status: 'Error', interval: 5 }])
    await pass(did, 5)
  }
  const { node } = await shown(did)
  expect(node).toMatchObject({ state: 'Unknown', reportedStatus: 'Healthy' })
  expect(node.clock).toMatch(/^its clock is .* behind$/)
})

it('keeps the timeline of a job in order when the clock of a plain-SQL node is behind, and says so', async () => {
  const did = 'did:test:slow:jobs'
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, did, owner.id)
  const [{ job_id }] = await fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
     VALUES ($1, $2, 'restart', 'PendingApproval') RETURNING job_id`,
    [did, viewer.did],
  )
  const move = (status: string, secondsAgo: number) =>
    fleet.db.query(
      `UPDATE maintenance_jobs SET status = $2::text, status_history = status_history || jsonb_build_array(
         jsonb_build_object('status', $2::text, 'timestamp', now() - $3 * interval '1 second', 'message', ''))
       WHERE job_id = $1`,
      [job_id, status, secondsAgo],
    )
  await testVote(fleet.db, job_id, owner.id)
  await move('Approved', 0)
  await move('Running', 600)
  await move('Completed', 595)
  const shownJob = await jobDetail(viewer, job_id)
  const lines = shownJob?.timeline.map((entry) => [entry.label, entry.clockNote !== null])
  expect(lines?.slice(-3)).toEqual([
    ['Approved', false],
    ['Running', true],
    ['Completed', true],
  ])
})

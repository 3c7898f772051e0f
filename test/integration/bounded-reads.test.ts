import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import {
  clockDatabase,
  database,
  ingestDatabase,
  liveDatabase,
  metricsDatabase,
  signInPool,
} from '@/lib/db/connection/server-database'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { rawReports } from '@/lib/fleet/queries/raw-reports'
import type { PersonViewer } from '@/lib/kernel/role'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { series } from '@/lib/series/queries/series'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

// Other programs write what they like with plain SQL; what is read of it has bounds.

let fleet: TestFleet
let viewer: PersonViewer
beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'reader', 'operator')
})
afterAll(() => fleet.close())

const from = Math.floor(Date.now() / 3_600_000) * 3_600 - 3 * 3_600
const range = { from, to: from + 3_600, metrics: null }

it('a series of 80,000 metrics has the first 100 of them, from raw reports and from roll-ups', async () => {
  const did = 'did:bounds:names'
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 + r * 60), 'Healthy', m.metrics, '{}'
     FROM generate_series(0, 19) r CROSS JOIN LATERAL (
       SELECT jsonb_object_agg('name_' || lpad((r * 4000 + n)::text, 6, '0'), n) || '{"memory_usage_mb": 1}' AS metrics
       FROM generate_series(0, 3999) n) m`,
    [did, from],
  )
  const expected = [
    'memory_usage_mb',
    ...Array.from({ length: 99 }, (_, n) => `name_${String(n).padStart(6, '0')}`),
  ]
  const read = async () => {
    const answer = await series(viewer, did, range)
    return { names: Object.keys(answer?.series ?? {}), more: answer?.more_metrics }
  }
  const raw = await series(viewer, did, range)
  expect(await read()).toEqual({ names: expected, more: true })
  await rollUp(fleet.db, new Date())
  expect(await series(viewer, did, range)).toEqual({ ...raw, tier: expect.any(String) })
  const named = await series(viewer, did, { ...range, metrics: ['name_079999'] })
  expect(named).toMatchObject({ more_metrics: false, series: { name_079999: {} } })
  const page = await nodeDetail(viewer, did)
  expect(Object.keys(page?.now ?? {})).toHaveLength(500)
  expect(page?.now).toHaveProperty('memory_usage_mb')
}, 60_000)

it('a node of any number of statuses has twenty and the others together', async () => {
  const did = 'did:bounds:statuses'
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT $1, to_timestamp($2 + n * 10), 'Odd ' || n, '{}' FROM generate_series(1, 300) n`,
    [did, from],
  )
  const charts = await nodeCharts(viewer, did, range)
  expect(charts?.statuses).toHaveLength(21)
  const reports = charts?.statuses.flatMap((status) => status.reports).reduce((sum, n) => sum + n, 0)
  expect(reports).toBe(300)
})

it('pages of raw reports end early where reports are long, and leave out what fits in none', async () => {
  const did = 'did:bounds:long'
  // The same letter compresses to a hundredth of its length.
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report, metrics)
     SELECT $1, to_timestamp($2 + n), 'Healthy',
            jsonb_build_object('n', n, 'text', repeat('x', CASE n WHEN 7 THEN 5000000 ELSE 900000 END)),
            jsonb_build_object('n', n)
     FROM generate_series(1, 12) n`,
    [did, from],
  )
  const seen: unknown[] = []
  const sizes: number[] = []
  for (let cursor: string | undefined; sizes.length < 20; ) {
    const page = await rawReports(viewer, did, { cursor, limit: 1_000 })
    seen.push(...(page?.reports.map((one) => (one.left_out ? 'left out' : one.metrics)) ?? []))
    sizes.push(JSON.stringify(page).length)
    if (!page?.next_cursor) break
    cursor = page.next_cursor
  }
  const metrics = Array.from({ length: 12 }, (_, index) => ({ n: 12 - index }))
  expect(seen).toEqual(metrics.map((one) => (one.n === 7 ? 'left out' : one)))
  expect(sizes).toHaveLength(3)
  expect(Math.max(...sizes)).toBeLessThan(4.2 * 1024 * 1024)
  expect((await nodeDetail(viewer, did))?.rawReport).not.toBeNull()
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report, diagnosis)
     VALUES ($1, to_timestamp($2 + 60), 'Healthy', jsonb_build_object('text', repeat('x', 2000000)), $3)`,
    [did, from, JSON.stringify({ code: 'LONG', recommendation: 'a b '.repeat(100_000) })],
  )
  const page = await nodeDetail(viewer, did)
  expect(page).toMatchObject({ rawReport: null, metricsLeftOut: null, diagnosis: { code: 'LONG' } })
  expect(page?.diagnosis?.recommendation).toHaveLength(2_000)
})

/** The latest report of a node has these metrics; their values can hardly be compressed. */
async function listedOf(did: string, names: readonly string[]) {
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2), 'Healthy', jsonb_object_agg(name, random() * 1e6), '{}' FROM unnest($3::text[]) name`,
    [did, from, names],
  )
  const node = await nodeDetail(viewer, did)
  return { names: Object.keys(node?.now ?? {}).sort(), leftOut: node?.metricsLeftOut }
}

const exporter = z.object({
  families: z.array(z.object({ name: z.string(), N: z.number(), values: z.array(z.string()) })),
})

it('a page lists all metrics of a node_exporter, which lists of nodes do not keep', async () => {
  const { families } = exporter.parse(
    JSON.parse(readFileSync('test/data/cases/exporter-metrics.json', 'utf8')),
  )
  const names = families.flatMap(({ name, N, values }) =>
    Array.from({ length: N }, (_, n) =>
      values.map((v) =>
        name.replace(/n"/, `${n}"`).replace(/_v\{|"v"|^v$/, (place) => place.replace('v', v)),
      ),
    ).flat(),
  )
  expect(new Set(names).size).toBe(978)
  expect(await listedOf('did:bounds:exporter', names)).toEqual({ names: names.sort(), leftOut: 0 })
})

it.each([
  ['more metrics than a page can list', 2_500, 40, 2_000],
  ['metrics that are longer than a page may be', 3_000, 96, null],
])('of %s it lists some, and says so', async (_, count, length, leftOut) => {
  const names = Array.from({ length: count }, () => randomBytes(length / 2).toString('hex'))
  const listed = await listedOf(`did:bounds:${count}`, names)
  expect(listed.names).toHaveLength(500)
  expect(listed.leftOut).toBe(leftOut)
})

it('no pool of the server waits for a statement without end', async () => {
  const limit = `SELECT setting::int AS ms FROM pg_settings WHERE name = 'statement_timeout'`
  const pools = [database, ingestDatabase, liveDatabase, clockDatabase, metricsDatabase]
  const limits = await Promise.all(pools.map(async (pool) => (await (await pool()).query(limit))[0]?.ms))
  limits.push((await signInPool().query(limit)).rows[0]?.ms)
  for (const ms of limits) {
    expect(ms).toBeGreaterThan(0)
    expect(ms).toBeLessThanOrEqual(120_000)
  }
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { statusStretches } from '@/lib/series/domain/status-stretches'
import { statusSummary, summaryText } from '@/lib/series/domain/status-summary'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let viewer: PersonViewer
const flapping = 'did:test:node:flapping'
const mostlyWell = 'did:test:node:mostly-well'
const forgetful = 'did:test:node:forgetful'
const day = 86_400
const end = Math.floor(Date.now() / 1_000 / day) * day
const hours = 2 * 365 * 24

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'approver')
  for (const did of [flapping, mostlyWell, forgetful]) await testNode(fleet.db, did, viewer.id)
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 - n * 120), CASE n % 2 WHEN 0 THEN 'Healthy' ELSE 'Error' END, '{}', '{}'
     FROM generate_series(1, 720) n`,
    [flapping, end],
  )
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 - n * 3600),
            CASE WHEN n % 500 < 4 THEN 'Error' WHEN n % 90 < 5 THEN 'Warning' ELSE 'Healthy' END, '{}', '{}'
     FROM generate_series(1, $3::int) n WHERE n NOT BETWEEN 5000 AND 5398`,
    [mostlyWell, end, hours],
  )
  // Every 44th of its hourly reports is missing.
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 - n * 3600 + 600), 'Healthy', '{}', '{}'
     FROM generate_series(1, 100 * 24) n WHERE n % 44 <> 0`,
    [forgetful, end],
  )
  while (await rollUp(fleet.db, new Date()));
})
afterAll(() => fleet.close())

async function history(did: string, seconds: number) {
  const charts = await nodeCharts(viewer, did, { from: end - seconds, to: end })
  if (!charts) throw new Error('no such node')
  const stretches = statusStretches(charts)
  return { charts, stretches, summary: statusSummary(charts, stretches) }
}

describe('a node that changes with every report', () => {
  it('has as many changes as its reports show', async () => {
    const { charts } = await history(flapping, day)
    expect(charts.changes).toEqual({ count: 719, exact: true })
  })

  it('never has fewer changes in a whole than in its part', async () => {
    const counts: number[] = []
    for (const part of [900, 3_600, 6 * 3_600, day, 7 * day, 30 * day])
      counts.push((await history(flapping, part)).charts.changes.count)
    expect([...counts].sort((a, b) => a - b)).toEqual(counts)
  })

  it('is drawn as half of each, never as a solid bar', async () => {
    const { stretches, summary } = await history(flapping, day)
    const wholes = stretches.filter(({ parts }) => parts.length === 1)
    expect(wholes.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThan(day * 0.02)
    expect(summary.shares.map(({ status, text }) => [status, text])).toEqual([
      ['Error', expect.stringMatching(/^(49|50)\./)],
      ['Healthy', expect.stringMatching(/^(49|50)\./)],
    ])
  })
})

describe('a node that is mostly well', () => {
  it('shows so over two years, and how long it was silent', async () => {
    const { summary, stretches } = await history(mostlyWell, hours * 3_600)
    const healthy = summary.shares.find(({ status }) => status === 'Healthy')?.seconds ?? 0
    const heard = summary.shares.filter(({ status }) => status !== null)
    expect(healthy / heard.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(0.937, 2)
    expect(summaryText(summary)).toContain('16.6 d without reports')
    // The worst status of a bucket does not colour it.
    expect(stretches.filter(({ parts }) => parts[0]?.status === 'Error' && parts.length === 1)).toEqual([])
  })
})

describe('a node that misses a report now and then', () => {
  it('never has less silence in a whole than in its part', async () => {
    const missing: number[] = []
    for (const days of [7, 30, 90]) {
      const { summary } = await history(forgetful, days * day)
      missing.push(summary.shares.find(({ silence }) => silence !== null)?.seconds ?? 0)
    }
    const hours = missing.map((seconds) => Math.round(seconds / 3_600))
    expect(hours).toEqual([3, 16, 49])
  })
})

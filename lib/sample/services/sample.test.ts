import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { mayMove, parseHistory } from '@/lib/jobs/domain/status'
import { markLost } from '@/lib/jobs/services/mark-lost'
import { jobStatuses } from '@/lib/kernel/job-status'
import { historySeconds, sampleReports, slotSeconds } from '@/lib/sample/domain/fleet'
import { sampleJobs, verifiedPercent } from '@/lib/sample/domain/jobs'
import { sampleNodes } from '@/lib/sample/domain/nodes'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { dryRunMismatch, parseDryRunText } from '@/lib/signing/domain/dry-run'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { loadSample } from './load-sample'
import { removeSample } from './remove-sample'
import { topUpSample } from './top-up-sample'

const people = { operatorId: 'ola', approverId: 'ana', adminId: 'ada' }
const now = new Date('2025-11-24T16:00:00Z')
const anchor = now.getTime() / 1_000
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000)
const expected = (from: number, to: number): number =>
  [
    ...sampleReports(
      sampleNodes.map((node) => ({ node, after: from })),
      to,
      anchor,
    ),
  ].length

// These tests run in order: each begins where the previous one ended.
let database: TestDatabase
let db: DataSource

const count = async (table: string, values: unknown[] = []): Promise<number> => {
  const [row] = await db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`, values)
  return row?.n ?? -1
}

/** Every row that is not of the sample fleet, as text. */
async function otherRows(): Promise<unknown> {
  const tables = [
    'health_reports',
    'maintenance_jobs',
    'nodes',
    'node_latest',
    'people',
    'tokens',
    'job_details',
  ]
  const rows = await Promise.all(
    tables.map((table) =>
      db.query(
        `SELECT '${table}' AS t, r::text FROM ${table} r WHERE r::text LIKE '%did:kos:real%' OR r::text LIKE '%real job%'
           OR '${table}' = 'people' ORDER BY 2`,
      ),
    ),
  )
  return rows.flat()
}

beforeAll(async () => {
  database = await migratedDatabase()
  db = await openDataSource(database.url)
  await db.query(`INSERT INTO people (id, name, email, did, role) VALUES
    ('ola', 'Ola', 'ola@example.org', 'did:key:ola', 'operator'),
    ('ana', 'Ana', 'ana@example.org', 'did:key:ana', 'approver'),
    ('ada', 'Ada', 'ada@example.org', 'did:key:ada', 'admin')`)
  await db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
    SELECT 'did:kos:real:1', $1::timestamptz - n * interval '1 minute', 'Healthy', '{}' FROM generate_series(1, 50) n`,
    [now],
  )
  await db.query(`INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
    VALUES ('did:kos:real:1', 'did:key:ola', 'restart_service', 'PendingApproval')`)
  await db.query(`UPDATE job_details SET reason = 'real job'`)
})

afterAll(async () => {
  await db?.destroy()
  await database?.drop()
})

test('nothing is topped up or removed before the fleet is loaded', async () => {
  expect(await topUpSample(db, now)).toBe(0)
  expect(await count('health_reports')).toBe(50)
})

test('a load that ends midway, or that lacks a person, leaves nothing behind', async () => {
  const cut = (line: string): void => {
    throw new Error(`cut at ${line}`)
  }
  await expect(loadSample(db, people, now, cut)).rejects.toThrow(/cut at .*%/)
  await expect(loadSample(db, { ...people, operatorId: 'nobody' }, now)).rejects.toThrow(/nobody/)
  expect(await count('health_reports')).toBe(50)
  expect(await count('nodes WHERE is_sample')).toBe(0)
})

test('the fleet is loaded with its people, reports and jobs, within a moment', async () => {
  const began = performance.now()
  const lines: string[] = []
  const loaded = await loadSample(db, people, now, (line) => lines.push(line))
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(loaded).toEqual({
    nodes: 12,
    reports: expected(anchor - historySeconds, anchor),
    jobs: sampleJobs.length,
  })
  expect(lines.length).toBeGreaterThan(10)
  expect(await count('health_reports')).toBe(loaded.reports + 50)
  const owned = `nodes JOIN node_owners USING (node_did) WHERE is_sample`
  expect(await count(`${owned} AND person_id = 'ana'`)).toBe(10)
  expect(await count(`${owned} AND person_id = 'ada'`)).toBe(2)
  expect(
    await count(
      `node_latest l JOIN nodes n USING (node_did) WHERE is_sample AND cadence_seconds BETWEEN 290 AND 400`,
    ),
  ).toBe(12)
  // Its reports arrived when they were made: one node has been silent for hours.
  expect(
    await count(`node_latest JOIN nodes USING (node_did) WHERE is_sample AND heard_at <> timestamp`),
  ).toBe(0)
  expect(
    await count(`node_latest JOIN nodes USING (node_did) WHERE is_sample AND heard_at < $1`, [
      new Date(now.getTime() - 3 * 3_600_000),
    ]),
  ).toBe(1)
}, 60_000)

test('the columns match the raw report', async () => {
  expect(
    await count(`health_reports WHERE raw_report <> '{}' AND (raw_report ->> 'status' <> status
      OR raw_report -> 'metrics' IS DISTINCT FROM metrics OR raw_report -> 'dependencies' IS NULL
      OR nullif(raw_report -> 'diagnosis', 'null') IS DISTINCT FROM diagnosis OR raw_report ? 'report_id')`),
  ).toBe(0)
})

test('there are jobs in every status, with a legal history that ends in it', async () => {
  const jobs = await db.query<
    {
      status: string
      status_history: unknown
      completed_at: Date | null
      created_at: Date
      reason: string
      is_sample: boolean
    }[]
  >(
    `SELECT j.*, d.reason, d.is_sample FROM maintenance_jobs j JOIN job_details d USING (job_id) WHERE d.is_sample`,
  )
  expect(new Set(jobs.map((job) => job.status))).toEqual(new Set(jobStatuses))
  for (const job of jobs) {
    const history = parseHistory(job.status_history)
    expect(history[0]).toMatchObject({
      status: 'PendingApproval',
      timestamp: job.created_at.toISOString(),
      message: job.reason,
    })
    expect(history.at(-1)?.status).toBe(job.status)
    for (const [index, change] of history.slice(1).entries())
      expect(mayMove(history[index]?.status ?? '', change.status)).toBe(true)
    const over = job.status === 'Completed' || job.status === 'Failed'
    expect(job.completed_at?.toISOString()).toBe(over ? history.at(-1)?.timestamp : undefined)
  }
  expect(await count('job_log_lines')).toBe(sampleJobs.flatMap((job) => job.log).length)
})

test('a request shows what its node could say that it would change, and says that nothing ran', async () => {
  const rows = await db.query<{ document: string; dry_run: string; status: string }[]>(
    `SELECT a.document, a.dry_run, j.status FROM approval_documents a JOIN job_details d USING (job_id, revision)
     JOIN maintenance_jobs j USING (job_id) WHERE d.is_sample AND a.dry_run_until IS NOT NULL`,
  )
  expect(rows.map(({ status }) => status)).toEqual(['PendingApproval'])
  const [document, result] = [
    parseDocumentText(rows[0]?.document ?? ''),
    parseDryRunText(rows[0]?.dry_run ?? ''),
  ]
  if (!document.ok || !result.ok) throw new Error('it cannot be read')
  expect(dryRunMismatch(document.value, result.value)).toBeNull()
  expect(result.value.output).toMatch(/^sample: no command ran; /)
  expect([result.value.seconds, result.value.ran?.[1]]).toEqual([0, '--dry-run'])
})

test('no vote quotes a reason that nobody gave', async () => {
  const votes = await db.query<{ reason: string | null }[]>(
    `SELECT v.reason FROM job_votes v JOIN job_details d USING (job_id) WHERE d.is_sample`,
  )
  expect(votes.filter(({ reason }) => reason === null).length).toBeGreaterThan(0)
  expect(votes.filter(({ reason }) => reason === 'Approved' || reason === 'Rejected')).toEqual([])
})

test('loading twice, even at once or by force, is the same as loading once', async () => {
  const before = await count('health_reports')
  const again = await Promise.all([
    loadSample(db, people, after(60)),
    loadSample(db, people, after(60), undefined, { force: true }),
  ])
  expect(again).toEqual([
    { nodes: 0, reports: 0, jobs: 0 },
    { nodes: 0, reports: 0, jobs: 0 },
  ])
  expect(await count('health_reports')).toBe(before)
})

test('the running job is not lost, although no agent runs it, and its progress moves', async () => {
  expect(await markLost(db)).toBe(0)
  await topUpSample(db, after(3 * 3_600))
  const rows =
    await db.query(`SELECT d.progress_percent FROM maintenance_jobs j JOIN job_details d USING (job_id)
    WHERE j.status = 'Running'`)
  expect(rows).toEqual([{ progress_percent: verifiedPercent(-3 * 3_600) }])
})

test('a top-up adds exactly the slots that are missing, once', async () => {
  expect(await count('health_reports')).toBe(50 + expected(anchor - historySeconds, anchor + 3 * 3_600))
  const [one, other] = await Promise.all([
    topUpSample(db, after(5 * 3_600)),
    topUpSample(db, after(5 * 3_600)),
  ])
  expect(one + other).toBe(expected(anchor + 3 * 3_600, anchor + 5 * 3_600))
  expect(await topUpSample(db, after(5 * 3_600))).toBe(0)
  const reported = await db.query<{ last: Date }[]>(
    `SELECT max(timestamp) AS last FROM health_reports WHERE target_node_did = $1`,
    [sampleNodes.find((node) => node.name === 'tohunga-akl-1')?.did],
  )
  expect(reported[0]?.last.getTime()).toBeLessThan(now.getTime() - 3 * 3_600_000)
})

test('removing deletes the sample fleet, with jobs that people requested there, and nothing else', async () => {
  await db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
     VALUES ($1, 'did:key:ola', 'clear_cache', 'PendingApproval')`,
    [sampleNodes[0]?.did],
  )
  const before = await otherRows()
  const reports = await count('health_reports')
  expect(await removeSample(db)).toEqual({ nodes: 12, reports: reports - 50, jobs: sampleJobs.length + 1 })
  expect(await otherRows()).toEqual(before)
  expect(await count('nodes')).toBe(1)
  expect(await count('health_reports')).toBe(50)
  expect(await count('maintenance_jobs')).toBe(1)
  expect(await removeSample(db)).toEqual({ nodes: 0, reports: 0, jobs: 0 })
}, 60_000)

test('after removal the fleet loads again only by force, and never takes over a real node', async () => {
  expect(await topUpSample(db, after(600))).toBe(0)
  expect(await loadSample(db, people, now)).toEqual({ nodes: 0, reports: 0, jobs: 0 })
  const [free, ...taken] = sampleNodes.map((node) => node.did)
  await db.query(`INSERT INTO nodes (node_did, name) SELECT unnest($1::text[]), 'mine'`, [taken])
  const loaded = await loadSample(db, people, now, undefined, { force: true })
  expect(loaded).toMatchObject({ nodes: 1, reports: historySeconds / slotSeconds })
  expect(await count(`health_reports WHERE target_node_did NOT IN ('${free}', 'did:kos:real:1')`)).toBe(0)
  expect(await count(`maintenance_jobs WHERE target_node_did NOT IN ('${free}', 'did:kos:real:1')`)).toBe(0)
})

test('after a long absence a top-up adds at most thirty days', async () => {
  expect(await topUpSample(db, after(45 * 86_400))).toBe(historySeconds / slotSeconds)
  expect(await removeSample(db)).toMatchObject({ nodes: 1, reports: (2 * historySeconds) / slotSeconds })
  expect(await count(`nodes WHERE name = 'mine'`)).toBe(11)
})

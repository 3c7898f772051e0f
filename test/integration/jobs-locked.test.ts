import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alertsPage } from '@/lib/alerts/queries/alerts-page'
import { firingAlerts } from '@/lib/alerts/queries/firing'
import { nodeAlerts } from '@/lib/alerts/queries/node-alerts'
import { nodeAnnotations } from '@/lib/annotations/queries/annotations'
import { jobBoard } from '@/lib/board/queries/job-board'
import { nodeJobs } from '@/lib/board/queries/node-jobs'
import { shell } from '@/lib/board/queries/shell'
import { readChanges } from '@/lib/db/connection/changes'
import { isLockTimeout } from '@/lib/db/connection/failures'
import { database, liveDatabase } from '@/lib/db/connection/server-database'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { databaseDown } from '@/lib/kernel/database-down'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { series as apiSeries } from '@/lib/series/queries/series'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let other: Client
beforeAll(async () => {
  fleet = await testServer()
  other = new Client({ connectionString: fleet.url })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await fleet.close()
})

const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error) => error)

it('a lock on the table of jobs fails what reads jobs, in words, and not the frame of other pages', async () => {
  const viewer = await testPerson(fleet.db, 'viewer', 'approver')
  await other.query('BEGIN')
  await other.query('LOCK TABLE maintenance_jobs')
  const [frame, firing, board, alerts] = await Promise.all([
    shell(viewer),
    firingAlerts(viewer),
    thrownBy(jobBoard(viewer, {})),
    thrownBy(alertsPage(viewer, { state: 'firing', limit: 50 })),
  ])
  await other.query('COMMIT')
  expect({ ...frame, firing }).toMatchObject({ waitingForViewer: 0, ownedNodes: 0, firing: 0 })
  // What a job silences is not known without it.
  expect(isLockTimeout(alerts)).toBe(true)
  expect(databaseDown(board)).toMatchObject({
    ...{ kind: 'unavailable', retryAfter: 3 },
    detail: 'Another program has locked what this needs in the database; try again in a few seconds.',
  })
})

const report = (status: string): Promise<unknown> =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report) VALUES ('did:a:2', now(), $1, '{}', '{}')`,
    [status],
  )

it('a lock on the table of jobs leaves the fleet, a node and its charts, which say what is missing', async () => {
  const viewer = await testPerson(fleet.db, 'watcher', 'operator')
  await testNode(fleet.db, 'did:a:2')
  await report('Error')
  const { manager } = await liveDatabase()
  const { since } = await readChanges(manager, null)
  await report('Warning')
  const range = { from: Date.now() / 1_000 - 3_600, to: Date.now() / 1_000 }
  await other.query('BEGIN')
  await other.query('LOCK TABLE maintenance_jobs')
  const [page, node, charts, jobs, alerts, notes, live, series] = await Promise.all([
    fleetPage(viewer, { sort: 'state' }),
    nodeDetail(viewer, 'did:a:2'),
    nodeCharts(viewer, 'did:a:2', range),
    nodeJobs(viewer, 'did:a:2'),
    nodeAlerts(viewer, 'did:a:2', range),
    nodeAnnotations(viewer, 'did:a:2', range),
    readChanges(manager, since),
    thrownBy(apiSeries(viewer, 'did:a:2', { ...range, metrics: null })),
  ])
  await other.query('COMMIT')
  expect(page.rows).toMatchObject([{ did: 'did:a:2', state: 'Warning', openJobs: null }])
  expect(node).toMatchObject({ state: 'Warning' })
  expect(charts?.jobs).toBeNull()
  expect(jobs).toBeNull()
  expect([alerts, notes]).toEqual([[], []])
  expect(live).toMatchObject({ nodes: [{ id: 'did:a:2' }], jobs: [], since })
  // Without the jobs a gap may get a wrong reason.
  expect(isLockTimeout(series)).toBe(true)
})

it('what is not restricted is shown without the jobs to somebody in a group as well', async () => {
  const member = await testPerson(fleet.db, 'member', 'approver')
  await fleet.db.query(
    `WITH made AS (INSERT INTO approver_groups (name) VALUES ('Night') RETURNING group_id)
     INSERT INTO group_members SELECT group_id, $1 FROM made`,
    [member.id],
  )
  await other.query('BEGIN')
  await other.query('LOCK TABLE maintenance_jobs')
  const page = await fleetPage(member, { sort: 'name' })
  await other.query('COMMIT')
  expect(page.rows).toMatchObject([{ did: 'did:a:2' }])
})

it('a lock on one job fails a decision on it, and not the board', async () => {
  const requester = await testPerson(fleet.db, 'requester', 'operator')
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, 'did:a:1', 'owner')
  const jobId = await requestedJob(fleet.db, requester, 'did:a:1')
  const db = await database()
  await other.query('BEGIN')
  await other.query('SELECT FROM maintenance_jobs WHERE job_id = $1 FOR UPDATE', [jobId])
  // The table was locked until a moment ago.
  const rested = () =>
    expect.poll(() => jobBoard(owner, {}).then(({ rows }) => rows.length), { timeout: 5_000 })
  const [decision] = await Promise.all([thrownBy(decideNow(db, owner, jobId)), rested().toBe(1)])
  await other.query('COMMIT')
  expect(isLockTimeout(decision)).toBe(true)
})

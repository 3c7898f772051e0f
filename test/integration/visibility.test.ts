import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found } from '@/lib/board/domain/found'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { apiJobOf, apiJobs } from '@/lib/board/queries/api-jobs'
import { find } from '@/lib/board/queries/find'
import { jobDetail, restrictedJobOf } from '@/lib/board/queries/job'
import { jobBoard } from '@/lib/board/queries/job-board'
import { jobLog, jobLogText } from '@/lib/board/queries/job-log'
import { nodeJobs } from '@/lib/board/queries/node-jobs'
import { requestForm } from '@/lib/board/queries/request-form'
import { shell } from '@/lib/board/queries/shell'
import { nodeConsent } from '@/lib/consent/queries/node-consent'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { createGroup } from '@/lib/consent/services/create-group'
import { createRule } from '@/lib/consent/services/create-rule'
import { delegate } from '@/lib/consent/services/delegate'
import { apiNodeOf, apiNodes } from '@/lib/fleet/queries/api-nodes'
import { fleetOrder, fleetPage, rowsOf } from '@/lib/fleet/queries/fleet'
import { fleetChoices } from '@/lib/fleet/queries/fleet-choices'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { nodeTimeZone } from '@/lib/fleet/queries/node-time-zone'
import { rawReports } from '@/lib/fleet/queries/raw-reports'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { requestJob } from '@/lib/jobs/services/request-job'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { nodeDiagnoses } from '@/lib/series/queries/node-diagnoses'
import { series } from '@/lib/series/queries/series'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { requestedJob, shownHash } from '@/test/jobs'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

const hidden = 'did:test:node:hidden'
const open = 'did:test:node:open'
const now = Math.floor(Date.now() / 1_000)
const range = { from: now - 3_600, to: now + 60 }

let fleet: TestFleet
let jobId: string
let people: Record<
  'stranger' | 'operator' | 'delegate' | 'expired' | 'owner' | 'admin' | 'member',
  PersonViewer
>

const report = (did: string, raw: object) =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
     VALUES ($1, now(), 'Error', '{"cpu_usage_percent": 9}', '{"code": "HIDDEN_CODE"}', $2)`,
    [did, JSON.stringify(raw)],
  )

beforeAll(async () => {
  fleet = await testServer()
  const person = (id: string, role: PersonViewer['role']) => testPerson(fleet.db, id, role)
  people = {
    stranger: await person('stranger', 'approver'),
    operator: await person('operator', 'operator'),
    delegate: await person('delegate', 'approver'),
    expired: await person('expired', 'approver'),
    owner: await person('owner', 'approver'),
    admin: await person('admin', 'admin'),
    member: await person('member', 'approver'),
  }
  await testNode(fleet.db, hidden, people.owner.id)
  await testNode(fleet.db, open, people.admin.id)
  await fleet.db.query(
    `UPDATE nodes SET name = 'Hidden', labels = '{"secret": "yes", "time_zone": "Asia/Tokyo"}' WHERE node_did = $1`,
    [hidden],
  )
  await report(hidden, {})
  await report(open, { dependencies: [{ dependency_did: hidden, status: 'Healthy' }] })
  jobId = await requestedJob(fleet.db, people.operator, hidden)
  const until = new Date(Date.now() + 86_400_000).toISOString()
  for (const to of [people.delegate, people.expired])
    done(await delegate({ db: fleet.db, viewer: people.owner }, hidden, { to: to.did, until }))
  await fleet.db.query(
    `UPDATE delegations SET valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'
     WHERE delegate_id = 'expired'`,
  )
  await setRestricted(fleet.db, hidden, true)
})
afterAll(() => fleet.close())

const finds = ({ nodes, jobs }: Found): boolean => nodes.some(({ did }) => did === hidden) || jobs.length > 0

/** Every read that could reveal the node; true if it does. */
const personReads: Record<string, (viewer: PersonViewer) => Promise<boolean>> = {
  'the fleet page': async (viewer) =>
    (await fleetPage(viewer, { sort: 'state' })).rows.some(({ did }) => did === hidden),
  'counts of the fleet': async (viewer) => {
    const { total, counts } = await fleetPage(viewer, { sort: 'state' })
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total)
    return total === 2
  },
  'the owners of the fleet': async (viewer) =>
    (await fleetPage(viewer, { sort: 'state', owner: people.owner.did })).matching === 1,
  'the order of the fleet': async (viewer) =>
    (await fleetOrder(viewer, { sort: 'name' })).dids.includes(hidden),
  'rows by DID': async (viewer) => (await rowsOf(viewer, [hidden])).length > 0,
  'a search': async (viewer) =>
    (await fleetOrder(viewer, { sort: 'name', q: 'Hidden' })).dids.includes(hidden),
  'a search of everything, by name': async (viewer) => finds(await find(viewer, 'Hidden')),
  'a search of everything, by the id of a job': async (viewer) => finds(await find(viewer, jobId)),
  'labels to choose from': async (viewer) =>
    (await fleetChoices(viewer, 'label', 'secret')).choices.length > 0,
  'owners to choose from': async (viewer) =>
    (await fleetChoices(viewer, 'owner', '')).choices.some(({ value }) => value === people.owner.did),
  'nodes to choose from': async (viewer) =>
    (await fleetChoices(viewer, 'node', '')).choices.some(({ value }) => value === hidden),
  'the request form': async (viewer) => (await requestForm(viewer, hidden)).chosen !== null,
  'its time zone': async (viewer) => (await nodeTimeZone(viewer, hidden)) !== null,
  'the name of a dependency': async (viewer) =>
    (await nodeDetail(viewer, open))?.dependencies[0]?.name === 'Hidden',
  'jobs of the node': async (viewer) => ((await nodeJobs(viewer, hidden)) ?? []).length > 0,
  'the board': async (viewer) => (await jobBoard(viewer, {})).rows.some((row) => !('restricted' in row)),
  'counts of the board': async (viewer) => {
    const { counts, total, rows } = await jobBoard(viewer, {})
    expect(counts.PendingApproval ?? 0).toBe(total)
    expect(rows).toHaveLength(total)
    return rows.some((row) => !('restricted' in row))
  },
  'the board of the node': async (viewer) => (await jobBoard(viewer, { node: hidden })).total > 0,
  'a search of the board': async (viewer) => (await jobBoard(viewer, { q: 'Hidden' })).total > 0,
  'the job': async (viewer) => (await jobDetail(viewer, jobId)) !== null,
  'who decides on it': async (viewer) => (await nodeConsent(viewer, hidden)) !== null,
}

/** The same for people and agents. */
const reads: Record<string, (viewer: Viewer) => Promise<boolean>> = {
  'the node': async (viewer) => (await nodeDetail(viewer, hidden)) !== null,
  charts: async (viewer) => (await nodeCharts(viewer, hidden, range)) !== null,
  series: async (viewer) => (await series(viewer, hidden, { ...range, metrics: null })) !== null,
  diagnoses: async (viewer) => (await nodeDiagnoses(viewer, hidden, range)).length > 0,
  reports: async (viewer) => (await rawReports(viewer, hidden, { limit: 1 })) !== null,
  'the node of the API': async (viewer) => (await apiNodeOf(viewer, hidden)) !== null,
  'nodes of the API': async (viewer) =>
    (await apiNodes(viewer, { filter: { sort: 'name' }, cursor: null, limit: 9 })).nodes.some(
      ({ node_did }) => node_did === hidden,
    ),
  'the job of the API': async (viewer) => (await apiJobOf(viewer, jobId)) !== null,
  'the log of the job': async (viewer) => (await jobLog(viewer, jobId, { after: 0, limit: 1 })) !== null,
  'the log as text': async (viewer) => {
    const text = await jobLogText(viewer, jobId)
    await text?.cancel()
    return text !== null
  },
  'jobs of the API': async (viewer) =>
    (await apiJobs(viewer, { limit: 9 })).jobs.some(({ job_id }) => job_id === jobId),
  'the node’s jobs of the API': async (viewer) =>
    (await apiJobs(viewer, { limit: 9, node: hidden })).jobs.length > 0,
}

const knows = ['owner', 'delegate', 'admin'] as const
const knowsNot = ['stranger', 'operator', 'expired', 'member'] as const

describe('a restricted node', () => {
  it.each(Object.keys({ ...personReads, ...reads }))('%s', async (name) => {
    const reveals = personReads[name] ?? reads[name]
    if (!reveals) throw new Error(name)
    for (const who of knows) expect(await reveals(people[who]), who).toBe(true)
    for (const who of knowsNot) expect(await reveals(people[who]), who).toBe(false)
  })

  it.each(Object.keys(reads))('%s: agents', async (name) => {
    expect(await reads[name]?.(testAgent(hidden))).toBe(true)
    expect(await reads[name]?.(testAgent(open))).toBe(false)
  })

  it('leaves to the requester of its job the number, the status and the times, and nothing else', async () => {
    const { operator, stranger, admin } = people
    const rest = { restricted: true, jobId, status: 'PendingApproval', startedAt: null, completedAt: null }
    const { rows } = await jobBoard(operator, {})
    expect(rows).toEqual([{ ...rest, createdAt: expect.any(String) }])
    expect((await jobBoard(operator, { status: 'PendingApproval', requester: operator.did })).rows).toEqual(
      rows,
    )
    expect(await restrictedJobOf(operator, jobId)).toEqual(rows[0])
    const listed = await apiJobs(operator, { limit: 9 })
    expect(listed).toMatchObject({ jobs: [], restricted: [{ job_id: jobId, status: 'PendingApproval' }] })
    expect(await apiJobDetail(operator, jobId)).toEqual(listed.restricted[0])
    for (const told of [rows, listed]) expect(JSON.stringify(told)).not.toMatch(/hidden|task|did:/i)
    // No filter tells more than that.
    for (const filter of [
      { node: hidden },
      { task: 'restart_service' },
      { q: 'e' },
      { status: 'waiting' as const },
    ])
      expect(await jobBoard(operator, filter)).toMatchObject({ rows: [] })
    for (const filter of [{ node: hidden }, { q: 'e' }])
      expect((await apiJobs(operator, { limit: 9, ...filter })).restricted).toEqual([])
    for (const other of [stranger, people.expired, people.member]) {
      expect(await restrictedJobOf(other, jobId)).toBeNull()
      expect(await apiJobDetail(other, jobId)).toBeNull()
      expect((await jobBoard(other, {})).rows).toEqual([])
      expect((await apiJobs(other, { limit: 9 })).restricted).toEqual([])
    }
    // Whoever sees the node sees the whole job.
    expect(await restrictedJobOf(admin, jobId)).toBeNull()
    expect(await apiJobDetail(admin, jobId)).toMatchObject({ target_node_did: hidden })
  })

  it('accepts no requests, and its job no decisions', async () => {
    const body = { target_node_did: hidden, task_name: 'x', params: {}, reason: 'why' }
    for (const who of knowsNot) {
      const viewer = people[who]
      expect(failureOf(await requestJob({ db: fleet.db, viewer }, body))).toBe('not_found target_node_did')
      const vote = await decideJob({ db: fleet.db, viewer }, 'Approved', jobId, {
        approval_hash: await shownHash(fleet.db, jobId),
      })
      expect(failureOf(vote)).toBe('not_found')
    }
  })

  it('counts as waiting only for people who can decide on it', async () => {
    const waiting = async (who: keyof typeof people) => (await shell(people[who])).waitingForViewer
    expect(await waiting('owner')).toBe(1)
    expect(await waiting('delegate')).toBe(1)
    for (const who of ['stranger', 'expired', 'member', 'operator', 'admin'] as const)
      expect(await waiting(who), who).toBe(0)
  })

  it('is visible to the groups of its open jobs, only while they are open', async () => {
    const admin = { db: fleet.db, viewer: people.admin }
    done(await createGroup(admin, { name: 'Security' }))
    done(await addGroupMember(admin, 'Security', { person: people.member.did }))
    expect(await nodeDetail(people.member, hidden)).toBeNull()
    done(await createRule(admin, { name: 'two', groups: [{ group: 'Security' }] }))
    for (const [name, reveals] of Object.entries({ ...personReads, ...reads }))
      expect(await reveals(people.member), name).toBe(true)
    expect(await nodeDetail(people.stranger, hidden)).toBeNull()
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Cancelled' WHERE job_id = $1`, [jobId])
    expect(await nodeDetail(people.member, hidden)).toBeNull()
    expect(await jobDetail(people.member, jobId)).toBeNull()
    expect(await jobDetail(people.owner, jobId)).not.toBeNull()
  })

  it('is visible to everyone again once it is opened', async () => {
    await setRestricted(fleet.db, hidden, false)
    expect(await nodeDetail(people.stranger, hidden)).not.toBeNull()
    expect((await jobBoard(people.stranger, {})).total).toBe(1)
  })
})

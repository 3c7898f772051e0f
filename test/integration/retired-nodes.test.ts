import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addNode } from '@/lib/consent/services/add-node'
import { labelNode } from '@/lib/consent/services/label-node'
import { renameNode } from '@/lib/consent/services/rename-node'
import { nodesFilter, nodesHref } from '@/lib/fleet/domain/nodes-page'
import { apiNodeOf, apiNodes } from '@/lib/fleet/queries/api-nodes'
import { fleetOrder, fleetPage } from '@/lib/fleet/queries/fleet'
import { fleetChoices } from '@/lib/fleet/queries/fleet-choices'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { nodesPage } from '@/lib/fleet/queries/nodes-page'
import { stateTotals } from '@/lib/fleet/queries/state-totals'
import { parseHistory } from '@/lib/jobs/domain/status'
import { requestJob } from '@/lib/jobs/services/request-job'
import { restoreNode } from '@/lib/jobs/services/restore-node'
import { retireNode } from '@/lib/jobs/services/retire-node'
import type { PersonViewer } from '@/lib/kernel/role'
import { insertToken, tokenHolder } from '@/lib/people/db/tokens'
import { createToken } from '@/lib/people/services/create-token'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, requestedJob, runningJob, statusOf, storedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

const node = 'did:kos:n:old'
const other = 'did:kos:n:other'
const reason = 'The machine was scrapped'
let fleet: TestFleet
let people: Record<'operator' | 'owner' | 'admin', PersonViewer>
beforeAll(async () => {
  fleet = await testServer()
  people = {
    operator: await testPerson(fleet.db, 'operator', 'operator'),
    owner: await testPerson(fleet.db, 'owner', 'approver'),
    admin: await testPerson(fleet.db, 'admin', 'admin'),
  }
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  for (const did of [node, other]) await testNode(fleet.db, did, 'owner')
  await fleet.db.query(`UPDATE nodes SET name = 'Old', labels = '{"site": "Cairo"}' WHERE node_did = $1`, [
    node,
  ])
})

const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const retire = async (viewer = people.owner) => done(await retireNode(as(viewer), node, { reason }))

describe('a retired node', () => {
  it('leaves counts, lists and choices, and is found under its filter and by link', async () => {
    await retire()
    const { admin } = people
    const page = await fleetPage(admin, { sort: 'state' })
    expect([page.total, page.retired, page.rows.map(({ did }) => did)]).toEqual([1, 1, [other]])
    expect((await fleetOrder(admin, { sort: 'name' })).dids).toEqual([other])
    expect([...(await stateTotals()).values()]).toEqual([1])
    expect((await fleetChoices(admin, 'label', '')).choices).toEqual([])
    expect((await fleetChoices(admin, 'owner', '')).choices).toMatchObject([{ nodes: 1 }])
    expect((await fleetChoices(admin, 'node', 'old')).choices).toEqual([])
    const list = await apiNodes(admin, { filter: { sort: 'name' }, cursor: null, limit: 10 })
    expect(list.nodes.map(({ node_did }) => node_did)).toEqual([other])

    const retired = await fleetPage(admin, { sort: 'state', retired: true })
    expect([retired.total, retired.rows.map(({ did }) => did)]).toEqual([1, [node]])
    expect(await apiNodeOf(admin, node)).toMatchObject({ name: 'Old', retired_reason: reason })
    expect(await nodeDetail(admin, node)).toMatchObject({ retired: { by: 'Person owner', reason } })
    expect(await nodeDetail(admin, other)).toMatchObject({ retired: null })
  })

  it('has no open job and no token that works; its history stays', async () => {
    const { operator, owner } = people
    const pending = await requestedJob(fleet.db, operator, node)
    const approved = await approvedJob(fleet.db, operator, owner, node)
    const elsewhere = await requestedJob(fleet.db, operator, other)
    const token = await insertToken(fleet.db.manager, { nodeDid: node }, null)
    const kept = await insertToken(fleet.db.manager, { nodeDid: other }, null)
    expect(await retire()).toMatchObject({ cancelled: 2, tokens: 1 })
    for (const job of [pending, approved]) {
      const { status, status_history } = await storedJob(fleet.db, job)
      expect([status, parseHistory(status_history).at(-1)]).toMatchObject([
        'Cancelled',
        { message: `Node retired: ${reason}`, actor_did: owner.did },
      ])
    }
    expect(await statusOf(fleet.db, elsewhere)).toBe('PendingApproval')
    expect(await tokenHolder(fleet.db.manager, token)).toEqual({ refused: 'revoked' })
    expect(await tokenHolder(fleet.db.manager, kept)).toHaveProperty('viewer')
  })

  it('ends lost jobs as failed, and waits for one that runs', async () => {
    const { operator, owner } = people
    const { jobId } = await runningJob(fleet.db, operator, owner, node)
    const token = await insertToken(fleet.db.manager, { nodeDid: node }, null)
    expect(failureOf(await retireNode(as(owner), node, { reason }))).toBe('conflict')
    expect(await tokenHolder(fleet.db.manager, token)).toHaveProperty('viewer')
    await fleet.db.query(`UPDATE job_details SET lease_expires_at = now() WHERE job_id = $1`, [jobId])
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Lost' WHERE job_id = $1`, [jobId])
    expect(await retire()).toMatchObject({ cancelled: 1 })
    expect(await statusOf(fleet.db, jobId)).toBe('Failed')
  })

  it('takes no request, not even in plain SQL, and no token, until it is restored', async () => {
    const { operator, admin, owner } = people
    await retire()
    const request = { target_node_did: node, task_name: 'look', reason: 'To see' }
    const refused = await requestJob(as(operator), request)
    expect(refused).toMatchObject({ ok: false, error: { detail: expect.stringContaining(reason) } })
    await expect(
      fleet.db.query(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
         VALUES ($1, 'did:x:1', 'look', 'PendingApproval')`,
        [node],
      ),
    ).rejects.toThrow('The node is retired')
    expect(failureOf(await createToken(as(admin), { node }))).toBe('conflict')
    expect(failureOf(await addNode(as(admin), { did: node }))).toBe('conflict')
    expect(failureOf(await retireNode(as(owner), node, { reason }))).toBe('conflict')
    const restored = done(await restoreNode(as(owner), node, { reason: 'It is back' }))
    expect(restored.warnings).toHaveLength(1)
    done(await requestJob(as(operator), request))
    done(await createToken(as(admin), { node }))
    expect((await fleetPage(admin, { sort: 'state' })).total).toBe(2)
    expect(failureOf(await restoreNode(as(owner), node, { reason: 'Again' }))).toBe('conflict')
  })

  it('keeps what other programs report, and stays retired', async () => {
    await retire()
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'Error', '{}')`,
      [node],
    )
    const page = await fleetPage(people.admin, { sort: 'state' })
    expect([page.total, page.counts]).toEqual([1, { Unknown: 1 }])
    expect(await apiNodeOf(people.admin, node)).toMatchObject({ status: 'Error', retired_reason: reason })
  })

  it('is retired and restored by its owners and administrators, with a reason, in the log', async () => {
    const { operator, admin } = people
    expect(failureOf(await retireNode(as(operator), node, { reason }))).toBe('forbidden')
    expect(failureOf(await retireNode(as(admin), node, { reason: ' ' }))).toBe('invalid reason')
    expect(failureOf(await retireNode(as(admin), 'did:kos:nobody', { reason }))).toBe('not_found')
    await retire(admin)
    expect(failureOf(await restoreNode(as(operator), node, { reason }))).toBe('forbidden')
    done(await restoreNode(as(admin), node, { reason: 'It is back' }))
    const events = await fleet.db.query<{ body: string }[]>(
      `SELECT body FROM job_events WHERE body::jsonb ->> 'kind' = 'nodes update' ORDER BY event_id DESC LIMIT 2`,
    )
    expect(events.map(({ body }) => JSON.parse(body))).toMatchObject([
      { actor_did: admin.did, is: { retired_at: null, service_reason: 'It is back' } },
      { actor_did: admin.did, was: { retired_at: null }, is: { service_reason: reason } },
    ])
  })
})

it('is retired or gets a request, never both', async () => {
  const { operator, owner } = people
  for (let round = 0; round < 8; round += 1) {
    const [retired, requested] = await Promise.all([
      retireNode(as(owner), node, { reason }),
      requestJob(as(operator), { target_node_did: node, task_name: 'look', reason: 'To see' }),
    ])
    done(retired)
    if (requested.ok) expect(await statusOf(fleet.db, requested.value.jobId)).toBe('Cancelled')
    done(await restoreNode(as(owner), node, { reason: 'It is back' }))
  }
})

it('names are changed by owners, labels by administrators only', async () => {
  const { operator, owner, admin } = people
  expect(failureOf(await renameNode(as(operator), node, { name: 'New' }))).toBe('forbidden')
  done(await renameNode(as(owner), node, { name: ' New ' }))
  expect(failureOf(await labelNode(as(owner), node, { labels: {} }))).toBe('forbidden')
  done(await labelNode(as(admin), node, { labels: { site: 'Lagos' } }))
  expect(await apiNodeOf(admin, node)).toMatchObject({ name: 'New', labels: { site: 'Lagos' } })
  done(await renameNode(as(admin), node, { name: null }))
  expect(await apiNodeOf(admin, node)).toMatchObject({ name: null })
  for (const labels of [{ a: 1 }, { a: 'x'.repeat(256) }, null])
    expect(failureOf(await labelNode(as(admin), node, { labels }))).toMatch(/^invalid labels/)
})

it('nodes that nobody has heard for thirty days are offered for retirement', async () => {
  const show = async (viewer: PersonViewer, which: string) =>
    (await nodesPage(viewer, nodesFilter({ show: which }).filter)).nodes.map(({ did }) => did)
  await fleet.db.query(
    `INSERT INTO node_latest (node_did, heard_at) VALUES ($1, now() - interval '29 days'), ($2, now() - interval '31 days')`,
    [node, other],
  )
  expect(await show(people.admin, 'silent')).toEqual([other])
  await fleet.db.query(`UPDATE nodes SET created_at = now() - interval '31 days'`)
  await fleet.db.query(`DELETE FROM node_latest WHERE node_did = $1`, [node])
  // Never heard, and long enough known.
  expect(await show(people.admin, 'silent')).toEqual([other, node])
  await retire()
  expect(await show(people.admin, 'silent')).toEqual([other])
  expect(await show(people.admin, 'retired')).toEqual([node])
  const page = await nodesPage(people.owner, { show: 'service' })
  expect(page.counts).toEqual({ service: 1, silent: 1, retired: 1 })
  expect(page.nodes).toMatchObject([{ did: other, may: { rename: true, label: false, retire: true } }])
  expect(nodesFilter({ show: 'nonsense' })).toMatchObject({ filter: { show: 'service' }, unknown: ['show'] })
  expect(nodesHref({ show: 'silent', q: 'a b' })).toBe('/settings/nodes?show=silent&q=a+b')
})

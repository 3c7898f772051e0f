import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobExport } from '@/lib/board/queries/job-export'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { setRestricted } from '@/test/owner-changes'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'

let fleet: TestFleet
let stop: () => Promise<void>
let owner: PersonViewer
let operator: PersonViewer
let stranger: PersonViewer
const open = 'did:test:node:open'
const secret = 'did:test:node:secret'

beforeAll(async () => {
  fleet = await testFleet()
  stop = serveDatabase(fleet.url)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  operator = await testPerson(fleet.db, 'operator', 'operator')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  await testNode(fleet.db, open, owner.id)
  await testNode(fleet.db, secret, owner.id)
  for (const [index, node] of [open, open, secret].entries())
    await requestedJob(fleet.db, operator, node, {
      ...{ reason: index === 0 ? '=HYPERLINK("http://x")' : 'It, "hangs"', params: { n: index } },
    })
  await setRestricted(fleet.db, secret, true)
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

const text = async (
  viewer: PersonViewer,
  query: object,
  format: 'csv' | 'json' = 'json',
): Promise<string> => {
  const file = done(await jobExport(viewer, { format, ...query }, 'UTC'))
  return new Response(file).text()
}
const rows = async (viewer: PersonViewer, query: object = {}): Promise<Record<string, unknown>[]> =>
  JSON.parse(await text(viewer, query))

const stored = (): Promise<{ job_id: string; params: unknown }[]> =>
  fleet.db.query(`SELECT job_id, params FROM maintenance_jobs ORDER BY created_at DESC, job_id DESC`)

it('has every job of the list in its order, as a plain SELECT has them', async () => {
  const exported = await rows(owner)
  expect(exported.map(({ job_id, params }) => ({ job_id, params }))).toEqual(await stored())
  const oldest = await rows(owner, { sort: 'oldest' })
  expect(oldest).toEqual(exported.toReversed())
  expect(oldest[0]).toMatchObject({
    ...{ status: 'PendingApproval', task_name: 'restart_service', requester_name: operator.name },
    ...{ created_at: expect.stringMatching(/^\d{4}-.*Z$/), completed_at: null, params: { n: 0 } },
  })
})

it('narrows as the list does', async () => {
  expect(await rows(owner, { node: secret })).toHaveLength(1)
  expect(await rows(owner, { status: ['Completed'] })).toEqual([])
  expect(await rows(owner, { q: 'hyperlink' })).toHaveLength(1)
  expect(await rows(owner, { status: 'waiting' })).toHaveLength(3)
  expect(await rows(operator, { status: 'waiting' })).toEqual([])
  expect(await rows(owner, { from: 'now+1d' })).toEqual([])
})

it('has nothing of hidden nodes but the number, status and times for who asked', async () => {
  expect((await rows(stranger)).map(({ target_node_did }) => target_node_did)).toEqual([open, open])
  const own = await rows(operator)
  expect(own).toHaveLength(3)
  expect(own.filter(({ target_node_did }) => target_node_did === null)).toMatchObject([
    { status: 'PendingApproval', params: null, reason: null, task_name: null, requester_did: null },
  ])
  expect(JSON.stringify(own)).not.toContain(secret)
  for (const query of [{ node: secret }, { owner: owner.did, node: secret }, { q: 'secret' }])
    expect(await rows(operator, query)).toEqual([])
})

it('defuses formulas in CSV and quotes what needs it', async () => {
  const [head, ...lines] = (await text(owner, { sort: 'oldest' }, 'csv')).split('\r\n')
  expect(head).toMatch(/^job_id,status,task_name/)
  expect(lines).toHaveLength(4)
  expect(lines[0]).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(lines[1]).toContain('"It, ""hangs"""')
})

it('is given to two at a time, and ends when its reader leaves', async () => {
  const held = [
    done(await jobExport(owner, { format: 'csv' }, 'UTC')),
    done(await jobExport(owner, { format: 'csv' }, 'UTC')),
  ]
  expect(await jobExport(owner, { format: 'csv' }, 'UTC')).toMatchObject({ error: { kind: 'too_many' } })
  await Promise.all(held.map((file) => file.cancel()))
  await expect(rows(owner)).resolves.toHaveLength(3)
})

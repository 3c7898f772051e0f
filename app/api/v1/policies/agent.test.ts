import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { parseHistory } from '@/lib/jobs/domain/status'
import type { PersonViewer } from '@/lib/kernel/role'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import type { Policy } from '@/lib/signing/domain/policy'
import { bundle, endAll, removeBundle, startAgent } from '@/test/agent'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, storedJob } from '@/test/jobs'
import { policyOf, signedBy } from '@/test/policies'
import { bearerOf, testServer } from '@/test/query-server'
import { serveRoutes } from '@/test/route-server'
import { silently } from '@/test/superuser'
import { writeTasks } from '@/test/tasks-file'
import { tempDir } from '@/test/temp-folder'
import * as agent from '../agent/route'
import * as complete from '../jobs/[jobId]/complete/route'
import * as fail from '../jobs/[jobId]/fail/route'
import * as progress from '../jobs/[jobId]/progress/route'
import * as claim from '../jobs/claim/route'
import * as tasks from '../nodes/[did]/tasks/route'
import * as reports from '../reports/route'
import * as end from './[policyId]/end/route'
import * as policies from './route'

// An owner signs a policy; a real agent that pins their key runs what it approves, whatever the database says.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const patience = { timeout: 60_000, interval: 100 }
const node = 'did:kos:griot:1'
const anna = plainKey('ed25519')

let fleet: TestFleet
let server: Awaited<ReturnType<typeof serveRoutes>>
let operator: PersonViewer
let owner: PersonViewer
let bearer: { authorization: string }
let args: Parameters<typeof startAgent>
let running: ReturnType<typeof startAgent>
const file = join(tempDir(), 'runs')
const runs = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [])

beforeAll(async () => {
  bundle()
  vi.stubEnv('HAKIM_UNDO_SECONDS', '0')
  fleet = await testServer()
  const none = { params: Promise.resolve({}) }
  const ofJob = (jobId: string) => ({ params: Promise.resolve({ jobId }) })
  server = await serveRoutes({
    'GET /api/v1/agent': (request) => agent.GET(request, none),
    'PUT /api/v1/nodes/[]/tasks': (request, did) => tasks.PUT(request, { params: Promise.resolve({ did }) }),
    'POST /api/v1/reports': reports.POST,
    'POST /api/v1/jobs/claim': (request) => claim.POST(request, none),
    'POST /api/v1/jobs/[]/progress': (request, id) => progress.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/complete': (request, id) => complete.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/fail': (request, id) => fail.POST(request, ofJob(id)),
    'GET /api/v1/policies': (request) => policies.GET(request, none),
    'POST /api/v1/policies': (request) => policies.POST(request, none),
    'POST /api/v1/policies/[]/end': (request, policyId) =>
      end.POST(request, { params: Promise.resolve({ policyId }) }),
  })
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'anna', 'approver')
  await testNode(fleet.db, node, owner.id)
  await enrol(anna.pinned.key)
  bearer = { authorization: `Bearer ${await bearerOf(fleet, { personId: owner.id })}` }
  const archive = {
    ...{
      name: 'archive_data',
      risk: 'medium',
      command: ['sh', '-c', `echo "$1" >> ${file}`, 'sh', '{days}'],
    },
    params: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
  }
  const consent = { node, required: 1, owners: [{ person: owner.did, keys: [anna.pinned] }] }
  const token = { HAKIM_AGENT_TOKEN: await bearerOf(fleet, { nodeDid: node }) }
  const options = ['--insecure-http', '--tasks', writeTasks({ tasks: [archive], consent })]
  args = [server.address, join(tempDir(), 'state'), options, token]
  running = startAgent(...args)
  await vi.waitUntil(async () => (await offer()).digest !== null, patience)
})
afterAll(async () => {
  await endAll()
  removeBundle()
  await server.stop()
  await fleet.close()
  vi.unstubAllEnvs()
})

const enrol = (key: string): Promise<string> => storedKey(fleet.db, 'anna', key)
const offer = async (): Promise<{ digest: string | null }> => {
  const [row] = await fleet.db.query(`SELECT hakim_offer($1, 'archive_data') ->> 'digest' AS digest`, [node])
  return row
}
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${server.address}/api/v1${path}`, {
    ...{ method: 'POST', headers: { ...bearer, 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  })
const request = (days: number) =>
  requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days } })
const last = async (jobId: string) => {
  const { status, status_history } = await storedJob(fleet.db, jobId)
  return { status, message: parseHistory(status_history).at(-1)?.message ?? '' }
}
const ended = async (jobId: string) => {
  await vi.waitUntil(async () => ['Completed', 'Failed'].includes((await last(jobId)).status), patience)
  return last(jobId)
}
/** What the server does on its clock. */
const byPolicies = () => approveByPolicies(fleet.db)
const aDayLater = (tx: EntityManager) =>
  tx.query(`UPDATE job_details SET started_at = started_at - interval '1 day' WHERE started_at IS NOT NULL`)

let policy: Policy

it('runs a request inside a policy, and nothing outside it or over its rate', async () => {
  const { digest } = await offer()
  policy = policyOf({
    ...{ person: owner.did, nodes: [node], offer_digests: [digest ?? ''] },
    rate: { per_node_per_day: 1, per_day: 5 },
  })
  expect((await post('/policies', { name: 'Old data', signed: signedBy(policy, anna) })).status).toBe(201)
  const inside = await request(30)
  expect(await byPolicies()).toBe(1)
  expect(await ended(inside)).toMatchObject({ status: 'Completed' })
  expect(runs()).toEqual(['30'])

  const [outside, over] = [await request(61), await request(31)]
  expect(await byPolicies()).toBe(0)
  for (const jobId of [outside, over]) expect(await last(jobId)).toMatchObject({ status: 'PendingApproval' })
})

it('keeps the rate itself, also after it was started again, whatever the database says of earlier jobs', async () => {
  await running.end('SIGKILL')
  await silently(fleet.db, aDayLater)
  expect(await byPolicies()).toBe(1)
  running = startAgent(...args)
  const [refused] = await fleet.db.query<{ job_id: string }[]>(
    `SELECT job_id FROM maintenance_jobs WHERE params = '{"days": 31}'`,
  )
  expect(await ended(refused?.job_id ?? '')).toEqual({
    status: 'Failed',
    message: expect.stringMatching(/^Consent could not be verified \(policy_rate\): /),
  })
  expect(runs()).toEqual(['30'])
})

it('runs nothing by a policy that somebody has put into the database', async () => {
  const stranger = plainKey('ed25519')
  const keyId = await enrol(stranger.pinned.key)
  const forged = { ...policy, revision: 2, rate: { per_node_per_day: 9, per_day: 9 } }
  await fleet.db.query(`SELECT hakim_sign_policy('anna', 'Old data', $1, $2)`, [
    keyId,
    JSON.stringify(signedBy(forged, stranger)),
  ])
  const jobId = await request(32)
  // The agent has said that it does not count this key.
  expect(await byPolicies()).toBe(0)
  await silently(fleet.db, () =>
    fleet.db.query(`UPDATE nodes SET consent = NULL WHERE node_did = $1`, [node]),
  )
  expect(await byPolicies()).toBe(1)
  expect(await ended(jobId)).toEqual({
    status: 'Failed',
    message: expect.stringMatching(/^Consent could not be verified \(key_unknown\): /),
  })
  expect(runs()).toEqual(['30'])
})

it('ends at once when its owner says so', async () => {
  const listed = await (await fetch(`${server.address}/api/v1/policies`, { headers: bearer })).json()
  expect(listed).toMatchObject({
    policies: [
      {
        name: 'Old data',
        revisions: [
          { revision: 2, state: 'in force' },
          { revision: 1, state: 'replaced' },
        ],
      },
    ],
  })
  expect((await post(`/policies/${policy.policy_id}/end`, {})).status).toBe(200)
  expect((await post(`/policies/${policy.policy_id}/end`, {})).status).toBe(409)
  await request(33)
  expect(await byPolicies()).toBe(0)
})

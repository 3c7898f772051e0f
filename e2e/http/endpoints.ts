import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { node, type ServerFixture, type ViewerName, viewers } from './server-fixture'

export type Call = { method: string; path: string; body?: unknown }

/** How each viewer is answered, and the call to try, made separately for each. */
export type Endpoint = {
  answers: Record<ViewerName, number>
  call: (server: ServerFixture, viewer: ViewerName) => Promise<Call>
}

/** In the order of `viewers`. */
export const row = (...statuses: number[]): Record<ViewerName, number> => {
  if (statuses.length !== viewers.length) throw new Error(`A row has ${viewers.length} answers`)
  const [
    anonymous = 0,
    operator = 0,
    requester = 0,
    owner = 0,
    delegate = 0,
    stranger = 0,
    admin = 0,
    agent = 0,
    otherAgent = 0,
    expired = 0,
  ] = statuses
  return { anonymous, operator, requester, owner, delegate, stranger, admin, agent, otherAgent, expired }
}

const everybody = row(200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
/** Whoever comes, with a provider that there is not: to the sign-in page. */
const sentOn = row(303, 303, 303, 303, 303, 303, 303, 303, 303, 303)
const signedIn = row(401, 200, 200, 200, 200, 200, 200, 200, 200, 401)
const ofTheNode = row(401, 200, 200, 200, 200, 200, 200, 200, 404, 401)
const persons = row(401, 200, 200, 200, 200, 200, 200, 403, 403, 401)
const deciders = row(401, 403, 403, 200, 200, 403, 403, 403, 403, 401)
const admins = row(401, 403, 403, 403, 403, 403, 200, 403, 403, 401)
const ownersAndAdmins = row(401, 403, 403, 200, 403, 403, 200, 403, 403, 401)
const anyAgent = row(401, 403, 403, 403, 403, 403, 403, 200, 200, 401)
const itsAgent = row(401, 403, 403, 403, 403, 403, 403, 200, 404, 401)

/** The same for calls that create something. */
export const making = (answers: Record<ViewerName, number>): Record<ViewerName, number> => {
  const statuses = Object.values(answers).map((status) => (status === 200 ? 201 : status))
  return row(...statuses)
}

export async function send(
  server: ServerFixture,
  viewer: string,
  { method, path, body }: Call,
): Promise<Response> {
  const bearer = server.tokens.get(viewer)
  return fetch(`${server.hakim.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const jobAnswer = z.object({ job_id: z.string(), approval_hash: z.string() })
export type Job = z.infer<typeof jobAnswer>

const must = async (server: ServerFixture, viewer: string, call: Call): Promise<unknown> => {
  const response = await send(server, viewer, call)
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${viewer} ${call.method} ${call.path}: ${JSON.stringify(answer)}`)
  return answer
}

export const api = (path: string): string => `/api/v1${path}`
const post = (path: string, body: unknown): Call => ({ method: 'POST', path: api(path), body })
const nodePath = (rest = ''): string => api(`/nodes/${encodeURIComponent(node)}${rest}`)

export const requested = async (server: ServerFixture): Promise<Job> =>
  jobAnswer.parse(
    await must(
      server,
      'requester',
      post('/jobs', { target_node_did: node, task_name: 'look', reason: 'To see who may' }),
    ),
  )

async function approved(server: ServerFixture): Promise<Job> {
  const job = await requested(server)
  await must(server, 'owner', post(`/jobs/${job.job_id}/approve`, { approval_hash: job.approval_hash }))
  return job
}

/** Only one job runs on a node at a time, so the running one is ended first. */
async function running(server: ServerFixture): Promise<Job & { claim_token: string }> {
  await server.db.query(
    `UPDATE maintenance_jobs SET status = 'Failed' WHERE target_node_did = $1 AND status IN ('Running', 'Lost')`,
    [node],
  )
  await server.db.query(
    `UPDATE maintenance_jobs SET status = 'Cancelled' WHERE target_node_did = $1 AND status = 'Approved'`,
    [node],
  )
  const job = await approved(server)
  const claim = z
    .object({ claim_token: z.string() })
    .parse(await must(server, 'agent', post('/jobs/claim', {})))
  return { ...job, ...claim }
}

const ended = async (server: ServerFixture): Promise<Job> => {
  const job = await requested(server)
  await must(server, 'requester', post(`/jobs/${job.job_id}/cancel`, {}))
  return job
}

const lost = async (server: ServerFixture): Promise<Job> => {
  const job = await running(server)
  await server.db.query(`UPDATE job_details SET lease_expires_at = now() WHERE job_id = $1`, [job.job_id])
  await server.db.query(`UPDATE maintenance_jobs SET status = 'Lost' WHERE job_id = $1`, [job.job_id])
  return job
}

const longReason = 'The disk is full and the owner cannot be reached'

const broken = async (server: ServerFixture): Promise<Job> => {
  const job = await requested(server)
  const { approval_hash } = job
  await must(
    server,
    'breaker',
    post(`/jobs/${job.job_id}/break-glass`, { approval_hash, reason: longReason }),
  )
  return job
}

/** A call about a job that `make` has prepared. */
const about =
  <J extends Job>(make: (server: ServerFixture) => Promise<J>, verb: string, body: (job: J) => unknown) =>
  async (server: ServerFixture): Promise<Call> => {
    const job = await make(server)
    return post(`/jobs/${job.job_id}${verb}`, body(job))
  }

const fixed = (method: string, path: string, body?: unknown) => async (): Promise<Call> => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
})

const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()
const range = `from=${encodeURIComponent(hour(-1))}&to=${encodeURIComponent(hour(0))}`

/** Every route of the build with its answer to each viewer; a route missing here fails the test. */
export const routes: Record<string, Endpoint> = {
  'GET /sign-in/sso/[provider]': { answers: sentOn, call: fixed('GET', '/sign-in/sso/none') },
  'GET /sign-in/sso/[provider]/sign-out': {
    answers: sentOn,
    call: fixed('GET', '/sign-in/sso/none/sign-out'),
  },
  'GET /sign-in/sso/[provider]/callback': {
    answers: sentOn,
    call: fixed('GET', '/sign-in/sso/none/callback?code=x&state=y'),
  },
  'GET /api/health/live': { answers: everybody, call: fixed('GET', '/api/health/live') },
  'GET /api/health/ready': { answers: everybody, call: fixed('GET', '/api/health/ready') },
  'GET /api/v1/openapi.json': { answers: everybody, call: fixed('GET', api('/openapi.json')) },
  'GET /api/fleet/choices': { answers: persons, call: fixed('GET', '/api/fleet/choices?of=label') },
  'GET /api/fleet/live': { answers: persons, call: fixed('GET', '/api/fleet/live?waiting=') },
  'GET /api/fleet/order': { answers: persons, call: fixed('GET', '/api/fleet/order') },
  'GET /api/fleet/rows': {
    answers: persons,
    call: fixed('GET', `/api/fleet/rows?did=${encodeURIComponent(node)}`),
  },
  'GET /api/v1/agent': { answers: anyAgent, call: fixed('GET', api('/agent')) },
  'GET /api/v1/events': { answers: signedIn, call: fixed('GET', api('/events')) },
  'GET /api/v1/nodes': { answers: signedIn, call: fixed('GET', api('/nodes')) },
  'GET /api/v1/nodes/[did]': { answers: ofTheNode, call: fixed('GET', nodePath()) },
  'GET /api/v1/nodes/[did]/reports': { answers: ofTheNode, call: fixed('GET', nodePath('/reports')) },
  'GET /api/v1/nodes/[did]/series': { answers: ofTheNode, call: fixed('GET', nodePath(`/series?${range}`)) },
  'PUT /api/v1/nodes/[did]/tasks': {
    answers: itsAgent,
    call: fixed('PUT', nodePath('/tasks'), { tasks: [{ name: 'look' }] }),
  },
  'POST /api/v1/reports': {
    answers: row(401, 403, 403, 403, 403, 403, 403, 200, 403, 401),
    call: async () =>
      post('/reports', {
        ...{ report_id: randomUUID(), target_node_did: node, timestamp: hour(0), status: 'Healthy' },
      }),
  },
  'GET /api/v1/jobs': { answers: signedIn, call: fixed('GET', api('/jobs')) },
  'POST /api/v1/jobs': {
    answers: making(persons),
    call: fixed('POST', api('/jobs'), { target_node_did: node, task_name: 'look', reason: 'To see who may' }),
  },
  'GET /api/v1/jobs/[jobId]': {
    answers: ofTheNode,
    call: async (server) => ({ method: 'GET', path: api(`/jobs/${(await requested(server)).job_id}`) }),
  },
  'GET /api/v1/jobs/[jobId]/consent': {
    answers: ofTheNode,
    call: async (server) => ({
      method: 'GET',
      path: api(`/jobs/${(await requested(server)).job_id}/consent`),
    }),
  },
  'GET /api/v1/jobs/[jobId]/log': {
    answers: ofTheNode,
    call: async (server) => ({ method: 'GET', path: api(`/jobs/${(await requested(server)).job_id}/log`) }),
  },
  'GET /api/v1/jobs/[jobId]/log.txt': {
    answers: ofTheNode,
    call: async (server) => ({
      method: 'GET',
      path: api(`/jobs/${(await requested(server)).job_id}/log.txt`),
    }),
  },
  'POST /api/v1/jobs/[jobId]/approve': {
    answers: deciders,
    call: about(requested, '/approve', ({ approval_hash }) => ({ approval_hash })),
  },
  'POST /api/v1/jobs/[jobId]/reject': {
    answers: deciders,
    call: about(requested, '/reject', ({ approval_hash }) => ({ approval_hash, reason: 'No' })),
  },
  'POST /api/v1/jobs/[jobId]/withdraw': { answers: deciders, call: about(approved, '/withdraw', () => ({})) },
  'POST /api/v1/jobs/[jobId]/cancel': {
    answers: row(401, 403, 200, 200, 403, 403, 200, 403, 403, 401),
    call: about(approved, '/cancel', () => ({})),
  },
  'POST /api/v1/jobs/[jobId]/revise': {
    answers: row(401, 403, 200, 403, 403, 403, 403, 403, 403, 401),
    call: about(requested, '/revise', () => ({ expires_at: hour(5) })),
  },
  'POST /api/v1/jobs/[jobId]/retry': {
    answers: making(persons),
    call: about(ended, '/retry', () => ({ reason: 'Once more' })),
  },
  'POST /api/v1/jobs/[jobId]/break-glass': {
    answers: admins,
    call: about(requested, '/break-glass', ({ approval_hash }) => ({ approval_hash, reason: longReason })),
  },
  'POST /api/v1/jobs/[jobId]/review': {
    answers: row(401, 403, 403, 200, 200, 403, 200, 403, 403, 401),
    call: about(broken, '/review', () => ({ verdict: 'justified', review: 'It was full' })),
  },
  'POST /api/v1/jobs/[jobId]/resolve': {
    answers: ownersAndAdmins,
    call: about(lost, '/resolve', () => ({ outcome: 'Failed', reason: 'I have looked' })),
  },
  'POST /api/v1/jobs/claim': { answers: anyAgent, call: fixed('POST', api('/jobs/claim'), {}) },
  'POST /api/v1/jobs/[jobId]/progress': {
    answers: itsAgent,
    call: about(running, '/progress', ({ claim_token }) => ({ claim_token })),
  },
  'POST /api/v1/jobs/[jobId]/complete': {
    answers: itsAgent,
    call: about(running, '/complete', ({ claim_token }) => ({ claim_token })),
  },
  'POST /api/v1/jobs/[jobId]/fail': {
    answers: itsAgent,
    call: about(running, '/fail', ({ claim_token }) => ({ claim_token, message: 'no' })),
  },
}

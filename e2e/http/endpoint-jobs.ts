import { z } from 'zod'
import {
  admins,
  anyAgent,
  api,
  type Call,
  call,
  deciders,
  type Endpoint,
  fixed,
  hour,
  itsAgent,
  making,
  ofTheNode,
  ownersAndAdmins,
  persons,
  row,
  send,
  signedIn,
} from './endpoint'
import { node, type ServerFixture } from './server-fixture'

const post = (path: string, body: unknown): Call => call('POST', api(path), body)

const jobAnswer = z.object({ job_id: z.string(), approval_hash: z.string() })
export type Job = z.infer<typeof jobAnswer>

const must = async (server: ServerFixture, viewer: string, call: Call): Promise<unknown> => {
  const response = await send(server, viewer, call)
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${viewer} ${call.method} ${call.path}: ${JSON.stringify(answer)}`)
  return answer
}

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

/** One that waits for what its node finds out. */
const trying = async (server: ServerFixture): Promise<Job> => {
  const job = await requested(server)
  await server.db.query(
    `UPDATE approval_documents SET dry_run_until = now() + interval '10 minutes' WHERE job_id = $1`,
    [job.job_id],
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

/** Routes about jobs, each called for one that was made for it. */
export const jobRoutes: Record<string, Endpoint> = {
  'GET /api/v1/jobs': { answers: signedIn, call: fixed('GET', api('/jobs')) },
  'GET /api/v1/jobs/flow': { answers: persons, call: fixed('GET', api('/jobs/flow')) },
  'GET /api/v1/jobs/flow.csv': { answers: persons, call: fixed('GET', api('/jobs/flow.csv')) },
  'GET /api/v1/jobs/export': {
    answers: persons,
    call: fixed('GET', api('/jobs/export?format=csv&status=open')),
  },
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
  'GET /api/v1/jobs/[jobId]/comments': {
    answers: ofTheNode,
    call: async (server) => ({
      method: 'GET',
      path: api(`/jobs/${(await requested(server)).job_id}/comments`),
    }),
  },
  'POST /api/v1/jobs/[jobId]/comments': {
    answers: making(persons),
    call: about(requested, '/comments', () => ({ text: 'Seen' })),
  },
  'PUT /api/v1/jobs/[jobId]/follow': {
    answers: persons,
    call: async (server) => ({
      method: 'PUT',
      path: api(`/jobs/${(await requested(server)).job_id}/follow`),
    }),
  },
  'DELETE /api/v1/jobs/[jobId]/follow': {
    answers: persons,
    call: async (server) => ({
      method: 'DELETE',
      path: api(`/jobs/${(await requested(server)).job_id}/follow`),
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
  'POST /api/v1/jobs/decisions': {
    answers: deciders,
    call: async (server) => {
      const { job_id, approval_hash } = await requested(server)
      return post('/jobs/decisions', { decision: 'approve', jobs: [{ job_id, approval_hash }] })
    },
  },
  'POST /api/v1/jobs/withdrawals': {
    answers: deciders,
    call: async (server) => post('/jobs/withdrawals', { job_ids: [(await approved(server)).job_id] }),
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
  // The node announces no dry run, so what its agent sends is of something else.
  'POST /api/v1/jobs/[jobId]/dry-run': {
    answers: row(401, 403, 403, 403, 403, 403, 403, 409, 404, 401),
    call: about(trying, '/dry-run', ({ job_id }) => ({
      ...{ version: 1, job_id, revision: 1, node, offer_digest: '0'.repeat(64), ran: null, how: 'timed_out' },
      ...{ exit_code: null, output: '', omitted_lines: 0, started_at: hour(0), seconds: 1 },
    })),
  },
  'POST /api/v1/jobs/[jobId]/dry-run/skip': {
    answers: row(401, 403, 200, 200, 200, 403, 200, 403, 403, 401),
    call: about(trying, '/dry-run/skip', () => ({})),
  },
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

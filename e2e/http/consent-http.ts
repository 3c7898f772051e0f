import { z } from 'zod'
import { actionNamed, callAction } from './call-action'
import { send } from './endpoint'
import type { ServerFixture } from './server-fixture'

// Calls about jobs over HTTP, and everything that the database holds about a job.

const problem = z.object({ detail: z.string(), errors: z.array(z.object({ path: z.string() })).optional() })
const answered = z.object({ status: z.string(), cancel_requested: z.boolean().optional() })
const job = z.object({ job_id: z.string(), approval_hash: z.string() })

/** A call of the API: its status and answer. */
export async function call(
  server: ServerFixture,
  who: string,
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<{ status: number; answer: unknown }> {
  const response = await send(server, who, { method, path: `/api/v1${path}`, body })
  const answer: unknown = await response.json()
  return { status: response.status, answer }
}

/** Why a call was refused. */
export const refusal = (answer: unknown) => problem.parse(answer)

/** What a call about a job did to it. */
export const outcome = (answer: unknown) => answered.parse(answer)

export async function ask(server: ServerFixture, who: string, node: string, more: object = {}) {
  const body = { target_node_did: node, task_name: 'look', reason: 'To see what holds', ...more }
  const { status, answer } = await call(server, who, '/jobs', body)
  if (status !== 201) throw new Error(JSON.stringify(answer))
  return job.parse(answer)
}

/** A server action, as a browser with this cookie calls it; the status that its route would have. */
export async function act(
  server: ServerFixture,
  cookie: string | undefined,
  name: string,
  input: object,
  origin?: string,
) {
  const { id, worker } = actionNamed(`app/(console)/jobs/actions.ts#${name}`)
  return callAction(server, { id, worker, cookie, input, origin })
}

/** Everything stored about a job, as text that changes when any of it does. */
export async function stateOf(server: ServerFixture, jobId: string): Promise<string> {
  const parts = [
    `SELECT * FROM maintenance_jobs WHERE job_id = $1`,
    `SELECT * FROM job_details WHERE job_id = $1`,
    `SELECT * FROM job_votes WHERE job_id = $1 ORDER BY vote_id`,
    `SELECT * FROM break_glass WHERE job_id = $1`,
    `SELECT seq, body FROM job_events WHERE stream = 'job:' || $1::text ORDER BY seq`,
    `SELECT job_id FROM job_details WHERE retry_of = $1`,
  ]
  const rows = await Promise.all(parts.map((part) => server.db.query(part, [jobId])))
  return JSON.stringify(rows)
}

export async function statusOf(server: ServerFixture, jobId: string): Promise<string> {
  const [row] = await server.db.query(`SELECT status FROM maintenance_jobs WHERE job_id = $1`, [jobId])
  return row.status
}

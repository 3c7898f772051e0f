import { z } from 'zod'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import { nodesQuery } from '@/lib/fleet/domain/fleet-query'
import { completion, failing, progress } from '@/lib/jobs/domain/agent-calls'
import {
  approval,
  cancellation,
  emergencyApproval,
  emergencyReview,
  jobRequest,
  rejection,
  resolution,
  retry,
  revision,
  withdrawal,
} from '@/lib/jobs/domain/calls'
import { envelopeSchema } from '@/lib/reports/domain/envelope'
import { reportsQuery } from '@/lib/reports/domain/reports-query'
import { seriesQuery } from '@/lib/series/domain/series-query'
import { taskOffers } from '@/lib/tasks/domain/task'
import type { ApiCall } from './call'
import { rightsCalls } from './calls-consent'

const job = 'The job: the columns of maintenance_jobs, and what is known beside them, with its approval_hash'
const status = 'The status that the job has now'

const jobCall = (verb: string, call: Omit<ApiCall, 'method' | 'path' | 'tag'>): ApiCall => ({
  method: 'post',
  path: `/jobs/{job_id}/${verb}`,
  tag: 'Jobs',
  conflict: true,
  ...call,
})

const jobCalls: readonly ApiCall[] = [
  {
    method: 'get',
    path: '/jobs',
    tag: 'Jobs',
    summary: 'Jobs, newest first, by keyset pages',
    who: 'Everybody; an agent gets those of its own node',
    query: jobsQuery,
    answer: '`jobs` and `next_cursor`, null on the last page',
  },
  {
    method: 'post',
    path: '/jobs',
    tag: 'Jobs',
    summary: 'Ask for maintenance; the same idempotency_key again is the same job',
    who: 'Any person who may see the node',
    body: jobRequest,
    answer: job,
    conflict: true,
  },
  {
    method: 'get',
    path: '/jobs/{job_id}',
    tag: 'Jobs',
    summary: 'One job with its history',
    who: 'Whoever may see its node',
    answer: job,
  },
  jobCall('approve', {
    summary: 'Vote for exactly what has this approval_hash',
    who: 'Owners of the node, their delegates and the groups of its rules; never who asked for it',
    body: approval,
    answer: `${status}; \`lacks\` says what its rules still ask for`,
  }),
  jobCall('reject', {
    summary: 'Vote against it, with a reason; one vote ends it',
    who: 'As for approve',
    body: rejection,
    answer: status,
  }),
  jobCall('withdraw', {
    summary: 'Take an approval back, until the claim',
    who: 'Who voted; of an approved job, whoever may decide on it',
    body: withdrawal,
    answer: status,
  }),
  jobCall('cancel', {
    summary: 'Call it off; while it runs, ask the agent to stop',
    who: 'The requester or an administrator; an owner of the node once it is approved',
    body: cancellation,
    answer: `${status}; \`cancel_requested\` while the agent has not confirmed`,
  }),
  jobCall('revise', {
    summary: 'Change parameters, window or expiry; all votes are void then',
    who: 'The requester',
    body: revision,
    answer: status,
  }),
  jobCall('retry', {
    summary: 'Ask for the same again once it has ended; a new job that needs new consent',
    who: 'Any person who may see the node',
    body: retry,
    answer: job,
  }),
  jobCall('break-glass', {
    summary:
      'Let it run without the owner, with a written reason; an owner or another administrator reviews it',
    who: 'An administrator who did not ask for it',
    body: emergencyApproval,
    answer: status,
  }),
  jobCall('review', {
    summary: 'Review a broken glass',
    who: 'An owner, a delegate or another administrator',
    body: emergencyReview,
    answer: status,
  }),
  jobCall('resolve', {
    summary: 'Say how a lost job ended, after a look at the node',
    who: 'An owner of the node or an administrator',
    body: resolution,
    answer: status,
  }),
]

const agentCalls: readonly ApiCall[] = [
  {
    method: 'get',
    path: '/agent',
    tag: 'Agents',
    summary: 'Whose token this is, and the clock of the server',
    who: 'An agent',
    answer: '`node_did`, `name`, `server_time`',
  },
  {
    method: 'post',
    path: '/reports',
    tag: 'Agents',
    summary: 'One report, an array of up to 1,000, or one a line; answered after the commit',
    who: 'The agent of that node',
    body: z.union([envelopeSchema, z.array(envelopeSchema).max(1_000)]),
    bodyTypes: ['application/json', 'application/x-ndjson'],
    answer: '`accepted`, `duplicates`, `rejected` and `warnings`, by index',
  },
  {
    method: 'put',
    path: '/nodes/{did}/tasks',
    tag: 'Agents',
    summary: 'Announce what this node offers',
    who: 'The agent of that node',
    body: z.strictObject({ tasks: taskOffers }),
    answer: 'How many tasks',
  },
  {
    method: 'post',
    path: '/jobs/claim',
    tag: 'Agents',
    summary: 'Claim the next approved job whose window is open; consent is counted anew',
    who: 'The agent of the node',
    answer:
      '`job` with `window`, `expires_at` and `approval_hash`, `claim_token`, `lease_seconds`; or `job` null',
  },
  ...(
    [
      ['progress', progress, 'Renew the lease; progress and log lines'],
      ['complete', completion, 'It is done; the same outcome again is fine'],
      ['fail', failing, 'It failed, or was stopped on request (`cancelled`)'],
    ] as const
  ).map(
    ([verb, body, summary]): ApiCall => ({
      ...jobCall(verb, { summary, who: 'The agent that holds the claim', body, answer: status }),
      tag: 'Agents',
    }),
  ),
]

const nodeCalls: readonly ApiCall[] = [
  {
    method: 'get',
    path: '/nodes',
    tag: 'Nodes',
    summary: 'The fleet, worst first, by keyset pages',
    who: 'Everybody; an agent gets its own node',
    query: nodesQuery,
    answer: '`nodes` and `next_cursor`',
  },
  {
    method: 'get',
    path: '/nodes/{did}',
    tag: 'Nodes',
    summary: 'One node: latest status, metrics, diagnosis, owners, labels',
    who: 'Whoever may see it',
    answer: 'The node',
  },
  {
    method: 'get',
    path: '/nodes/{did}/series',
    tag: 'Nodes',
    summary: 'Metrics over time in columns, from roll-ups where they hold',
    who: 'Whoever may see it',
    query: seriesQuery,
    answer: 'Columns of equal length; a closed range carries an ETag',
  },
  {
    method: 'get',
    path: '/nodes/{did}/reports',
    tag: 'Nodes',
    summary: 'Raw reports, newest first, by keyset pages',
    who: 'Whoever may see it',
    query: reportsQuery,
    answer: '`reports` and `next_cursor`',
  },
  {
    method: 'get',
    path: '/events',
    tag: 'Nodes',
    summary: 'Says that something changed; the page reads it again',
    who: 'Everybody, of what they may see',
    answer: 'Events `hello` and `change` with `nodes` and `jobs`',
    answerType: 'text/event-stream',
  },
  {
    method: 'get',
    path: '/openapi.json',
    tag: 'Description',
    summary: 'This description',
    who: 'Everybody, without a token',
    answer: 'OpenAPI 3.1',
  },
]

/** Every call of `/api/v1`; a test compares them with the routes. */
export const apiCalls: readonly ApiCall[] = [...jobCalls, ...agentCalls, ...nodeCalls, ...rightsCalls]

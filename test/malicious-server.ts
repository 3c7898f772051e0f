import { createLog } from '@/lib/agent/host/log'
import type { AgentTask } from '@/lib/agent/host/task'
import { openOutbox } from '@/lib/agent/job/outbox'
import { createPoll } from '@/lib/agent/job/poll-jobs'
import { openRunningJobs } from '@/lib/agent/job/running-jobs'
import { openStartedJobs } from '@/lib/agent/job/started-jobs'
import { openTriedJobs } from '@/lib/agent/job/tried-jobs'
import { createApi } from '@/lib/agent/server/api'
import type { JsonObject } from '@/lib/kernel/json/json'
import { type ApprovalDocument, type DocumentOffer, documentDigest } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import type { Pins } from '@/lib/signing/domain/pins'
import { withDigest } from '@/lib/tasks/domain/offer-digest'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { type Reply, startServer } from './api-server'
import { documentOf, node } from './consent-signing'
import { pins } from './signed-job'
import { tempDir } from './temp-folder'

/** What the pinned node of the tests offers. */
export const archive: TaskOffer = {
  name: 'archive_data',
  risk: 'medium',
  command: ['/opt/archive', '--older-than', '{days}d'],
  params: {
    type: 'object',
    properties: { days: { type: 'integer' } },
    required: ['days'],
    additionalProperties: false,
  },
  timeout_seconds: 600,
}

/** What an approval document says of a task. */
export function documentOfferOf(entry: TaskOffer): DocumentOffer {
  const { digest: _, ...sent } = withDigest(entry)
  const offered = offerOf(sent)
  if (!offered.ok) throw new Error(offered.problem.message)
  return offered.value
}
export const offer = documentOfferOf(archive)

/** The document of a job of that task. */
export const archiveDocument = (other: Partial<ApprovalDocument> = {}): ApprovalDocument =>
  documentOf({ offer, ...other })

/** A job as an honest server hands it out. */
export function handed(document: ApprovalDocument, votes: readonly unknown[]): Record<string, unknown> {
  const { job_id, node: target_node_did, task: task_name, params, window, expires_at } = document
  return {
    ...{ job_id, target_node_did, task_name, params, window, expires_at, document, votes, delegations: [] },
    approval_hash: documentDigest(document),
  }
}

export type Given = {
  pins?: Pins | null
  /** What the node offers. */
  offers?: readonly TaskOffer[]
  /** What the server says that the node is. */
  nodeDid?: string
  stateDir?: string
}

/** A server that hands out whatever it is told to, and the part of the agent that polls it, with tasks that only count. */
export async function maliciousServer() {
  let answer: Reply = {}
  const server = await startServer(({ path }) => (path === '/api/v1/jobs/claim' ? answer : {}))
  const lines: string[] = []
  const log = createLog([], (line) => lines.push(line))
  const api = createApi({
    ...{ server: server.address, token: 'hk_1', userAgent: 'test' },
    ...{ signal: new AbortController().signal, onAnswer: () => {} },
  })
  /** Hands out one job and returns what ran and what the agent reported. */
  const handOut = async (job: unknown, given: Given = {}) => {
    answer = { body: { job, claim_token: 'claim', lease_seconds: 45, other_agent: null } }
    const ran: JsonObject[] = []
    const tasks: AgentTask[] = (given.offers ?? [archive]).map((one) => ({
      offer: one,
      run: async ({ params }) => {
        ran.push(params)
        return { ok: true, message: 'done' }
      },
    }))
    const { stateDir = tempDir(), nodeDid = node } = given
    const outbox = openOutbox(stateDir, api, log)
    const before = server.requests.length
    const poll = createPoll({
      ...{ api, log, outbox, tasks, pins: given.pins === undefined ? pins : given.pins },
      running: openRunningJobs(stateDir, outbox, log, ['true']),
      started: openStartedJobs(stateDir, log),
      tried: openTriedJobs(stateDir, log),
      signal: new AbortController().signal,
      instance: { id: 'a'.repeat(32), host: 'host' },
    })
    await poll(nodeDid)
    const reported = server.requests.slice(before).filter(({ path }) => /\/(fail|complete)$/.test(path))
    return { ran, reported: reported.map(({ path, body }) => ({ verb: path.split('/').at(-1), body })) }
  }
  return { handOut, lines, stop: server.stop }
}

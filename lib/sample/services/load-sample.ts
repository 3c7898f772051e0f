import { setImmediate } from 'node:timers/promises'
import type { DataSource, EntityManager } from 'typeorm'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { Role } from '@/lib/kernel/role'
import type { Report } from '@/lib/reports/domain/report'
import {
  analyzeReports,
  insertSampleNodes,
  insertSampleReports,
  setSampleContact,
} from '@/lib/sample/db/fleet'
import { insertSampleJobs, type SampleJobRow } from '@/lib/sample/db/jobs'
import { personDids } from '@/lib/sample/db/people'
import { lockSampleState, readSampleState, writeSampleState } from '@/lib/sample/db/state'
import { historySeconds, sampleReports } from '@/lib/sample/domain/fleet'
import type { SampleJob, SampleStep } from '@/lib/sample/domain/job'
import { sampleJobs } from '@/lib/sample/domain/jobs'
import type { SampleNode } from '@/lib/sample/domain/node'
import { sampleNodes } from '@/lib/sample/domain/nodes'
import { sampleUuid } from '@/lib/sample/domain/noise'
import { dryRunCommand } from '@/lib/tasks/domain/dry-run'

/** The people in the sample. The approver owns all nodes but two, which belong to the admin. */
export type SamplePeople = { operatorId: string; approverId: string; adminId: string }
export type SampleCounts = { nodes: number; reports: number; jobs: number }

const nothing: SampleCounts = { nodes: 0, reports: 0, jobs: 0 }
const batchSize = 2_000

/**
 * Loads the sample fleet with thirty days of history up to `now`. Does nothing if it is already loaded, or was removed and
 * `force` is not set. All in one transaction, so that a kill leaves nothing half done. Skips a node whose DID belongs to a
 * real one. `log` receives the progress.
 */
export async function loadSample(
  db: DataSource,
  people: SamplePeople,
  now: Date,
  log: (line: string) => void = () => undefined,
  { force = false }: { force?: boolean } = {},
): Promise<SampleCounts> {
  const mayLoad = (state: string): boolean => state === 'never' || (state === 'removed' && force)
  if (!mayLoad((await readSampleState(db.manager)).state)) return nothing
  const loaded = await db.transaction(async (tx) => {
    if (!mayLoad((await lockSampleState(tx)).state)) return nothing
    const accounts = await accountsOf(tx, people)
    const anchor = Math.floor(now.getTime() / 1_000)
    const first = new Date((anchor - historySeconds) * 1_000)
    const owners = { approver: people.approverId, admin: people.adminId }
    const added = await insertSampleNodes(tx, sampleNodes, owners, first)
    const nodes = sampleNodes.filter((node) => added.has(node.did))
    const reports = await loadReports(tx, nodes, anchor, log)
    await setSampleContact(tx)
    const jobs = jobRows(nodes, accounts, anchor)
    await insertSampleJobs(tx, jobs)
    await writeSampleState(tx, { state: 'loaded', anchor })
    return { nodes: nodes.length, reports, jobs: jobs.length }
  })
  if (loaded.reports > 0) await analyzeReports(db.manager)
  return loaded
}

/** In batches over all nodes in order of time; the next one is generated while PostgreSQL inserts the last. */
async function loadReports(
  tx: EntityManager,
  nodes: readonly SampleNode[],
  anchor: number,
  log: (line: string) => void,
): Promise<number> {
  let inserting: Promise<number> = Promise.resolve(0)
  let reports = 0
  let batch: Report[] = []
  const send = async (): Promise<void> => {
    const next = batch
    batch = []
    reports += await inserting
    inserting = insertSampleReports(tx, next)
    // Awaited when the next batch is ready; this only keeps an earlier rejection from counting as unhandled.
    inserting.catch(() => undefined)
  }
  const spans = nodes.map((node) => ({ node, after: anchor - historySeconds }))
  for (const report of sampleReports(spans, anchor, anchor)) {
    batch.push(report)
    // Lets the process send the last batch and do its other work.
    if (batch.length % 250 === 0) await setImmediate()
    if (batch.length < batchSize) continue
    await send()
    const left = anchor - Date.parse(report.timestamp) / 1_000
    log(`Sample fleet: ${Math.round(100 * (1 - left / historySeconds))}%`)
  }
  await send()
  return reports + (await inserting)
}

type Accounts = Record<Role, { id: string; did: string }>

async function accountsOf(tx: EntityManager, people: SamplePeople): Promise<Accounts> {
  const ids = { operator: people.operatorId, approver: people.approverId, admin: people.adminId }
  const dids = await personDids(tx, Object.values(ids))
  const person = (role: Role) => {
    const did = dids.get(ids[role])
    if (!did)
      throw new Error(
        `The sample fleet needs a person as ${role}, but there is none with the id ${ids[role]}`,
      )
    return { id: ids[role], did }
  }
  return { operator: person('operator'), approver: person('approver'), admin: person('admin') }
}

function jobRows(nodes: readonly SampleNode[], accounts: Accounts, anchor: number): SampleJobRow[] {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  return sampleJobs.flatMap((job, index) => {
    const node = byName.get(job.node)
    return node ? jobRow(job, index, node, accounts, anchor) : []
  })
}

function jobRow(
  job: SampleJob,
  index: number,
  node: SampleNode,
  accounts: Accounts,
  anchor: number,
): SampleJobRow[] {
  const at = (ago: number): string => new Date((anchor - ago) * 1_000).toISOString()
  const entry = ({ status, ago, actor, message }: SampleStep) => ({
    status,
    timestamp: at(ago),
    message,
    ...(actor ? { actor_did: actor === 'node' ? node.did : accounts[actor].did } : {}),
  })
  const [first, ...steps] = job.steps
  if (!first) return []
  const started = job.steps.findLast((step) => step.status === 'Running')
  // An expired job expired at its last step; any other can take its steps for another week.
  const last = job.steps.at(-1)
  const expires =
    last?.status === 'Expired'
      ? at(last.ago)
      : new Date(Math.max(anchor * 1_000, Date.now()) + 7 * 86_400_000).toISOString()
  return [
    {
      job_id: sampleUuid(anchor, index),
      target_node_did: node.did,
      requester_did: accounts[job.requester].did,
      requester_id: accounts[job.requester].id,
      task_name: job.task,
      params: job.params,
      reason: job.reason,
      created_at: at(first.ago),
      expires_at: expires,
      first: entry(first),
      steps: steps.map(entry),
      started_at: started ? at(started.ago) : null,
      progress_percent: job.progressPercent,
      progress_message: job.progressMessage,
      result: job.result,
      log: job.log.map(({ ago, ...line }) => ({ at: at(ago), ...line })),
      tried: triedBy(job, node, at(first.ago)),
    },
  ]
}

/** Says of itself that it is a sample, wherever it is read: on its page, in its document and in an export. */
function triedBy({ task, params, wouldChange }: SampleJob, { tasks }: SampleNode, at: string) {
  const offer = tasks.find(({ name }) => name === task)
  const ran =
    offer?.dry_run &&
    dryRunCommand({ params_schema: jsonValue.parse(offer.params), dry_run: offer.dry_run }, params)
  if (!wouldChange || !ran) return null
  const lines = ['sample: no command ran; this is what a node could say', ...wouldChange]
  return { at, ran, output: lines.map((line) => `${line}\n`).join('') }
}

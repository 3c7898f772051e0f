import { canonical, digestOf } from './canonical'
import type { HistoryJob, Move, Offer } from './history'
import { isRow, sees } from './history-rights'

// What a node offers, and what of it an approval document holds.

/** What is asked about: a document says all of it, and nothing else may run. */
const parts = ['command', 'risk', 'params_schema', 'cwd', 'run_as', 'timeout_seconds', 'builtin']

/** The offer of a task as its document must have it, as text; `null` if the node offers no such task. */
function offered(tasks: unknown, task: string): string {
  const entry = Array.isArray(tasks) ? tasks.find((one) => isRow(one) && one.name === task) : null
  if (!isRow(entry)) return 'null'
  const { digest: _, params, ...rest } = entry
  const whole = params === undefined ? rest : { ...rest, params }
  const offer = { ...rest, params_schema: params }
  return canonical({
    ...Object.fromEntries(
      parts.map((part) => [part, Object.entries(offer).find(([k]) => k === part)?.[1] ?? null]),
    ),
    digest: digestOf('hakim/offer/1', canonical(whole)),
  })
}

/** The document of a revision: what it offers, its risk, and its digest, made from its text. */
export function documentOf(
  job: HistoryJob,
  revision: number,
): { offer: string; risk: string | null; digest: string } | null {
  const stored = job.documents.find((one) => one.revision === revision)
  if (!stored) return null
  const read: unknown = JSON.parse(stored.document)
  if (!isRow(read)) return null
  const { offer } = read
  return {
    offer: canonical(offer ?? null),
    risk: isRow(offer) && typeof offer.risk === 'string' ? offer.risk : null,
    digest: digestOf('hakim/approval-document/3', stored.document),
  }
}

/** Whether the node offered what the document holds at some moment between two snapshots. */
export function wasOffered(
  job: HistoryJob,
  revision: number,
  offers: readonly Offer[],
  [first, second]: readonly [Move, Move],
): boolean {
  const document = documentOf(job, revision)
  const ofNode = offers.filter(
    (one) => one.node_did === job.target_node_did && sees(second.snapshot, one.xid),
  )
  const before = ofNode.findLast((one) => sees(first.snapshot, one.xid))
  const possible = ofNode.filter((one) => one === before || !sees(first.snapshot, one.xid))
  return possible.some(({ tasks }) => document?.offer === offered(tasks, job.task_name))
}

/** Whether what waits for a vote or a claim is what its node offers in the end. */
export function isStale(job: HistoryJob, revision: number, offers: readonly Offer[]): boolean {
  const last = offers.findLast((one) => one.node_did === job.target_node_did)
  const document = documentOf(job, revision)
  return document !== null && document.offer !== offered(last?.tasks ?? null, job.task_name)
}

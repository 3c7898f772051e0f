import { type ClaimedJob, checkJob } from '@/lib/agent/job/check-job'
import { readDocuments } from '@/lib/jobs/db/documents'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { requestJob } from '@/lib/jobs/services/request-job'
import { type ApprovalDocument, documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import type { Statement } from '@/lib/signing/domain/statement'
import { type SignedVote, signedDigest } from '@/lib/signing/domain/vote'
import type { Bench } from '../bench'
import { type ConsentStage, type Owner, unwrapped } from '../consent-stage'
import { beside, type Row, single } from '../row'
import type { BenchKey } from '../signers'
import { inTurn, median, quantile, timed } from '../stats'
import { digits } from '../table'
import { togetherRow } from './decisions-together'

/** A job that waits, and what an approval of it covers. */
async function requested({ db, node, requester }: ConsentStage): Promise<ApprovalDocument> {
  const { jobId } = unwrapped(
    await requestJob(
      { db, viewer: requester },
      { target_node_did: node, task_name: 'archive_data', params: { days: 30 }, reason: 'The disk is full' },
    ),
  )
  const [row] = await readDocuments(db.manager, jobId, 1)
  const document = parseDocumentText(row?.document ?? '')
  if (!document.ok) throw new Error(document.problem.message)
  return document.value
}

function voteOf(document: ApprovalDocument, person: string, key: BenchKey): SignedVote {
  const statement: Statement = {
    ...{ version: 1, document: documentDigest(document), decision: 'approve', reason_digest: null },
    ...{ decided_at: new Date().toISOString(), person, key: key.pinned.key },
  }
  return { statement, list: null, signature: key.sign(signedDigest({ statement, list: null })) }
}

/** The milliseconds of one approval at the server; the request and the signature are made before. */
async function decisionMs(stage: ConsentStage, { viewer, key }: Owner): Promise<number> {
  const document = await requested(stage)
  const body = {
    approval_hash: documentDigest(document),
    ...(key ? { signed: voteOf(document, viewer.did, key) } : {}),
  }
  return timed(async () => {
    const context = { db: stage.db, viewer }
    const { status } = unwrapped(await decideJob(context, 'Approved', document.job_id, body))
    if (status !== 'Approved') throw new Error(`The job is ${status}`)
  })
}

const p95 = (rounds: readonly number[][]): string => `${digits(quantile(rounds.flat(), 0.95))} ms`
const medians = (rounds: readonly number[][]): number[] => rounds.map(median)

const names = { ed25519: 'Ed25519', p256: 'P-256', passkey: 'a passkey' } as const

/** Signed decisions beside unsigned ones, and what an agent does before it runs a job. */
export async function consentRows(stage: ConsentStage, bench: Bench): Promise<Row[]> {
  const { options } = bench
  const { decisions } = options.scale
  const [unsigned = [], ...signed] = await inTurn(
    [stage.unsigned, ...stage.signers].map((owner) => () => decisionMs(stage, owner)),
    options.repeats,
    decisions,
  )
  return [
    ...stage.signers.map(({ key }, index) => {
      const ours = signed[index] ?? []
      return beside({
        work: `a decision signed with ${names[key.kind]}`,
        against: 'the same without a signature',
        ...{ ours: medians(ours), theirs: medians(unsigned), unit: 'ms', aim: { most: 50 } },
        note: `the service decide-job, ${decisions} of each kind a round in turn; p95 ${p95(ours)}, unsigned ${p95(unsigned)}`,
      })
    }),
    await togetherRow(stage, bench, () => requested(stage)),
    await agentRow(stage, options),
  ]
}

/** A node that requires an Ed25519 signature and that of a passkey, which is the slowest to verify. */
async function agentRow(stage: ConsentStage, { scale, repeats }: Bench['options']): Promise<Row> {
  const document = await requested(stage)
  const by = stage.signers.filter(({ key }) => key.kind !== 'p256')
  const job: ClaimedJob = {
    ...{ job_id: document.job_id, target_node_did: stage.node, task_name: document.task },
    ...{ params: document.params, window: document.window, expires_at: document.expires_at },
    ...{ approval_hash: documentDigest(document), document, delegations: [] },
    votes: by.map(({ viewer, key }) => voteOf(document, viewer.did, key)),
  }
  const pins: Pins = {
    ...{ node: stage.node, required: 2, delegation: false, emergency: null },
    owners: by.map(({ viewer, key }) => ({ person: viewer.did, keys: [key.pinned] })),
  }
  const tasks = [{ offer: stage.offer, run: async () => ({ ok: true, message: '' }) }]
  const check = () =>
    timed(async () => {
      const checked = checkJob(
        job,
        stage.node,
        { tasks, pins, ran: () => false, tried: () => null, used: () => ({ revision: 0, started: 0 }) },
        Date.now(),
      )
      if (!checked.ok) throw new Error(checked.message)
    })
  const [rounds = []] = await inTurn([check], repeats, scale.decisions)
  return single({
    work: 'the agent verifies a job with two votes, Ed25519 and a passkey',
    ...{ ours: medians(rounds), unit: 'ms', aim: { most: 5 } },
    note: `p95 ${p95(rounds)}`,
  })
}

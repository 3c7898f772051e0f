import { decideJobs } from '@/lib/jobs/services/decide-jobs'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import { documentDigest } from '@/lib/signing/domain/document'
import type { Statement } from '@/lib/signing/domain/statement'
import { listDigest, listOf } from '@/lib/signing/domain/statement-digest'
import type { Bench } from '../bench'
import { type ConsentStage, type Owner, unwrapped } from '../consent-stage'
import { beside, type Row } from '../row'
import { interleave, timed } from '../stats'

type Requested = () => Promise<ApprovalDocument>

/** The milliseconds of many approvals in one call at the server; with a key they have one signature, made before. */
async function togetherMs(stage: ConsentStage, { viewer, key }: Owner, count: number, requested: Requested) {
  const documents: ApprovalDocument[] = []
  while (documents.length < count) documents.push(await requested())
  const jobs = documents.map((document) => {
    const approval_hash = documentDigest(document)
    const statement: Statement | undefined = key
      ? {
          ...{ version: 1, document: approval_hash, decision: 'approve', reason_digest: null },
          ...{ decided_at: new Date().toISOString(), person: viewer.did, key: key.pinned.key },
        }
      : undefined
    return { job_id: document.job_id, approval_hash, ...(statement ? { statement } : {}) }
  })
  const list = key ? listOf(jobs.flatMap(({ statement }) => statement ?? [])) : null
  const signed = key && list ? { list, signature: key.sign(listDigest(list)) } : {}
  return timed(async () => {
    const body = { decision: 'approve', jobs, ...signed }
    const { results } = unwrapped(await decideJobs({ db: stage.db, viewer }, body))
    const failed = results.find(({ decided }) => decided?.status !== 'Approved')
    if (failed) throw new Error(failed.failure?.detail ?? 'A job is not approved')
  })
}

/** Decisions on a hundred jobs with one signature, against as many without. */
export async function togetherRow(stage: ConsentStage, bench: Bench, requested: Requested): Promise<Row> {
  const { together } = bench.options.scale
  const passkey = stage.signers.find(({ key }) => key.kind === 'passkey') ?? stage.unsigned
  const sides = await interleave(
    async () => (await togetherMs(stage, passkey, together, requested)) / 1_000,
    async () => (await togetherMs(stage, stage.unsigned, together, requested)) / 1_000,
    bench.options.repeats,
  )
  return beside({
    work: `${together} decisions together, signed once with a passkey`,
    against: 'the same without a signature',
    ...{ ...sides, unit: 's', aim: { most: 3 } },
    note: 'the service decide-jobs; each decision in its own transaction',
  })
}

import { canonicalJson, type JsonObject, type JsonValue, jsonProblem } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import type { PolicyUse } from './check-policies'
import { type ApprovalDocument, documentDigest, documentVersion, parseDocument } from './document'
import { graceMs } from './grace'
import { offerOf } from './offer'
import type { Pins } from './pins'
import { type Refusal, refuseConsent } from './refusal'
import { problemText } from './strict'
import { verifyVotes } from './verify-votes'
import type { VerifiedVotes } from './vote-quorum'

/** A job as it was handed out to run. */
export type HandedJob = {
  job_id: string
  task_name: string
  params?: JsonValue | undefined
  window: TimeWindow | null
  expires_at: string | null
  /** The digest of the document, as it was handed out beside it; absent: not compared. */
  approval_hash?: string | undefined
}

/** What a node checks of the document alone, whoever signed it. */
export type DocumentCase = {
  job: HandedJob
  /** As it came with the job: anything. */
  document: unknown
  /** The node that runs it, and what others call it: the server, the job. */
  node: string
  alsoCalled?: readonly string[]
  /** What the node announces of this task now, made from its own tasks file; null: it has no such task. */
  entry: JsonObject | null
  /** Why the parameters do not fit the node's own schema; null if they do. */
  paramsProblem: (params: JsonValue) => string | null
  /** By the node's own clock, in milliseconds since 1970. */
  now: number
  /** Whether this revision of the job was run here before. */
  ran: (jobId: string, revision: number) => boolean
  /** What this node reported of a dry run of this revision; null: nothing. */
  tried: (jobId: string, revision: number) => ReportedDryRun | null
}

/** `taken`: the server has said that it has the report, so the document must hold it. */
export type ReportedDryRun = NonNullable<ApprovalDocument['dry_run']> & { taken: boolean }

export type ConsentCase = Omit<DocumentCase, 'node'> & {
  /** As they came with the job: anything. */
  votes: unknown
  delegations: unknown
  /** The same; a server that knows no policies hands out none. */
  policies?: unknown
  used?: PolicyUse
  pins: Pins
}

export type VerifiedDocument = { ok: true; document: ApprovalDocument; digest: string }

/** More votes, or delegations, than any job has. */
const mostHanded = 200

const text = (value: JsonValue | undefined): string =>
  jsonProblem(value ?? null) ? 'something that is not JSON' : canonicalJson(value ?? null)

function jobProblem(job: HandedJob, document: ApprovalDocument, digest: string): Refusal | null {
  const compared: [string, JsonValue, JsonValue | undefined][] = [
    ['job', document.job_id, job.job_id],
    ['task', document.task, job.task_name],
    ['parameters', document.params, job.params],
    ['window', document.window, job.window],
    ['expiry', document.expires_at, job.expires_at],
    ['approval hash', digest, job.approval_hash ?? digest],
  ]
  const other = compared.find(([, approved, handed]) => text(approved) !== text(handed))
  return other ? refuseConsent('job_differs', `${other[0]} ${text(other[1])}`, text(other[2])) : null
}

function offerProblem({ offer, task }: ApprovalDocument, entry: JsonObject | null): Refusal | null {
  if (!entry) return refuseConsent('offer_differs', `the task ${task} on this node`, 'none')
  if (!offer) return refuseConsent('offer_differs', `what ${task} does`, 'a document without it')
  const own = offerOf(entry)
  if (!own.ok) return refuseConsent('offer_differs', text(offer), problemText(own.problem))
  const approved: JsonObject = offer
  const present: JsonObject = own.value
  // The digest last: it differs with everything else, which says more.
  const names = Object.keys({ ...approved, ...present }).filter((name) => name !== 'digest')
  const other = [...names, 'digest'].find((name) => text(approved[name]) !== text(present[name]))
  return other === undefined
    ? null
    : refuseConsent('offer_differs', `${other} ${text(approved[other])}`, text(present[other]))
}

function dryRunProblem(document: ApprovalDocument, tried: ReportedDryRun | null): Refusal | null {
  const dry_run = document.dry_run ?? null
  const reported = tried && { digest: tried.digest, exit_code: tried.exit_code }
  if (text(dry_run) === text(reported) || (dry_run === null && !tried?.taken)) return null
  return refuseConsent('dry_run_differs', `what this node reported, ${text(reported)}`, text(dry_run))
}

function timeProblem({ window, expires_at }: ApprovalDocument, now: number): Refusal | null {
  const clock = `${new Date(now).toISOString()} on this node`
  if (window && Date.parse(window.start) > now + graceMs)
    return refuseConsent('not_yet', `a time from ${window.start}`, clock)
  if (window && Date.parse(window.end) <= now - graceMs)
    return refuseConsent('too_late', `a time before the window ends at ${window.end}`, clock)
  if (expires_at !== null && Date.parse(expires_at) <= now - graceMs)
    return refuseConsent('too_late', `a time before the request expires at ${expires_at}`, clock)
  return null
}

function readDocument(value: unknown): { ok: true; value: ApprovalDocument } | Refusal {
  const parsed = parseDocument(value)
  if (parsed.ok) return parsed
  const isObject = typeof value === 'object' && value !== null
  if (!isObject) return refuseConsent('document_missing', 'document', typeof value)
  return refuseConsent('document_version', `version ${documentVersion}`, problemText(parsed.problem))
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length <= mostHanded

/**
 * That the document stands for exactly this job, as this node would run it now, for the first time. `digest` is D. Never
 * throws, whatever was handed out.
 */
export function verifyDocument(given: DocumentCase): VerifiedDocument | Refusal {
  const { job, node, now } = given
  const read = readDocument(given.document)
  if (!read.ok) return read
  const document = read.value
  const other = [document.node, ...(given.alsoCalled ?? [])].find((did) => did !== node)
  if (other !== undefined) return refuseConsent('other_node', node, other)
  const digest = documentDigest(document)
  const differs = jobProblem(job, document, digest) ?? offerProblem(document, given.entry)
  if (differs) return differs
  const unfit = given.paramsProblem(document.params)
  if (unfit !== null) return refuseConsent('params_unfit', 'parameters of this task', unfit)
  const untrue = dryRunProblem(document, given.tried(document.job_id, document.revision))
  if (untrue) return untrue
  const untimely = timeProblem(document, now)
  if (untimely) return untimely
  if (given.ran(document.job_id, document.revision))
    return refuseConsent('replayed', 'a job that was never run here', `revision ${document.revision}`)
  return { ok: true, document, digest }
}

/**
 * What a node with pins checks before it runs a job, in the order of the codes; the first thing that is wrong is returned.
 * Never throws, whatever was handed out.
 */
export function verifyConsent(given: ConsentCase): (VerifiedVotes & VerifiedDocument) | Refusal {
  const { votes, delegations, policies = [], used, pins, now } = given
  if (!isList(votes)) return refuseConsent('document_missing', `votes, at most ${mostHanded}`, typeof votes)
  if (!isList(delegations))
    return refuseConsent('document_missing', `delegations, at most ${mostHanded}`, typeof delegations)
  if (!isList(policies))
    return refuseConsent('document_missing', `policies, at most ${mostHanded}`, typeof policies)
  const read = verifyDocument({ ...given, node: pins.node })
  if (!read.ok) return read
  const { document, digest } = read
  const handed = policies.map((signed) => ({ signed, at: now }))
  const verified = verifyVotes({
    ...{ document, digest, now, votes, delegations, pins, policies: handed },
    ...(used && { used }),
  })
  return verified.ok ? { ...verified, document, digest } : verified
}

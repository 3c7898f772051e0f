import { z } from 'zod'
import { canonicalJson } from '@/lib/kernel/json/json'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { readVote, signedWithOwnKey, voteProblem } from './check-vote'
import { delegationDigest, parseDelegation } from './delegation'
import { type ApprovalDocument, documentDigest, parseDocument } from './document'
import { dryRunMismatch, parseDryRun } from './dry-run'
import { canonicalTime } from './fields'
import { fingerprintWords } from './fingerprint'
import type { Pins } from './pins'
import { parseSignedPolicy, policyDigest } from './policy'
import { policyCovers } from './policy-covers'
import { checkClaimedSignature } from './signature'
import { firstProblem, parseLossless, problemText } from './strict'
import { verifyVotes } from './verify-votes'

/** One job's consent as it is exported: the document, its digest D, and what was handed out with it. */
const exportForm = z.strictObject({
  document: z.unknown(),
  digest: z.string(),
  votes: z.array(z.unknown()).max(1_000),
  delegations: z.array(z.unknown()).max(1_000),
  policies: z
    .array(z.strictObject({ signed: z.unknown(), approved_at: canonicalTime }))
    .max(1_000)
    .default([]),
  dry_run: z.unknown().optional(),
})

/** `readable`: false if the text is no export at all. */
export type ExportReport = { readable: boolean; ok: boolean; lines: string[] }

/** What others wrote acts neither on the terminal nor as a line of its own. */
const shown = (line: string): string =>
  visibleProse(line.replaceAll(/\s+/g, ' '))
    .map(({ text }) => text)
    .join('')

const unreadable = (why: string): ExportReport => ({
  readable: false,
  ok: false,
  lines: [shown(`This is not the exported consent of a job: it ${why}.`)],
})

const verbs = {
  ...{ approve: 'approved', reject: 'rejected', withdraw: 'withdrew' },
  emergency: 'approved without the owners',
} as const

type VoteLine = { genuine: boolean; line: string }

function voteLine(value: unknown, name: string, document: ApprovalDocument, now: number): VoteLine {
  const read = readVote(value, name)
  if (!read.ok) return { genuine: false, line: `✗ ${read.message}` }
  const { statement, list, signature } = read.value
  const problem = voteProblem(read.value, { document, digest: documentDigest(document), now }, name)
  const check = signedWithOwnKey(read.value)
  const who = `${statement.person} ${verbs[statement.decision]} at ${statement.decided_at}`
  const how = `${signature.kind}, ${statement.key}${list ? `, one of ${list.statements.length} at once` : ''}`
  if (problem) return { genuine: false, line: `✗ ${who}: ${problem.message}` }
  return check.ok
    ? { genuine: true, line: `✓ ${who} (${how})` }
    : { genuine: false, line: `✗ ${who}: ${check.message}` }
}

function delegationLine(value: unknown, name: string): VoteLine {
  const parsed = parseDelegation(value)
  if (!parsed.ok) return { genuine: false, line: `✗ ${name}: ${problemText(parsed.problem)}` }
  const { delegation, key, signature } = parsed.value
  const { from, to, node, starts, until } = delegation
  const check = checkClaimedSignature(signature, delegationDigest(delegation), key)
  const what = `${from} delegated ${node} to ${to} from ${starts} until ${until}`
  return check.ok
    ? { genuine: true, line: `✓ ${what} (${signature.kind}, ${key})` }
    : { genuine: false, line: `✗ ${what}: ${check.message}` }
}

function policyLine(
  { signed, approved_at }: { signed: unknown; approved_at: string },
  name: string,
  document: ApprovalDocument,
): VoteLine {
  const parsed = parseSignedPolicy(signed)
  if (!parsed.ok) return { genuine: false, line: `✗ ${name}: ${problemText(parsed.problem)}` }
  const { policy, key, signature } = parsed.value
  const { person, policy_id, revision, starts, ends } = policy
  const check = checkClaimedSignature(signature, policyDigest(policy), key)
  const covered = policyCovers(policy, document, Date.parse(approved_at))
  const what = `${person} approved beforehand by policy ${policy_id}, version ${revision}, from ${starts} until ${ends}; used at ${approved_at}`
  if (!check.ok) return { genuine: false, line: `✗ ${what}: ${check.message}` }
  return covered.ok
    ? { genuine: true, line: `✓ ${what} (${signature.kind}, ${key})` }
    : { genuine: false, line: `✗ ${what}: ${covered.message}` }
}

/** What the document names of a dry run, if the export has exactly that. */
function dryRunLines(document: ApprovalDocument, value: unknown): VoteLine[] {
  if (!document.dry_run && value === undefined) return []
  const parsed = value === undefined ? null : parseDryRun(value)
  if (parsed && !parsed.ok) return [{ genuine: false, line: `✗ dry_run: ${problemText(parsed.problem)}` }]
  const result = parsed?.value ?? null
  const problem = dryRunMismatch(document, result)
  if (problem !== null || !result) return [{ genuine: false, line: `✗ The dry run: ${problem}` }]
  const how = result.exit_code === null ? result.how.replace('_', ' ') : `exit code ${result.exit_code}`
  const ran = result.ran ? canonicalJson([...result.ran]) : 'nothing'
  const line = `✓ The dry run of ${result.started_at} is the one that was approved with it: ${how}, ${ran}`
  return [{ genuine: true, line }]
}

/** A vote signs the document with all that it shows; a policy was signed before there was one. */
const digestLine = ({ offer }: ApprovalDocument): string =>
  `! Of the task, its owner approved the digest ${offer?.digest}; what it does, only the node’s own tasks file proves.`

function verdict(ok: boolean, lines: readonly string[]): ExportReport {
  return { readable: true, ok, lines: lines.map(shown) }
}

/**
 * Who signed an exported job and whether that is enough, without asking a server. Without pins: whether the signatures are
 * genuine; nobody has then said whose keys count. When the job could run is not part of it.
 * @param now in milliseconds since 1970
 */
export function reportOnExport(text: string, pins: Pins | null, now: number): ExportReport {
  const json = parseLossless(text)
  if (!json.ok) return unreadable(problemText(json.problem))
  const exported = exportForm.safeParse(json.value)
  if (!exported.success) return unreadable(`is not in its form: ${problemText(firstProblem(exported.error))}`)
  const { votes, delegations, policies } = exported.data
  const read = parseDocument(exported.data.document)
  if (!read.ok) return unreadable(`has no approval document of version 3: ${problemText(read.problem)}`)
  const document = read.value
  const digest = documentDigest(document)
  const voteLines = votes.map((vote, index) => voteLine(vote, `votes[${index}]`, document, now))
  const delegationLines = delegations.map((one, index) => delegationLine(one, `delegations[${index}]`))
  const policyLines = policies.map((one, index) => policyLine(one, `policies[${index}]`, document))
  const tried = dryRunLines(document, exported.data.dry_run)
  const signedLines = [...voteLines, ...delegationLines, ...policyLines]
  const lines = [
    `Job ${document.job_id}, revision ${document.revision}, on ${document.node}: ${document.task} ${canonicalJson(document.params)}`,
    `Approval hash ${digest} (${fingerprintWords(digest).join(' ')})`,
    ...tried.map(({ line }) => line),
    ...signedLines.map(({ line }) => line),
    ...(policies.length > 0 ? [digestLine(document)] : []),
  ]
  if (digest !== exported.data.digest)
    return verdict(false, [...lines, `✗ The export says that the hash is ${exported.data.digest}.`])
  if (tried.some(({ genuine }) => !genuine))
    return verdict(false, [...lines, '✗ What was shown of the dry run is not what the document names.'])
  if (!pins) {
    const nobody = votes.length + policies.length === 0
    const ok = !nobody && signedLines.every(({ genuine }) => genuine)
    const all = ok
      ? 'All signatures are genuine'
      : nobody
        ? 'Nobody has signed'
        : 'Not all signatures are genuine'
    return verdict(ok, [...lines, `${all}; nobody has said whose keys count: pass --pins.`])
  }
  if (document.node !== pins.node)
    return verdict(false, [...lines, `✗ The pins are of another node: ${pins.node}.`])
  const used = policies.map(({ signed, approved_at }) => ({ signed, at: Date.parse(approved_at) }))
  const result = verifyVotes({ document, digest, now, votes, delegations, policies: used, pins, past: true })
  if (!result.ok) return verdict(false, [...lines, `✗ Not approved (${result.code}): ${result.message}`])
  const by = result.by === 'owners' ? 'owners or their delegates' : 'holders of keys for emergencies'
  return verdict(true, [...lines, `✓ Approved by ${by}: ${result.persons.join(', ')}.`])
}

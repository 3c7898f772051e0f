import { shownLine } from '@/lib/cli/shown'
import { trustText } from '@/lib/fleet/domain/node-trust'
import { ranText } from '@/lib/jobs/domain/document-changes'
import { clockText } from '@/lib/signing/domain/signed-time'
import type { OneJob } from './job-answer'

const verbs: Record<string, string> = { approve: 'approved', reject: 'rejected' }
const verdicts: Record<string, string> = { justified: 'justified', not_justified: 'not justified' }

/** What the server says of a signature; `hakim verify-consent` verifies it here. */
const signatures: Record<string, string> = {
  unsigned: 'not signed',
  verified: 'signed',
  bad: 'THE SIGNATURE DOES NOT VERIFY',
}

type Consent = OneJob['consent']

const signatureText = (of: Pick<Consent['votes'][number], 'signature' | 'clock_difference'>): string =>
  [
    signatures[of.signature] ?? of.signature,
    ...(of.clock_difference == null ? [] : [clockText(of.clock_difference)]),
  ].join(', ')

const voteText = (vote: Consent['votes'][number]): string =>
  `  ${vote.person_did} ${verbs[vote.decision] ?? vote.decision} at ${vote.decided_at}, ${signatureText(vote)}` +
  `${vote.reason === null ? '' : `: ${vote.reason}`}` +
  `${vote.withdrawn_at === null ? '' : ' (withdrawn)'}` +
  `${vote.does_not_count === null ? '' : ` (does not count: ${vote.does_not_count})`}`

function emergencyText({ review, ...approval }: Consent['emergency'][number]): string {
  const { person_did, approved_at, reason } = approval
  const found = review && (verdicts[review.verdict] ?? review.verdict)
  const reviewed = review
    ? `${review.person_did} found it ${found} at ${review.reviewed_at}${review.text === null ? '' : `: ${review.text}`}`
    : 'it waits for its review'
  return `  ${person_did} approved without the owner at ${approved_at}, ${signatureText(approval)}: ${reason} (${reviewed})`
}

const delegates = (delegation: boolean | undefined): string =>
  delegation === undefined ? '' : delegation ? '; delegates count' : '; delegates do not count'

const pinnedText = (pins: NonNullable<Consent['pins']>): string =>
  `${trustText(pins)}${delegates(pins.delegation)}; keys for emergencies: ${pins.emergency}`

const pinsLines = (pins: Consent['pins']): string[] =>
  pins === null
    ? ['Node requires:  no signatures: it trusts the server']
    : [
        `Node requires:  ${pinnedText(pins)}`,
        ...pins.owners.map(({ person, keys }) => `  ${person}: ${keys.join(', ')}`),
      ]

/** Status, votes and what the node requires, as the server says. */
export const statusText = (job: OneJob): string =>
  [
    `Status:         ${job.status}`,
    ...(job.progress.message === null ? [] : [`Progress:       ${job.progress.message}`]),
    ...job.consent.votes.map(voteText),
    ...job.consent.emergency.map(emergencyText),
    ...(job.ran === null ? [] : [`Ran:            ${ranText(job.ran)}`]),
    ...(job.cannot_be_approved === null ? [] : [`Not approvable: ${job.cannot_be_approved}`]),
    ...(job.consent.lacks === null ? [] : [`Lacks:          ${job.consent.lacks}`]),
    ...pinsLines(job.consent.pins),
  ]
    .map(shownLine)
    .join('\n')

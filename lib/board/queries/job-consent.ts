import type { EntityManager } from 'typeorm'
import type { JobReadRow } from '@/lib/board/db/job'
import type { Candidate, EmergencyApproval, JobConsent, ShownVote } from '@/lib/board/domain/job-consent'
import { storyTimes } from '@/lib/board/domain/story-times'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { type EmergencyApprovalRow, readEmergencyApprovals } from '@/lib/jobs/db/emergencies'
import { type CandidateRow, readCandidates, readVotes, type VoteRow } from '@/lib/jobs/db/job-consent'
import { readApprovers } from '@/lib/jobs/db/on-node'
import { type Consent, readConsent } from '@/lib/jobs/db/votes'
import { nodeLacks } from '@/lib/jobs/domain/on-node'
import { reviewRefusal } from '@/lib/jobs/domain/refusals'
import { parseHistory } from '@/lib/jobs/domain/status'
import { voteNote } from '@/lib/jobs/domain/vote-note'
import { isStatusIn } from '@/lib/kernel/job-status'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { mention } from './job-row'
import { voteFacts } from './vote-facts'
import { voteSignature } from './vote-signature'

/** In words, why someone cannot give a vote that they otherwise could. */
const barred = (job: JobReadRow, person: CandidateRow): string | null => {
  if (person.did === job.requester_did) return 'requested it'
  return hasRole(person.role, 'approver') ? null : 'needs the approver role'
}

const mayReadPolicy = (viewer: PersonViewer, { did }: VoteRow): boolean =>
  did === viewer.did || refusalOf('readAllPolicies', viewer) === null

const shownVote = (
  viewer: PersonViewer,
  job: JobReadRow,
  trust: NodeTrust | null,
  vote: VoteRow,
  at: string,
): ShownVote => ({
  id: vote.vote_id,
  person: mention(viewer, vote.did, vote.name),
  standing: vote.standing,
  decision: vote.decision,
  reason: vote.reason,
  at,
  withdrawnAt: vote.withdrawn_at?.toISOString() ?? null,
  revision: vote.revision,
  policy: vote.policy && {
    ...{ name: vote.policy.name, revision: vote.policy.revision },
    href: mayReadPolicy(viewer, vote) ? `/settings/policies/${vote.policy.id}` : null,
  },
  signature: voteSignature(vote),
  note: voteNote(voteFacts(vote, job, trust), job),
})

/** When each vote was given. */
function voteTimes(job: JobReadRow, votes: readonly VoteRow[]): string[] {
  const given = votes.map((vote) => ({ ...vote, at: vote.decided_at.toISOString() }))
  if (!job.is_sample) return given.map((vote) => vote.at)
  return storyTimes(given, parseHistory(job.status_history))
}

const shownEmergency = (viewer: PersonViewer, row: EmergencyApprovalRow): EmergencyApproval => ({
  revision: row.revision,
  person: mention(viewer, row.did, row.name),
  reason: row.reason,
  at: row.broken_at.toISOString(),
  signature: voteSignature({ ...row, decision: 'emergency', decided_at: row.broken_at }),
  review:
    row.reviewed_at && row.verdict && row.reviewer_did
      ? {
          person: mention(viewer, row.reviewer_did, row.reviewer_name),
          at: row.reviewed_at.toISOString(),
          verdict: row.verdict,
          text: row.review,
        }
      : null,
})

/** What the job still needs, by its rules and then by its node's pins; an emergency approval is beside both. */
export const jobLacks = async (
  db: EntityManager,
  job: JobReadRow,
  { lacks, met, broken }: Pick<Consent, 'lacks' | 'met' | 'broken'>,
  trust: NodeTrust | null,
): Promise<string | null> =>
  trust && met && !broken && isStatusIn('decidable', job.status)
    ? nodeLacks(trust, await readApprovers(db, job.job_id, job.revision))
    : lacks

/** How the consent to a job stands, with names; and why the viewer cannot review its emergency approval. */
export async function jobConsent(
  db: EntityManager,
  viewer: PersonViewer,
  job: JobReadRow,
  trust: NodeTrust | null,
): Promise<{ consent: JobConsent; review: string | null }> {
  const [consent, given, emergency] = await Promise.all([
    readConsent(db, job.job_id),
    readVotes(db, job.job_id),
    readEmergencyApprovals(db, job.job_id, viewer.id),
  ])
  const times = voteTimes(job, given)
  const votes = given.map((vote, index) => shownVote(viewer, job, trust, vote, times[index] ?? ''))
  const votesNeeded = await votesNeededOf(db, viewer, job, consent, votes)
  const first = emergency[0]
  return {
    consent: {
      met: consent.met,
      lacks: await jobLacks(db, job, consent, trust),
      broken: consent.broken,
      votesNeeded,
      votes,
      emergency: emergency.map((row) => shownEmergency(viewer, row)),
    },
    review: first
      ? reviewRefusal(viewer, {
          requesterDid: job.requester_did,
          approverId: first.person_id,
          reviewed: first.reviewed_at !== null,
          standing: first.standing,
        })
      : 'This job was not approved without its owner.',
  }
}

async function votesNeededOf(
  db: EntityManager,
  viewer: PersonViewer,
  job: JobReadRow,
  { needed }: Consent,
  votes: ShownVote[],
): Promise<JobConsent['votesNeeded']> {
  const people = await readCandidates(
    db,
    { id: job.job_id, nodeDid: job.target_node_did },
    needed.flatMap(({ group_id }) => group_id ?? []),
  )
  const voted = new Set(
    votes.filter((vote) => vote.decision === 'approve' && vote.note === null).map((vote) => vote.person.did),
  )
  const shown = (person: CandidateRow): Candidate => ({
    ...mention(viewer, person.did, person.name),
    standing: person.standing,
    voted: voted.has(person.did),
    barred: barred(job, person),
  })
  return needed.map(({ group_id, name, votes, given }) => ({
    group: name,
    votes,
    given,
    people: people.filter((person) => person.group_id === group_id).map(shown),
  }))
}

import clsx from 'clsx'
import { Check, Circle } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { Candidate, ShownVote, VotePolicy, VotesNeeded } from '@/lib/board/domain/job-consent'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { isStatusIn } from '@/lib/kernel/job-status'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { SignatureLine } from './signature-line'

const as: Record<string, string> = { owner: 'owner', delegate: 'delegate', group: 'member' }

/** More people than this are counted, not named. */
const mostNamed = 6

function Waiting({ people }: { people: Candidate[] }) {
  const left = people.filter((person) => !person.voted)
  return (
    <ul className="flex flex-col text-ink-2">
      {left.slice(0, mostNamed).map((person) => (
        <li key={person.did} className="flex flex-wrap gap-x-1.5">
          <span className={clsx('min-w-0', person.you && 'font-medium text-pending')}>
            <PersonName person={person} />
          </span>
          <span className="text-ink-3">
            {as[person.standing]}
            {person.barred && `, cannot vote: ${person.barred}`}
          </span>
        </li>
      ))}
      {left.length > mostNamed && <li className="text-ink-3">and {left.length - mostNamed} more</li>}
    </ul>
  )
}

function VotesNeededLine({ needed, open }: { needed: VotesNeeded; open: boolean }) {
  const full = needed.given >= needed.votes
  const Mark = full ? Check : Circle
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 sm:grid-cols-[1rem_minmax(0,1fr)_minmax(0,1fr)]">
      <Mark
        className={clsx('mt-0.5 size-4', full ? 'text-healthy' : 'text-pending')}
        aria-hidden="true"
        strokeWidth={full ? 2.5 : 2}
      />
      <span className={clsx('font-medium', full ? 'text-healthy' : 'text-ink')}>
        {needed.given} of {needed.votes}{' '}
        {needed.group === null ? (
          needed.votes === 1 ? (
            'owner or delegate'
          ) : (
            'owners or delegates'
          )
        ) : (
          <>
            from the group <bdi>{needed.group}</bdi>
          </>
        )}
      </span>
      {open && !full && (
        <div className="max-sm:col-start-2">
          {needed.people.length > 0 ? (
            <Waiting people={needed.people} />
          ) : (
            <span className="text-warning">
              {needed.group === null
                ? 'no owner or delegate can vote on this request'
                : 'nobody is in this group'}
            </span>
          )}
        </div>
      )}
    </li>
  )
}

/** The policy that gave a vote in its owner’s name. */
const PolicyLine = ({ policy: { name, revision, href } }: { policy: VotePolicy }) => (
  <p className="text-ink-2 [overflow-wrap:anywhere]">
    by the policy{' '}
    {href === null ? (
      <bdi>“{name}”</bdi>
    ) : (
      <Link href={href} className="text-accent underline">
        <bdi>“{name}”</bdi>
      </Link>
    )}
    , version {revision}, signed beforehand
  </p>
)

function VoteLine({ vote }: { vote: ShownVote }) {
  const against = vote.decision === 'reject'
  return (
    <li className="border-t py-1.5 first:border-t-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <span
          className={clsx(
            'font-medium',
            vote.note ? 'text-ink-3 line-through' : against ? 'text-error' : 'text-healthy',
          )}
        >
          {against ? 'Rejected' : 'Approved'}
        </span>
        <span className="min-w-0">
          by <PersonName person={vote.person} />
        </span>
        {vote.standing && vote.standing !== 'group' && (
          <span className="text-ink-3">{as[vote.standing]}</span>
        )}
        <TimeAgo iso={vote.at} className="ml-auto text-xs text-ink-3" />
      </p>
      {vote.policy && <PolicyLine policy={vote.policy} />}
      {vote.reason && (
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          “<VisibleText parts={visibleProse(vote.reason)} />”
        </p>
      )}
      <SignatureLine signature={vote.signature} />
      {vote.note && <p className="text-xs text-warning">{vote.note}</p>}
    </li>
  )
}

/** Whose votes the job needs, who has voted, and which votes do not count, and why. */
export function ConsentCard({ job }: { job: JobDetail }) {
  const { consent } = job
  const open = isStatusIn('decidable', job.status)
  const undecided = isStatusIn('unclaimed', job.status)
  if (!open && consent.votes.length === 0) return null
  return (
    <Card
      title={open ? 'Approvals needed' : 'Approvals'}
      aside={
        <>
          {job.revision > 1 && `revision ${job.revision} `}
          {[...consent.votes, ...consent.emergency].some(
            ({ signature }) => signature.state !== 'unsigned',
          ) && (
            <a
              href={`/api/v1/jobs/${job.jobId}/consent`}
              download={`hakim-consent-${job.jobId}.json`}
              className="text-accent underline"
            >
              export for verification
            </a>
          )}
        </>
      }
    >
      {undecided && (
        <ul className="flex flex-col gap-2">
          {consent.votesNeeded.map((needed) => (
            <VotesNeededLine key={needed.group ?? ''} needed={needed} open={open} />
          ))}
        </ul>
      )}
      {open && consent.lacks && consent.votesNeeded.every((needed) => needed.given >= needed.votes) && (
        <p className="mt-1.5 text-warning">It still needs {consent.lacks}.</p>
      )}
      {consent.votes.length > 0 && (
        <ul className={clsx('flex flex-col', undecided ? 'mt-2.5 border-t' : '*:first:pt-0')}>
          {consent.votes.map((vote) => (
            <VoteLine key={vote.id} vote={vote} />
          ))}
        </ul>
      )}
    </Card>
  )
}

import { Confirm } from '@/components/ui/confirm'
import { EmergencyBadge } from '@/components/ui/emergency-badge'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { VisibleText } from '@/components/ui/visible-text'
import type { EmergencyApproval } from '@/lib/board/domain/job-consent'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { type Verdict, verdicts } from '@/lib/jobs/domain/reason'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { SignatureLine } from './signature-line'

const verdictLabels: Record<Verdict, string> = {
  justified: 'It was justified',
  not_justified: 'It was not justified',
}
const options = verdicts.map((value) => ({ value, label: verdictLabels[value] }))

function Review({ review }: { review: NonNullable<EmergencyApproval['review']> }) {
  return (
    <p className="[overflow-wrap:anywhere]">
      <span className="font-medium">
        Reviewed: {review.verdict === 'justified' ? 'justified' : 'not justified'}
      </span>
      , by <PersonName person={review.person} />, <TimeAgo iso={review.at} />
      {review.text && (
        <>
          {' '}
          · “<VisibleText parts={visibleProse(review.text)} />”
        </>
      )}
    </p>
  )
}

/** Who approved the job without its owner, why, and what the review found; reviewers submit their review here. */
export function EmergencyCard({ job, review }: { job: JobDetail; review: Action }) {
  if (job.consent.emergency.length === 0) return null
  const open = job.consent.emergency.some((emergency) => emergency.review === null)
  return (
    <section
      aria-label="Approved without the owner"
      className="flex min-w-0 flex-col gap-2.5 rounded-card border border-error bg-surface p-4"
    >
      {job.consent.emergency.map((emergency) => (
        <div key={emergency.revision} className="flex min-w-0 flex-col gap-1">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <EmergencyBadge />
            <span>
              <span className="font-medium">
                <PersonName person={emergency.person} />
              </span>{' '}
              approved this job without the node’s owner
            </span>
            <TimeAgo iso={emergency.at} className="text-xs text-ink-3" />
          </p>
          <blockquote className="[overflow-wrap:anywhere]">
            “<VisibleText parts={visibleProse(emergency.reason)} />”
          </blockquote>
          <SignatureLine signature={emergency.signature} />
          {emergency.review ? (
            <Review review={emergency.review} />
          ) : (
            <p className="font-medium text-error">Waiting for review</p>
          )}
        </div>
      ))}
      {open && job.refusals.review === null && (
        <div className="max-w-3xl">
          <Confirm
            input={{ jobId: job.jobId }}
            action={review}
            label="Review"
            confirm="Submit review"
            refusal={null}
            choice={{ name: 'verdict', legend: 'What you found', options }}
            reason={{ name: 'review', label: 'Your findings', least: 1 }}
          >
            <p className="text-ink-2">
              A review cannot be changed later. Look at the reason, at what ran, and at the node since then.
            </p>
          </Confirm>
        </div>
      )}
      {open && job.refusals.review !== null && <p className="text-ink-2">{job.refusals.review}</p>}
    </section>
  )
}

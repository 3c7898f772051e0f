import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { isStatusIn } from '@/lib/kernel/job-status'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { isTime } from '@/lib/kernel/time/exact-time'

/** Replaces the buttons once the decision is made: who decided, when, and why, and what to do next; `next` is the address of the next request. */
export function Decided({ job, next }: { job: JobDetail; next: string | null }) {
  const decision = job.timeline.findLast(({ status }) => status !== null && isStatusIn('decision', status))
  return (
    <Card title="Decision">
      {decision ? (
        <>
          <p>
            <span className={decision.emergency ? 'font-medium text-error' : 'font-medium'}>
              {decision.emergency ? 'Approved without the owner' : decision.label}
            </span>
            {decision.actor && (
              <>
                {' by '}
                <PersonName person={decision.actor} />
              </>
            )}
            {isTime(decision.at) && (
              <span className="text-ink-3">
                {' · '}
                <TimeAgo iso={decision.at} />
              </span>
            )}
          </p>
          {decision.message && (
            <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
              “<VisibleText parts={visibleProse(decision.message)} />”
            </p>
          )}
        </>
      ) : (
        <p className="text-ink-2">Nobody decided on this job here.</p>
      )}
      {next !== null && (
        <ButtonLink href={next} className="mt-3">
          Next request
        </ButtonLink>
      )}
    </Card>
  )
}

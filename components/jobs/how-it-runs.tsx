import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { windowText } from '@/lib/jobs/domain/window-text'
import { windowOffsets } from '@/lib/jobs/domain/zone-check'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { stepName } from '@/lib/series/domain/time-range'
import type { DocumentOffer } from '@/lib/signing/domain/document'
import { ZoneCheck } from './zone-check'

/** The window in words, or that there is none. */
export function WhenItRuns({ job }: { job: JobDetail }) {
  if (job.window === null) return <>as soon as it is approved; one job at a time on this node</>
  const [opens, closes] = [Date.parse(job.window.start), Date.parse(job.window.end)]
  const now = Date.now()
  return (
    <>
      on <span className="font-medium">{windowText(job.window)}</span>{' '}
      <span className="text-ink-3">
        {now < opens ? (
          <>
            opens <TimeAgo iso={job.window.start} />
          </>
        ) : now < closes ? (
          <>
            open now, closes <TimeAgo iso={job.window.end} />
          </>
        ) : (
          'has passed'
        )}
      </span>
      {now < closes && <ZoneCheck window={job.window} offsets={windowOffsets(job.window)} />}
    </>
  )
}

/** In which folder, and for how long at most. */
export function HowItRuns({ offer }: { offer: DocumentOffer }) {
  return (
    <>
      {offer.cwd && (
        <>
          in{' '}
          <span className="font-mono [overflow-wrap:anywhere]">
            <VisibleText parts={visibleData(offer.cwd)} />
          </span>
        </>
      )}
      {offer.cwd && offer.timeout_seconds !== null && '; '}
      {offer.timeout_seconds !== null && `stopped after ${stepName(offer.timeout_seconds)}`}
    </>
  )
}

import { memo } from 'react'
import { type Plot, xOf } from '@/components/charts/panel/plot'
import { Link } from '@/components/ui/link'
import type { JobSpan } from './job-spans'

const box = 'absolute -top-1 -left-2 block h-[18px] w-6'

/**
 * A flag on the top edge where a job began, and a diamond where somebody noted something; its line is drawn only while the pointer is on the flag, so that it hides no
 * value. For the pointer only: with the keyboard, the list of jobs on the same page leads there, and the tooltip names
 * the jobs of a bucket as well.
 */
export const JobFlags = memo(function JobFlags({ plot, jobs }: { plot: Plot; jobs: JobSpan[] }) {
  return jobs.map(
    (job) =>
      job.flag !== null && (
        <div key={job.id} className="group absolute top-0 w-0" style={{ left: xOf(plot, job.flag) }}>
          <div
            aria-hidden="true"
            className="pointer-events-none invisible absolute top-1 -left-px w-px group-hover:visible"
            style={{ height: plot.top + plot.height - 4, background: job.color }}
          />
          {job.href === null ? (
            <div title={job.title} data-note className={box}>
              <svg viewBox="0 0 24 18" className="h-full w-full" aria-hidden="true">
                <path d="M8 3l6 6-6 6-6-6z" style={{ fill: job.color }} />
              </svg>
            </div>
          ) : (
            <Link href={job.href} title={job.title} aria-label={job.title} tabIndex={-1} className={box}>
              <svg viewBox="0 0 24 18" className="h-full w-full" aria-hidden="true">
                <path d="M7 4h11l-3 4 3 4H9v5H7z" style={{ fill: job.color }} />
              </svg>
            </Link>
          )}
        </div>
      ),
  )
})

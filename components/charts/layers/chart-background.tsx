import { memo } from 'react'
import { type Plot, xOf } from '@/components/charts/panel/plot'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import type { Gap } from '@/lib/series/domain/coverage'
import type { JobSpan } from './job-spans'

/** Drawn under the lines: stretches without a value, with a pattern for each reason, and the runs of jobs, softly. */
export const ChartBackground = memo(function ChartBackground(props: {
  plot: Plot
  gaps: Gap[]
  jobs: JobSpan[]
}) {
  const { plot } = props
  const box = (from: number, to: number, least: number) => {
    const left = xOf(plot, from)
    return { left, width: Math.max(least, xOf(plot, to) - left), top: plot.top, height: plot.height }
  }
  return (
    <div aria-hidden="true" className="absolute inset-0 overflow-hidden">
      {props.gaps.map((gap) => (
        <div
          key={gap.from}
          data-gap={gap.reason}
          className={`absolute opacity-70 ${missingLooks[gap.reason].pattern}`}
          style={box(gap.from, gap.to, 2)}
        />
      ))}
      {props.jobs.map(
        (job) =>
          job.ran && (
            <div key={job.id} data-run className="absolute" style={box(job.ran.from, job.ran.to, 2)}>
              <div className="h-full opacity-15" style={{ background: job.color }} />
              <div className="absolute inset-x-0 -top-0.5 h-0.5" style={{ background: job.color }} />
            </div>
          ),
      )}
    </div>
  )
})

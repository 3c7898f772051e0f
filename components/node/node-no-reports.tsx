import { LocalTime } from '@/components/charts/local-time'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { rangeQuery } from '@/lib/series/domain/range-links'
import { type ChosenRange, rangeAround } from '@/lib/series/domain/range-params'

/** A range without reports: says when the last report came and links there. */
export function NoReportsInRange(props: { lastReportAt: string; range: ChosenRange; end: number }) {
  const { range } = props
  const there = rangeAround(Date.parse(props.lastReportAt) / 1_000, range.to - range.from, props.end)
  return (
    <EmptyState
      title="No reports in this range"
      action={
        <ButtonLink href={rangeQuery(there.from, there.to)} scroll={false}>
          Show the range around the last report
        </ButtonLink>
      }
    >
      This node sent no reports in this range. By its own clock, its last report is from{' '}
      <LocalTime at={Date.parse(props.lastReportAt) / 1_000} />.
    </EmptyState>
  )
}

/** A node that is registered but has never reported. */
export const NoReportsYet = () => (
  <EmptyState title="No reports yet">
    This node is registered but has not sent a report. Start its agent with a token for this node, or have it
    write to the health_reports table. Its charts appear here with the first report.
  </EmptyState>
)

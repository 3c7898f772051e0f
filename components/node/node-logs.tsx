import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/figure'
import type { LogsSummary } from '@/lib/reports/domain/report-details'

const text = (count: number | undefined): string =>
  count === undefined ? '–' : count.toLocaleString('en-GB')

/** Errors and warnings that the node counted in its own logs, from its last report. */
export function NodeLogs({ logs }: { logs: LogsSummary | null }) {
  return (
    <Card title="Logs" aside="from the last report">
      {logs === null ? (
        <p className="text-ink-2">The last report has no log summary.</p>
      ) : (
        <div className="flex gap-10">
          <Figure
            value={text(logs.error_count)}
            label="errors"
            {...(logs.error_count ? { className: 'text-error' } : {})}
          />
          <Figure
            value={text(logs.warning_count)}
            label="warnings"
            {...(logs.warning_count ? { className: 'text-warning' } : {})}
          />
        </div>
      )}
    </Card>
  )
}

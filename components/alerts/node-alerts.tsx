import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import type { AlertSpan } from '@/lib/alerts/domain/node-alerts'
import { WithSeverity } from './severity-mark'

/** What fires on this node, each in a line that leads to it. */
export function NodeAlerts({ alerts }: { alerts: readonly AlertSpan[] }) {
  const firing = alerts.filter(({ to }) => to === null)
  if (firing.length === 0) return null
  return (
    <ul aria-label="Alerts" className="flex flex-col gap-1 rounded-card border bg-surface px-4 py-2.5">
      {firing.map(({ id, alertId, what, severity, from, acknowledged }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2">
          <WithSeverity severity={severity}>
            <Link href={`/alerts/${alertId}`} className="font-medium hover:underline">
              {what}
            </Link>
          </WithSeverity>
          <span className="text-ink-2">
            <TimeAgo iso={new Date(from * 1_000).toISOString()} form="lasting" />
            {acknowledged && ', acknowledged'}
          </span>
        </li>
      ))}
    </ul>
  )
}

import { OfferRequest } from '@/components/node/offer-request'
import { Link } from '@/components/ui/link'
import { MomentTime, TimeAgo } from '@/components/ui/time-ago'
import type { AlertSpan } from '@/lib/alerts/domain/node-alerts'
import type { OfferedRequest } from '@/lib/board/domain/occasion'
import { WithSeverity } from './severity-mark'

/** What fires on this node, each in a line that leads to it. */
export function NodeAlerts({
  alerts,
  offerFor,
}: {
  alerts: readonly AlertSpan[]
  /** The task for one of them. */
  offerFor: (alert: AlertSpan) => OfferedRequest | null
}) {
  const firing = alerts.filter(({ to }) => to === null)
  if (firing.length === 0) return null
  return (
    <ul aria-label="Alerts" className="flex flex-col gap-1 rounded-card border bg-surface px-4 py-2.5">
      {firing.map((alert) => (
        <li key={alert.id} className="flex flex-wrap items-baseline gap-x-2">
          <WithSeverity severity={alert.severity}>
            <Link href={`/alerts/${alert.alertId}`} className="font-medium hover:underline">
              {alert.what}
            </Link>
          </WithSeverity>
          <span className="text-ink-2">
            <TimeAgo iso={new Date(alert.from * 1_000).toISOString()} form="lasting" />
            {alert.acknowledged && ', acknowledged'}
            {alert.heldUntil && (
              <>
                , held back by the maintenance window until <MomentTime iso={alert.heldUntil} />
              </>
            )}
          </span>
          <OfferRequest offer={offerFor(alert)} />
        </li>
      ))}
    </ul>
  )
}

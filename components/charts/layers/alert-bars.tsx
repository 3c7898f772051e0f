'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { spanText } from '@/components/charts/axis/time-axis'
import { Link } from '@/components/ui/link'
import { useZone } from '@/components/ui/zone'
import type { AlertSpan } from '@/lib/alerts/domain/node-alerts'

const Alerts = createContext<readonly AlertSpan[]>([])

/** What fired on the node, for all charts of the page. */
export const ChartAlerts = ({ alerts, children }: { alerts: readonly AlertSpan[]; children: ReactNode }) => (
  <Alerts value={alerts}>{children}</Alerts>
)

const looks = { info: 'bg-unknown', warning: 'bg-warning', critical: 'bg-error' } as const

/**
 * A bar on the time axis while something fired on this metric; null: on the status, a diagnosis or silence. For the pointer only:
 * with the keyboard, the line of alerts on the same page and the history lead there.
 */
export function AlertBars(props: { metric: string | null; time: { from: number; to: number } }) {
  const { metric, time } = props
  const zone = useZone()
  const share = (at: number): number => ((at - time.from) / (time.to - time.from)) * 100
  const shown = useContext(Alerts).filter(
    (alert) => alert.metric === metric && alert.from < time.to && (alert.to ?? time.to) > time.from,
  )
  return shown.map(({ id, alertId, what, severity, from, to }) => {
    const [begin, end] = [Math.max(from, time.from), Math.min(to ?? time.to, time.to)]
    const title = `${what}: ${to === null ? 'fires since then, ' : ''}${spanText(from, to ?? end, zone)}`
    return (
      <Link
        key={id}
        href={`/alerts/${alertId}`}
        data-alert={severity}
        title={title}
        aria-label={title}
        tabIndex={-1}
        className={`pointer-events-auto absolute -bottom-1 h-1 ${looks[severity]}`}
        style={{ left: `${share(begin)}%`, width: `max(3px, ${share(end) - share(begin)}%)` }}
      />
    )
  })
}

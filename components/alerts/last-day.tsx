import type { ShownAlert } from '@/lib/alerts/domain/alerts-page'
import { PreviewSpans } from './preview-spans'

const colors = { critical: 'var(--error)', warning: 'var(--warning)', info: 'var(--running)' } as const

/** When it fired in the last 24 h, the present on the right. */
export function LastDay({ alert: { lastDay, rule } }: { alert: ShownAlert }) {
  const now = Date.now() / 1_000
  const times = lastDay.length === 1 ? 'once' : `${lastDay.length} times`
  return (
    <div title={`Fired ${times} in the last 24 h`} className="min-w-24">
      <span aria-hidden="true" className="text-xs text-ink-3 @4xl:hidden">
        Last 24 h
      </span>
      <span className="sr-only">{lastDay.length === 0 ? 'not in the last 24 h' : `fired ${times}`}</span>
      <PreviewSpans spans={lastDay} from={now - 86_400} to={now} color={colors[rule.severity]} />
    </div>
  )
}

import type { ReactNode } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import type { Severity } from '@/lib/notices/domain/notice'

const states = { info: 'Unknown', warning: 'Warning', critical: 'Error' } as const
export const severityNames: Readonly<Record<Severity, string>> = {
  info: 'Info',
  warning: 'Warning',
  critical: 'Critical',
}

/** What stands beside the mark of its severity, with the shapes and colours of states: critical is a square, a warning a triangle. */
export const WithSeverity = ({ severity, children }: { severity: Severity; children: ReactNode }) => (
  <div className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2">
    <span aria-hidden="true">
      <StatusMark state={states[severity]} withWord={false} />
    </span>
    <div>
      <span className="sr-only">{severityNames[severity]}: </span>
      {children}
    </div>
  </div>
)

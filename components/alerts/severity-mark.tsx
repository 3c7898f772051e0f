import { StatusMark } from '@/components/ui/status-mark'
import type { Severity } from '@/lib/notices/domain/notice'

const states = { info: 'Unknown', warning: 'Warning', critical: 'Error' } as const
export const severityNames: Readonly<Record<Severity, string>> = {
  info: 'Info',
  warning: 'Warning',
  critical: 'Critical',
}

/** The shapes and colours of states: critical is a square, a warning a triangle. */
export const SeverityMark = ({ severity }: { severity: Severity }) => (
  <span className="inline-flex items-center gap-2">
    <span aria-hidden="true" className="inline-flex">
      <StatusMark state={states[severity]} withWord={false} />
    </span>
    <span className="sr-only">{severityNames[severity]}: </span>
  </span>
)

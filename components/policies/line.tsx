import clsx from 'clsx'
import type { ReactNode } from 'react'

/** One condition of a policy; one that differs from the version in force is marked. */
export const Line = (props: {
  label: ReactNode
  changed: boolean
  aside?: ReactNode
  error?: string | null
  children: ReactNode
}) => (
  <div
    className={clsx(
      'grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-t border-l-3 py-2 pr-4 pl-3 first:border-t-0 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto]',
      props.changed ? 'border-l-warning' : 'border-l-transparent',
    )}
  >
    <div className="text-ink-2 [overflow-wrap:anywhere] max-sm:font-medium sm:pt-1.5">
      {props.label}
      {props.changed && <span className="sr-only"> (changed)</span>}
    </div>
    <div className="col-start-1 min-w-0 max-sm:row-start-2 sm:col-start-2">
      {props.children}
      {props.error && <p className="mt-1 text-xs text-error">{props.error}</p>}
    </div>
    {props.aside !== undefined && (
      <div className="text-right text-xs text-ink-3 tabular-nums sm:pt-1.5">{props.aside}</div>
    )}
  </div>
)

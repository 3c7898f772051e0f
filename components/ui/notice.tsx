import clsx from 'clsx'
import { CircleAlert, Hourglass, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Tone = 'info' | 'warning' | 'error' | 'pending'

const tones: Record<Tone, { edge: string; icon: LucideIcon; ink: string }> = {
  info: { edge: 'border-l-running', icon: Info, ink: 'text-running' },
  warning: { edge: 'border-l-warning', icon: TriangleAlert, ink: 'text-warning' },
  error: { edge: 'border-l-error', icon: CircleAlert, ink: 'text-error' },
  pending: { edge: 'border-l-pending', icon: Hourglass, ink: 'text-pending' },
}

/** A message that matters now. Screen readers announce an error when it appears. */
export function Notice(props: { tone: Tone; children: ReactNode; action?: ReactNode; className?: string }) {
  const { edge, icon: Icon, ink } = tones[props.tone]
  return (
    <div
      {...(props.tone === 'error' ? { role: 'alert' } : {})}
      className={clsx(
        'flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-l-3 bg-surface px-3.5 py-2',
        edge,
        props.className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-56 items-start gap-2.5">
        <Icon className={clsx('mt-0.5 size-4 shrink-0', ink)} aria-hidden="true" />
        <div className="min-w-0">{props.children}</div>
      </div>
      {props.action}
    </div>
  )
}

import clsx from 'clsx'
import { Check, Hourglass, type LucideIcon, X } from 'lucide-react'
import type { DeliveryState as State } from '@/lib/notices/domain/channel'

const marks: Record<State, { icon: LucideIcon; ink: string; word: string }> = {
  waiting: { icon: Hourglass, ink: 'text-pending', word: 'Waiting' },
  sent: { icon: Check, ink: 'text-healthy', word: 'Sent' },
  failed: { icon: X, ink: 'text-error', word: 'Failed' },
}

/** The state of a message, as mark and word. */
export function DeliveryState({ state }: { state: State }) {
  const { icon: Icon, ink, word } = marks[state]
  return (
    <span className={clsx('inline-flex items-center gap-1.5 font-medium', ink)}>
      <Icon className="size-3.5" aria-hidden="true" />
      {word}
    </span>
  )
}

'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { TimeAgo } from '@/components/ui/time-ago'

/** Stays at the bottom of the screen under the table: rows failed to load, or the order is out of date. */
export function FleetNotice(props: {
  heldSince: string | null
  problem: string | null
  sortAgain: () => Promise<void>
  retry: () => void
}) {
  const [sorting, startSorting] = useTransition()
  const bar =
    'pointer-events-auto flex items-center gap-3 rounded-card border border-strong bg-surface py-1.5 pr-1.5 pl-3.5'
  return (
    <div className="pointer-events-none sticky bottom-3 z-10 lg:group-has-data-not-live/console:bottom-15 flex h-0 items-end justify-center">
      {props.problem !== null ? (
        <div role="alert" className={bar}>
          <span>
            <span className="font-medium text-error">Some rows could not be loaded.</span> {props.problem}
          </span>
          <Button size="sm" onClick={props.retry}>
            Try again
          </Button>
        </div>
      ) : props.heldSince !== null ? (
        <div className={bar}>
          <span className="text-ink-2">
            Sorted <TimeAgo iso={props.heldSince} />
          </span>
          <Button size="sm" disabled={sorting} onClick={() => startSorting(props.sortAgain)}>
            Sort again
          </Button>
        </div>
      ) : null}
    </div>
  )
}

'use client'

import { CloudOff } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useZone } from '@/components/ui/zone'
import { clockTime } from './clock-time'
import { type LiveState, liveState, onState } from './connection'

const unknown = (): LiveState => 'connecting'
const useLiveState = (): LiveState => useSyncExternalStore(onState, liveState, unknown)

/** Says so while the page is not following changes, separated by `after`; nothing while it is, which everyone expects. */
export function LiveBadge({ after = '' }: { after?: string }) {
  const state = useLiveState()
  if (state === 'live' || state === 'signed-out') return null
  return (
    <>
      {after}
      {state === 'connecting' ? 'connecting…' : <span className="text-warning">not live</span>}
    </>
  )
}

/**
 * Says on every page of the console since when it has not been live, and that its session has ended. globals.css places it, and
 * greys the content beside it or hides everything else, in dialogs too, until the sign-in page comes.
 */
export function NotLive() {
  const state = useLiveState()
  const zone = useZone()
  const [missed, setMissed] = useState(false)
  const since = typeof state === 'object' ? state.since : null
  if (since !== null && !missed) setMissed(true)
  const ended = state === 'signed-out'
  return (
    <div
      role="status"
      data-live={state === 'live' ? '' : undefined}
      data-not-live={since === null ? undefined : ''}
      data-signed-out={ended ? '' : undefined}
      className={since === null && !ended ? 'sr-only' : undefined}
    >
      {ended ? (
        'Your session has ended.'
      ) : since === null ? (
        missed && state === 'live' && 'Live again.'
      ) : (
        <p>
          <CloudOff aria-hidden="true" />
          <span>
            <strong>
              Not live since{' '}
              <time dateTime={new Date(since).toISOString()}>{clockTime(since, Date.now(), zone)}</time>
            </strong>
            , trying again
          </span>
        </p>
      )}
    </div>
  )
}

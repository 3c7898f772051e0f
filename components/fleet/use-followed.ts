import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useState } from 'react'
import { hold, lose, onChange, retryMs } from '@/components/live/connection'
import { FleetFollower, type LiveReader, type Shown } from './fleet-follower'

/**
 * What the server rendered for `query`, kept up to date; another query is another list. `behind`: the server rendered no
 * rows, which are read at once; until then those of the query before are shown.
 */
export function useFollowed<Row extends { did: string }>(options: {
  first: Shown<Row>
  waiting: number
  query: string
  read: LiveReader<Row>['read']
  behind?: boolean
  pauseMs?: number
}): Shown<Row> {
  const { first, waiting, query, read, behind = false, pauseMs } = options
  const router = useRouter()
  const follow = (shown: Shown<Row>) => ({
    query,
    follower: new FleetFollower(
      shown,
      waiting,
      {
        read,
        readPage: () => router.refresh(),
        ...{ onChange, hold, lose, retryMs, isHidden: () => document.hidden },
      },
      pauseMs,
    ),
  })
  const [current, setCurrent] = useState(() => follow(first))
  // The search field stays, because the whole page is not made again.
  if (current.query !== query) {
    const { rows } = (behind ? current.follower.read() : first).fleet
    setCurrent(follow({ ...first, fleet: { ...first.fleet, rows } }))
  }
  const { follower } = current
  useEffect(() => {
    if (!behind && current.query === query) follower.take(first, waiting)
  }, [current, query, follower, first, waiting, behind])
  useEffect(() => follower.follow(behind), [follower, behind])
  return useShown(follower)
}

/** In a transition, since an update of a list whose script has not come yet would take away what the server rendered. */
function useShown<Row extends { did: string }>(follower: FleetFollower<Row>): Shown<Row> {
  const [latest, setLatest] = useState(() => ({ follower, shown: follower.read() }))
  useEffect(() => {
    const show = () => startTransition(() => setLatest({ follower, shown: follower.read() }))
    show()
    return follower.subscribe(show)
  }, [follower])
  return latest.follower === follower ? latest.shown : follower.read()
}

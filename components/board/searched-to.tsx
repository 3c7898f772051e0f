import { ExactTime } from '@/components/ui/time-ago'
import type { JobBoard } from '@/lib/board/domain/job-board'

/** How far a page that ends early has been searched, and why no further; nothing of any other page. */
export function SearchedTo({ board: { searchedTo, textIndex } }: { board: JobBoard }) {
  if (searchedTo === null) return null
  return (
    <>
      Searched back to <ExactTime iso={searchedTo} />; “Older” continues from there.
      {!textIndex && ' This database has no index of texts (pg_trgm), so one job after the other is read.'}
    </>
  )
}

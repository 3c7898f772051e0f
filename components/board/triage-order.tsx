import { SegmentLinks } from '@/components/ui/segment-links'
import { type JobFilter, jobBoardHref } from '@/lib/board/domain/filter'
import { type TriageSort, triageSorts } from '@/lib/board/domain/triage'

const words: Record<TriageSort, string> = { expiry: 'Expiry', risk: 'Risk', age: 'Age' }
const [usual] = triageSorts

/** By what the jobs that wait are put in order. */
export const TriageOrder = ({ filter }: { filter: JobFilter }) => (
  <SegmentLinks
    label="Order"
    segments={triageSorts.map((sort) => ({
      href: jobBoardHref({ ...filter, sort: sort === usual ? undefined : sort, job: undefined }),
      word: words[sort],
      current: sort === (filter.sort ?? usual),
    }))}
  />
)

/** A list as a table, page by page, or as a column by status. */
export const ListView = ({ filter }: { filter: JobFilter }) => (
  <SegmentLinks
    label="View"
    segments={[undefined, 'board' as const].map((view) => ({
      href: jobBoardHref({ ...filter, view, cursor: undefined }),
      word: view === undefined ? 'Table' : 'Board',
      current: filter.view === view,
    }))}
  />
)

/** In which direction a list goes through the time. */
export const ListOrder = ({ filter }: { filter: JobFilter }) => (
  <SegmentLinks
    label="Order"
    segments={[undefined, 'oldest' as const].map((sort) => ({
      href: jobBoardHref({ ...filter, sort, cursor: undefined }),
      word: sort === undefined ? 'Newest first' : 'Oldest first',
      current: filter.sort === sort,
    }))}
  />
)

import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Link } from '@/components/ui/link'
import type { FleetFilter, FleetSort, SortKey } from '@/lib/fleet/domain/fleet-filter'
import {
  fleetHref,
  fleetQuery,
  isReversed,
  nextSort,
  sortKeyOf,
  sortName,
} from '@/lib/fleet/domain/fleet-filter'
import { chosenHead, type Head } from './chosen-heads'
import type { FirstRows } from './fleet-order'
import { FleetRows } from './fleet-rows'

/** Fixed widths, so that no long value makes the table wider than the page; the diagnosis takes the rest. */
const usual: Head[] = [
  { title: 'Status', sort: 'state', className: 'w-31' },
  { title: 'Node', sort: 'name', className: 'w-62' },
  { title: 'CPU, 24 h', className: 'w-28' },
  { title: 'CPU', sort: 'cpu', end: true, className: 'w-16' },
  { title: 'Memory, 24 h', className: 'w-28 @max-6xl:hidden' },
  { title: 'Memory', sort: 'memory', end: true, className: 'w-22 @max-5xl:hidden' },
  { title: 'Disk', sort: 'disk', end: true, className: 'w-18 @max-5xl:hidden' },
  { title: 'Diagnosis' },
  { title: 'Jobs', className: 'w-25' },
  { title: 'Last report', sort: 'reported', end: true, className: 'w-28' },
]

/** Worst first counts as descending. */
const direction = (key: SortKey, sort: FleetSort): 'ascending' | 'descending' =>
  isReversed(sort) === (key === 'state') ? 'ascending' : 'descending'

function SortLink(props: { title: string; by: SortKey; end: boolean; filter: FleetFilter }) {
  const { title, by, end, filter } = props
  const next = nextSort(by, filter.sort)
  const sorted = sortKeyOf(filter.sort) === by ? direction(by, filter.sort) : null
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  return (
    <Link
      href={fleetHref({ ...filter, sort: next })}
      title={`Sort ${sortName(next)}`}
      className={clsx(
        'group/sort inline-flex items-center gap-1 rounded-control align-middle hover:text-ink',
        // The arrow comes first, so that header and figures align at the right.
        end && 'flex-row-reverse',
        sorted && 'text-ink',
      )}
    >
      {title}
      <Arrow
        aria-hidden="true"
        className={clsx('size-3', sorted ? 'text-accent' : 'opacity-0 group-hover/sort:opacity-60')}
      />
    </Link>
  )
}

const always = usual.slice(0, 2)
const headsOf = ({ columns }: FleetFilter): Head[] =>
  columns ? [...always, ...columns.map(chosenHead)] : usual

export const Heads = ({ filter }: { filter: FleetFilter }) => (
  <thead className="@max-4xl:sr-only">
    <tr aria-rowindex={1}>
      {headsOf(filter).map(({ title, sort, end, className }) => (
        <th
          key={title}
          scope="col"
          aria-sort={sort && sortKeyOf(filter.sort) === sort ? direction(sort, filter.sort) : undefined}
          className={clsx(
            'sticky top-12 z-10 border-b bg-surface px-2.5 py-2 text-xs font-medium text-ink-2 lg:top-0',
            'first:rounded-tl-card last:rounded-tr-card',
            end ? 'text-right' : 'text-left',
            className,
          )}
        >
          <span className="block truncate">
            {sort ? <SortLink title={title} by={sort} end={end ?? false} filter={filter} /> : title}
          </span>
        </th>
      ))}
    </tr>
  </thead>
)

/** The nodes as a table, or as two-line rows where the table would not fit. */
export const FleetTable = (props: { first: FirstRows; filter: FleetFilter; pins: readonly string[] }) => (
  // A new filter starts a new list: no row of the previous one is kept.
  <FleetRows
    key={fleetQuery(props.filter)}
    {...props}
    head={
      <>
        <caption className="sr-only">Nodes, {sortName(props.filter.sort)}</caption>
        <Heads filter={props.filter} />
      </>
    }
  />
)

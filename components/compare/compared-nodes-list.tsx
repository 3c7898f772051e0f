import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { SearchField } from '@/components/ui/search-field'
import { mostCompared } from '@/lib/compare/domain/compare-params'
import { type ComparedNode, nodeName } from '@/lib/compare/domain/comparison'
import { countText } from '@/lib/kernel/text/count-text'

/** So many have a chip; the table has all. */
const shownChips = 8

export type NodeChip = { node: ComparedNode; without: string }

/** Which nodes are compared, and how to add others. `kept`: the address as hidden fields. */
export function ComparedNodesList(props: {
  /** What comes before them. */
  lead: ReactNode
  chips: readonly NodeChip[]
  /** How many match; the others are left out. */
  all: number
  /** What they were chosen by, in words; null if one by one. */
  filter: string | null
  kept: readonly [string, string][]
}) {
  const { chips, all, filter } = props
  const rest = chips.length - shownChips
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <div className="contents print:hidden">{props.lead}</div>
      {filter !== null && (
        <span className="rounded-control bg-accent-soft px-2.5 py-1 font-medium">
          <bdi>{filter}</bdi>
        </span>
      )}
      {filter === null &&
        chips.slice(0, shownChips).map(({ node, without }) => (
          <span
            key={node.did}
            className="flex items-center gap-1 rounded-control border border-strong bg-surface py-0.5 pr-1 pl-2"
          >
            <bdi className="max-w-48 truncate">{nodeName(node)}</bdi>
            <Link
              href={without}
              scroll={false}
              aria-label={`Leave out ${nodeName(node)}`}
              className="print:hidden touch-area relative inline-flex size-5 items-center justify-center rounded-control text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <X className="size-3" aria-hidden="true" />
            </Link>
          </span>
        ))}
      {filter === null && rest > 0 && <span className="text-ink-2">{rest} more</span>}
      {chips.length < mostCompared && (
        <form action="/compare" className="print:hidden flex items-center gap-1.5">
          {props.kept.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <SearchField q={undefined} name="add" label="Add nodes: name, DID or label" className="w-64" />
          <Button type="submit">Add</Button>
        </form>
      )}
      <span className="text-xs text-ink-3 print:hidden">
        {all > chips.length
          ? `${chips.length} of ${countText(all)} nodes, ${filter === null ? 'the first in the address' : 'worst first'}; ${countText(all - chips.length)} left out`
          : `up to ${mostCompared}`}
      </span>
    </div>
  )
}

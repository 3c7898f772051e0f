import { SlidersHorizontal } from 'lucide-react'
import Form from 'next/form'
import type { ReactNode } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { PhoneFold } from '@/components/ui/phone-fold'
import { SearchField } from '@/components/ui/search-field'
import { type JobFilter, jobBoardHref, narrowingOf, sinceChoices } from '@/lib/board/domain/filter'
import type { FilterChoices } from '@/lib/board/domain/job-board'
import { ChoiceFilter } from './choice-filter'
import { MoreFilters } from './more-filters'

const periods = Object.entries(sinceChoices).map(([value, { label }]) => ({ value, label }))

/** Search, node, task, requester, time and, folded away, more; all are kept in the address. On a phone, the search alone is there at first. */
export function JobFilters(props: { filter: JobFilter; choices: FilterChoices; order: ReactNode }) {
  const { filter, choices } = props
  const names = Object.keys(narrowingOf(filter))
  const filtered = names.length > 0
  const set = names.filter((name) => name !== 'q').length
  const selects = [
    { name: 'node', label: 'Node', any: 'Any node', choices: choices.nodes, chosen: filter.node },
    { name: 'task', label: 'Task', any: 'Any task', choices: choices.tasks, chosen: filter.task },
    {
      ...{ name: 'requester', label: 'Requester', any: 'Any requester' },
      ...{ choices: choices.requesters, chosen: filter.requester },
    },
    { name: 'since', label: 'Created', any: 'Any time', choices: periods, chosen: filter.since },
  ]
  return (
    <Form action="/jobs" className="flex min-w-0 flex-wrap items-center gap-2.5" role="search">
      {filter.status === 'waiting' && <input type="hidden" name="status" value="waiting" />}
      {filter.sort && <input type="hidden" name="sort" value={filter.sort} />}
      {filter.view && <input type="hidden" name="view" value={filter.view} />}
      <SearchField
        q={filter.q}
        label="Search texts or an id"
        className="flex-1 basis-56 max-md:basis-40 md:max-w-64"
      />
      <PhoneFold
        label={
          <>
            <SlidersHorizontal className="size-4" aria-hidden="true" />
            {set > 0 ? `Filter and sort · ${set}` : 'Filter and sort'}
          </>
        }
      >
        <div className="grid grid-cols-2 gap-2.5 max-md:w-full md:contents">
          {selects.map((select) => (
            <ChoiceFilter key={select.name} {...select} />
          ))}
        </div>
        <div className="md:order-2 md:ml-auto md:self-start">{props.order}</div>
        <MoreFilters filter={filter} choices={choices} />
        <Button type="submit">Search</Button>
      </PhoneFold>
      {filtered && (
        <ButtonLink
          variant="ghost"
          href={jobBoardHref({ status: filter.status, sort: filter.sort, view: filter.view })}
        >
          Clear
        </ButtonLink>
      )}
    </Form>
  )
}

import Form from 'next/form'
import { ChoiceFilter } from '@/components/board/choice-filter'
import { Button, ButtonLink } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { auditHref, isFiltered, type PageFilter } from '@/lib/history/domain/page-filter'

type Choice = { value: string; label: string }

const field = 'control-h min-w-0 rounded-control border border-strong bg-surface px-2.5'

/** Search, person, node, kind and days; all are kept in the address and also work without scripts. */
export function AuditFilters(props: {
  filter: PageFilter
  choices: { people: Choice[]; nodes: Choice[]; kinds: { label: string; choices: Choice[] }[] }
}) {
  const { filter, choices } = props
  return (
    <Form action="/settings/audit" className="flex flex-wrap items-center gap-2.5" role="search">
      <SearchField
        q={filter.q}
        label="Search the log"
        className="flex-1 basis-52 max-md:basis-full md:max-w-52"
      />
      <div className="grid grid-cols-2 gap-2.5 max-md:w-full md:contents">
        <ChoiceFilter
          name="person"
          label="Person"
          any="Any person"
          choices={choices.people}
          chosen={filter.person}
        />
        <ChoiceFilter name="node" label="Node" any="Any node" choices={choices.nodes} chosen={filter.node} />
        <ChoiceFilter name="kind" label="Kind" any="Any kind" groups={choices.kinds} chosen={filter.kind} />
        <label className="flex items-center gap-1.5 text-ink-2 max-md:col-span-2">
          <span className="max-md:w-9">From</span>
          <input
            key={`from ${filter.from}`}
            type="date"
            name="from"
            defaultValue={filter.from ?? ''}
            className={`${field} flex-1`}
          />
        </label>
        <label className="flex items-center gap-1.5 text-ink-2 max-md:col-span-2">
          <span className="max-md:w-9">to</span>
          <input
            key={`to ${filter.to}`}
            type="date"
            name="to"
            defaultValue={filter.to ?? ''}
            className={`${field} flex-1`}
          />
        </label>
      </div>
      <Button type="submit">Search</Button>
      {isFiltered(filter) && (
        <ButtonLink variant="ghost" href={auditHref({})}>
          Clear
        </ButtonLink>
      )}
    </Form>
  )
}

import Form from 'next/form'
import { ChoiceFilter } from '@/components/board/choice-filter'
import { Button, ButtonLink } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { auditHref, isFiltered, type PageFilter } from '@/lib/history/domain/page-filter'

type Choice = { value: string; label: string }

/** Search, person, node, kind and days; all are kept in the address and also work without scripts. */
export function AuditFilters(props: {
  filter: PageFilter
  choices: { people: Choice[]; nodes: Choice[]; kinds: { label: string; choices: Choice[] }[] }
}) {
  const { filter, choices } = props
  const selects = [
    { name: 'person', label: 'Person', any: 'Any person', choices: choices.people, chosen: filter.person },
    { name: 'node', label: 'Node', any: 'Any node', choices: choices.nodes, chosen: filter.node },
    { name: 'kind', label: 'Kind', any: 'Any kind', groups: choices.kinds, chosen: filter.kind },
  ]
  const days = [
    { name: 'from', label: 'From', value: filter.from },
    { name: 'to', label: 'to', value: filter.to },
  ]
  return (
    <Form action="/settings/audit" className="flex flex-wrap items-center gap-2.5" role="search">
      <SearchField
        q={filter.q}
        label="Search the log"
        className="flex-1 basis-52 max-md:basis-full md:max-w-52"
      />
      <div className="grid grid-cols-2 gap-2.5 max-md:w-full md:contents">
        {selects.map((select) => (
          <ChoiceFilter key={select.name} {...select} />
        ))}
        {days.map(({ name, label, value }) => (
          <label key={name} className="flex items-center gap-1.5 text-ink-2 max-md:col-span-2">
            <span className="max-md:w-9">{label}</span>
            <input
              key={value}
              type="date"
              name={name}
              defaultValue={value ?? ''}
              className="control-h min-w-0 flex-1 rounded-control border border-strong bg-surface px-2.5"
            />
          </label>
        ))}
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

import clsx from 'clsx'
import { Plus, Search } from 'lucide-react'
import Form from 'next/form'
import { ChoiceFilter } from '@/components/board/choice-filter'
import { Button, ButtonLink } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { countText } from '@/lib/kernel/text/count-text'
import { type PeopleView, peopleHref } from '@/lib/people/domain/people-view'
import { type PersonState, personStates } from '@/lib/people/domain/person-state'
import { roleNames } from '@/lib/people/domain/role-names'
import { stateNames } from './person-state-mark'

const roleChoices = Object.entries(roleNames).map(([value, label]) => ({ value, label }))

/** Search, states with their counts, role, and the way to invite; all are kept in the address. */
export const PeopleToolbar = ({
  view,
  counts,
}: {
  view: PeopleView
  counts: Record<PersonState, number>
}) => (
  <div className="flex flex-wrap items-center gap-2.5">
    <Form action="/settings/people" role="search" className="contents">
      {view.state && <input type="hidden" name="state" value={view.state} />}
      <div className="relative min-w-0 flex-1 basis-60 md:max-w-72">
        <Search
          className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3"
          aria-hidden="true"
        />
        <input
          // A new address may mean new text, and the field has to show it.
          key={view.q}
          type="search"
          name="q"
          defaultValue={view.q ?? ''}
          placeholder="Search name, mail, DID"
          aria-label="Search name, mail, DID"
          maxLength={255}
          autoComplete="off"
          className="control-h w-full rounded-control border border-strong bg-surface pr-2.5 pl-8"
        />
      </div>
      <ChoiceFilter name="role" label="Role" any="Any role" choices={roleChoices} chosen={view.role} />
      <Button type="submit" className="sr-only focus:not-sr-only">
        Search
      </Button>
    </Form>
    <States view={view} counts={counts} />
    <ButtonLink
      variant="primary"
      href={peopleHref({ ...view, task: 'invite' })}
      scroll={false}
      className="ml-auto max-md:ml-0"
    >
      <Plus className="size-4" aria-hidden="true" />
      Invite
    </ButtonLink>
  </div>
)

function States({ view, counts }: { view: PeopleView; counts: Record<PersonState, number> }) {
  const all = personStates.reduce((sum, state) => sum + counts[state], 0)
  const choices = [
    ...personStates.map((state) => ({ state, label: stateNames[state], people: counts[state] })),
    { state: undefined, label: 'All', people: all },
  ]
  return (
    <nav aria-label="People by state" className="max-w-full">
      <ul className="flex divide-x divide-strong overflow-x-auto rounded-control border border-strong bg-surface">
        {choices.map(({ state, label, people }) => {
          const current = view.state === state
          return (
            <li key={label}>
              <Link
                href={peopleHref({ q: view.q, role: view.role, state })}
                aria-current={current ? 'page' : undefined}
                className={clsx(
                  'flex h-7.5 items-center gap-1 px-2.5 font-medium whitespace-nowrap pointer-coarse:h-10.5',
                  current ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
                )}
              >
                {label} <span className="font-normal">{countText(people)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

import { Plus } from 'lucide-react'
import Form from 'next/form'
import { ChoiceFilter } from '@/components/board/choice-filter'
import { Button, ButtonLink } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { SegmentLinks } from '@/components/ui/segment-links'
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
      <SearchField q={view.q} label="Search name, mail, DID" className="flex-1 basis-60 md:max-w-72" />
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
    ...personStates.map((state) => ({ state, word: stateNames[state], count: counts[state] })),
    { state: undefined, word: 'All', count: all },
  ]
  return (
    <SegmentLinks
      label="People by state"
      segments={choices.map(({ state, ...choice }) => ({
        ...choice,
        href: peopleHref({ q: view.q, role: view.role, state }),
        current: view.state === state,
      }))}
    />
  )
}

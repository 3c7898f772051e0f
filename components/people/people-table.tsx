import { SettingsTable } from '@/components/ui/settings-table'
import type { PeopleList } from '@/lib/people/domain/people-page'
import type { PeopleView } from '@/lib/people/domain/people-view'
import { PersonRow } from './person-row'

const columns = [
  { name: 'Person' },
  { name: 'Role' },
  { name: 'Owner of', right: true },
  { name: 'Last sign-in', sorted: true },
  { name: 'Sessions', right: true },
  { name: 'State' },
]

/** One page of people and invitations; on a phone each is a block of lines. */
export const PeopleTable = ({ people, view }: { people: PeopleList['people']; view: PeopleView }) => (
  <SettingsTable
    caption="People; whoever signed in last comes first, the disabled at the end"
    columns={columns}
  >
    {people.map((person) => (
      <PersonRow key={person.did ?? person.email} person={person} view={view} />
    ))}
  </SettingsTable>
)

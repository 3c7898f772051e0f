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
  <div className="@container overflow-hidden rounded-card border bg-surface">
    <table className="w-full @max-3xl:block">
      <caption className="sr-only">
        People; whoever signed in last comes first, the disabled at the end
      </caption>
      <thead className="border-b text-left text-xs text-ink-3 @max-3xl:sr-only">
        <tr>
          {columns.map(({ name, right, sorted }) => (
            <th
              key={name}
              scope="col"
              aria-sort={sorted ? 'descending' : undefined}
              className={`px-3 py-2 font-normal first:pl-4 ${right ? 'text-right' : ''}`}
            >
              {name}
              {sorted && <span aria-hidden="true"> ↓</span>}
            </th>
          ))}
          <th scope="col" className="px-3 py-2">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="@max-3xl:block">
        {people.map((person) => (
          <PersonRow key={person.did ?? person.email} person={person} view={view} />
        ))}
      </tbody>
    </table>
  </div>
)

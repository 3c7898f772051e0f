import clsx from 'clsx'
import { TimeAgo } from '@/components/ui/time-ago'
import { countText } from '@/lib/kernel/text/count-text'
import type { ListedPerson } from '@/lib/people/domain/people-page'
import type { PeopleView } from '@/lib/people/domain/people-view'
import { roleNames } from '@/lib/people/domain/role-names'
import { PersonMenu } from './person-menu'
import { PersonStateMark } from './person-state-mark'

const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'

/** What a phone does not name by a column says it beside its value. */
const word = '@4xl:hidden'

const owned = (nodes: number): string => `${countText(nodes)} ${nodes === 1 ? 'node' : 'nodes'}`

/** One person, or an invitation, with the menu of what can be done. */
export function PersonRow({ person, view }: { person: ListedPerson; view: PeopleView }) {
  const { name, email, role, state, nodes, sessions, erased } = person
  return (
    <tr
      className={clsx(
        'border-t first:border-t-0 hover:bg-sunken/60',
        '@max-4xl:grid @max-4xl:grid-cols-[minmax(0,1fr)_auto] @max-4xl:gap-x-3 @max-4xl:gap-y-0.5 @max-4xl:px-3.5 @max-4xl:py-2.5',
        state === 'disabled' && 'text-ink-2',
      )}
    >
      <th scope="row" className={clsx(cell, 'min-w-0 text-left font-normal @4xl:max-w-0 @4xl:w-[32%]')}>
        <bdi className="block truncate font-title" title={person.did ?? undefined}>
          {name ?? email}
        </bdi>
        <span className="block truncate text-xs text-ink-3">
          {erased ? person.did : name === null ? 'has not joined yet' : email}
        </span>
      </th>
      <td className={clsx(cell, '@max-4xl:col-start-1')}>
        {roleNames[role]}
        {nodes > 0 && <span className={word}> · {owned(nodes)}</span>}
      </td>
      <td className={clsx(cell, 'text-right whitespace-nowrap @max-4xl:hidden')}>
        {nodes === 0 ? '–' : owned(nodes)}
      </td>
      <td className={clsx(cell, 'whitespace-nowrap text-ink-2 @max-4xl:col-start-1 @max-4xl:text-xs')}>
        <LastSignIn person={person} />
      </td>
      <td className={clsx(cell, '@4xl:text-right', sessions === 0 && '@max-4xl:hidden')}>
        {state === 'invited' ? '–' : countText(sessions)}
        <span className={word}> {sessions === 1 ? 'session' : 'sessions'}</span>
      </td>
      <td className={clsx(cell, '@max-4xl:col-start-2 @max-4xl:row-start-2 @max-4xl:text-right')}>
        <PersonStateMark state={state} erased={erased} />
      </td>
      <td className={clsx(cell, 'text-right @max-4xl:col-start-2 @max-4xl:row-start-1')}>
        {!erased && <PersonMenu person={person} view={view} />}
      </td>
    </tr>
  )
}

function LastSignIn({ person }: { person: ListedPerson }) {
  const { state, last_sign_in_at: last, created_at: since, expires_at: until, state_reason: reason } = person
  if (state === 'invited')
    return (
      <>
        invited <TimeAgo iso={since.toISOString()} />
        {until && (
          <span className="block text-xs text-ink-3">
            the link ends <TimeAgo iso={until.toISOString()} />
          </span>
        )}
      </>
    )
  return (
    <>
      <span className={word}>last sign-in </span>
      {last ? <TimeAgo iso={last.toISOString()} /> : 'never'}
      {state === 'disabled' && reason && (
        <span className="block max-w-64 truncate text-xs text-ink-3" title={reason}>
          {reason}
        </span>
      )}
    </>
  )
}

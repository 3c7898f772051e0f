import type { Metadata } from 'next'
import { PeopleDialog } from '@/components/people/people-dialog'
import { PeoplePages } from '@/components/people/people-pages'
import { PeopleTable } from '@/components/people/people-table'
import { PeopleToolbar } from '@/components/people/people-toolbar'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { requirePerson } from '@/lib/auth/viewer'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { peoplePerPage, peopleView } from '@/lib/people/domain/people-address'
import { peopleHref } from '@/lib/people/domain/people-view'
import { peopleList, personAtHand } from '@/lib/people/queries/people'
import {
  changeRole,
  disable,
  enable,
  endSessions,
  erase,
  invite,
  removeFactor,
  reset,
  withdraw,
} from './actions'

export const metadata: Metadata = { title: 'People · Settings' }

const actions = { changeRole, disable, enable, endSessions, erase, invite, removeFactor, reset, withdraw }

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const { view, unknown } = peopleView(await searchParams)
  const { q, state, role, from: offset = 0, task, who } = view
  const list = await peopleList(viewer, { q, state, role, offset, limit: peoplePerPage })
  if (!list.ok) return <EmptyState title="This page is for administrators">{list.error.detail}</EmptyState>
  const { people, counts } = list.value
  const person = task && who ? await personAtHand(viewer, who) : null
  return (
    <>
      {unknown.length > 0 && (
        <Notice tone="warning">There is no {unknown.join(' and no ')}; people are shown without it.</Notice>
      )}
      <PeopleToolbar view={view} counts={counts} />
      {people.length > 0 ? (
        <PeopleTable people={people} view={view} />
      ) : (
        <EmptyState title="Nobody fits" action={<ButtonLink href={peopleHref({})}>Clear filters</ButtonLink>}>
          Nobody has this text in name, mail or DID, with the chosen state and role.
        </EmptyState>
      )}
      <PeoplePages view={view} counts={counts} shown={people.length} />
      {task && (
        <PeopleDialog
          view={view}
          actions={actions}
          person={person}
          invitation={people.find(({ email, invitation_id }) => invitation_id !== null && email === who)}
        />
      )}
    </>
  )
}

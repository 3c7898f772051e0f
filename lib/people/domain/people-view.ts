import type { Role } from '@/lib/kernel/role'
import type { PersonState } from './person-state'

/** What can be asked about a person on the page of all people; each is a dialog with an address of its own. */
export const personTasks = [
  'invite',
  'withdraw',
  'role',
  'sessions',
  'reset',
  'factor',
  'erase',
  'disable',
  'enable',
] as const
export type PersonTask = (typeof personTasks)[number]

/** What the page of all people shows, from its address. `who` is whom the task is about. */
export type PeopleView = {
  q?: string | undefined
  state?: PersonState | undefined
  role?: Role | undefined
  from?: number | undefined
  task?: PersonTask | undefined
  who?: string | undefined
}

const page = '/settings/people'

/** The address of the page; its parameters always come in the same order. */
export function peopleHref({ q, state, role, from, task, who }: PeopleView): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ q, state, role, from, do: task, who }))
    if (value) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? page : `${page}?${text}`
}

/** The id of the button that opens a row's menu, which gets the focus back when a dialog closes. */
export const menuId = (who: string): string => `menu ${who}`

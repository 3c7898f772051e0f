import { role } from '@/lib/kernel/role'
import { hasNul, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { type PeopleView, personTasks } from './people-view'
import { personStates } from './person-state'

/** How many people one page lists. */
export const peoplePerPage = 25

const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text)

/** Parses the address of the page of all people. `unknown` are the parts of it that mean nothing, in words. */
export function peopleView(params: SearchParams): { view: PeopleView; unknown: string[] } {
  const text = (name: string) => oneParam(params, name)
  const view: PeopleView = {
    q: text('q')?.slice(0, 255),
    state: oneOf(personStates, text('state')),
    role: oneOf(role.options, text('role')),
    from: pageStart(text('from')),
    task: oneOf(personTasks, text('do')),
    who: text('who'),
  }
  const unknown = (['state', 'role', 'from'] as const).flatMap((name) => {
    const given = text(name)
    return given !== undefined && view[name] === undefined ? [`${name} “${given}”`] : []
  })
  const unreadable = (['q', 'state', 'role', 'from', 'do', 'who'] as const).filter((name) =>
    hasNul(params, name),
  )
  return { view, unknown: [...unknown, ...unreadable.map((name) => `${name} “U+0000”`)] }
}

/** The number of people before the page; undefined for anything that no link of ours has. */
const pageStart = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined

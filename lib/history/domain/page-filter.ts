import type { FieldProblem } from '@/lib/kernel/errors'
import { dayStart } from '@/lib/kernel/time/time-zone'
import { type IgnoredParam, ignoredParams } from '@/lib/kernel/url/ignored-params'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

const names = ['person', 'node', 'kind', 'from', 'to', 'q', 'cursor'] as const
type Name = (typeof names)[number]

/** The filter of the page as in its address; `from` and `to` are days, both included. */
export type PageFilter = { [name in Name]?: string | undefined }

export const pageFilter = (params: SearchParams): PageFilter => {
  const filter: PageFilter = {}
  for (const name of names) {
    const value = oneParam(params, name)
    if (value !== undefined) filter[name] = value
  }
  return filter
}

/** What of the address is not used: all but the first of a repeated one. Values that do not exist are refused. */
export const ignoredAuditParams = (params: SearchParams): IgnoredParam[] =>
  ignoredParams('/settings/audit', params, Object.fromEntries(names.map((name) => [name, () => true])))

/** Whether it leaves entries out, apart from the place in the list. */
export const isFiltered = ({ cursor: _, ...filter }: PageFilter): boolean => Object.keys(filter).length > 0

export function auditHref(filter: PageFilter): string {
  const query = new URLSearchParams()
  for (const name of names) {
    const value = filter[name]
    if (value) query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? '/settings/audit' : `/settings/audit?${text}`
}

/** Days since 1970 of a day in the calendar such as 2026-11-28; null if there is none. */
function dayOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null
  return at / 86_400_000
}

/** The filter as the query of the API has it: days become times in the reader's zone. */
export function queryOf(
  { from, to, ...filter }: PageFilter,
  zone: string,
): { query: Record<string, string>; wrong: FieldProblem[] } {
  const wrong: FieldProblem[] = []
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query[name] = value
  for (const [name, value] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (value === undefined) continue
    const day = dayOf(value)
    if (day === null) wrong.push({ path: name, message: 'must be a day such as 2026-11-28' })
    else query[name] = new Date(dayStart(name === 'to' ? day + 1 : day, zone) * 1_000).toISOString()
  }
  return { query, wrong }
}

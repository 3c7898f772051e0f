import { hasNul, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { tokensQuery } from './token-calls'
import type { TokenState } from './token-state'

/** What the page of tokens is narrowed to. */
export type TokensFilter = {
  q?: string | undefined
  state?: TokenState | undefined
  node?: string | undefined
  cursor?: string | undefined
}

const names = ['q', 'state', 'node', 'cursor'] as const

/** Reads the address of the page. `unknown` names parameters whose values say nothing; they filter nothing. */
export function tokensFilter(params: SearchParams): { filter: TokensFilter; unknown: string[] } {
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = oneParam(params, name)
      return value ? [[name, value]] : []
    }),
  )
  const unreadable = names.filter((name) => hasNul(params, name))
  const parsed = tokensQuery.safeParse(given)
  if (parsed.success) {
    const { limit: _, ...filter } = parsed.data
    return { filter, unknown: unreadable }
  }
  const unknown = [...new Set([...unreadable, ...parsed.error.issues.map(({ path }) => String(path[0]))])]
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !unknown.includes(name)))
  return { filter: tokensFilter(rest).filter, unknown }
}

export function tokensHref(filter: TokensFilter): `/settings/tokens${string}` {
  const query = new URLSearchParams()
  for (const name of names) if (filter[name]) query.set(name, filter[name])
  return query.size === 0 ? '/settings/tokens' : `/settings/tokens?${query}`
}

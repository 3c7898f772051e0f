import type { SearchParams } from '@/lib/kernel/url/search-params'

/** How often a page may be read again: `?refresh=30s`; without it, as reports arrive. */
export const refreshChoices = { '10s': 10, '30s': 30, '1m': 60, '5m': 300 } as const

export const refreshNames: Record<keyof typeof refreshChoices, string> = {
  '10s': 'every 10 s',
  '30s': 'every 30 s',
  '1m': 'every minute',
  '5m': 'every 5 minutes',
}

export type Refresh = keyof typeof refreshChoices

export const isRefresh = (value: unknown): value is Refresh =>
  typeof value === 'string' && Object.hasOwn(refreshChoices, value)

/** The choice in the URL; null for none, and for anything that is not one. */
export function chosenRefresh(params: SearchParams): Refresh | null {
  const [value] = [params.refresh ?? []].flat()
  return isRefresh(value) ? value : null
}

import type { SearchParams } from '@/lib/kernel/url/search-params'
import type { CompareMode } from './compare-params'

/** What chooses nodes in an address. */
const choosing = ['nodes', 'label', 'state', 'owner', 'q', 'pinned', 'retired', 'add']

/** Links to the same comparison with something else. */
export type CompareLinks = {
  /** The address as pairs. */
  current: [string, string][]
  /** The same with its nodes named one by one, to which others are added. */
  kept: [string, string][]
  withNodes: (dids: readonly string[]) => string
  without: (did: string) => string
  withMode: (mode: CompareMode) => string
  with: (name: string, value: string | null) => string
}

export function compareLinks(params: SearchParams, dids: readonly string[]): CompareLinks {
  const current = Object.entries(params).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  const others = current.filter(([name]) => !choosing.includes(name))
  const named = (nodes: readonly string[]): [string, string][] => nodes.map((did) => ['nodes', did])
  const href = (pairs: [string, string][]): string => `/compare?${new URLSearchParams(pairs)}`
  const set = (name: string, value: string | null): string => {
    const kept = current.filter(([other]) => other !== name && other !== 'add')
    return href(value === null ? kept : [...kept, [name, value]])
  }
  return {
    current,
    kept: [...named(dids), ...others],
    withNodes: (nodes) => href([...named(nodes), ...others]),
    without: (did) => href([...named(dids.filter((other) => other !== did)), ...others]),
    withMode: (mode) => set('mode', mode === 'nodes' ? null : mode),
    with: set,
  }
}

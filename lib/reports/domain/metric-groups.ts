import { familyOf } from './metric'

/** Metrics whose names begin alike; `Other` holds those that share a beginning with no other. */
export type MetricGroup = { name: string; keys: string[] }

const other = 'Other'

/** `node_filesystem_avail_bytes` → `node_filesystem`, `cpu_usage` → `cpu`. */
function beginningOf(key: string): string {
  const words = familyOf(key).split('_')
  return words.slice(0, words.length > 2 ? 2 : 1).join('_')
}

/** The groups by name, `Other` last; keys keep their order. */
export function groupMetrics(keys: readonly string[]): MetricGroup[] {
  const groups = new Map<string, string[]>()
  for (const key of keys) {
    const name = beginningOf(key)
    const group = groups.get(name)
    if (group) group.push(key)
    else groups.set(name, [key])
  }
  const shared = [...groups].filter(([, own]) => own.length > 1)
  const single = [...groups].filter(([, own]) => own.length === 1).flatMap(([, own]) => own)
  const named = shared.map(([name, own]) => ({ name, keys: own })).sort((a, b) => (a.name < b.name ? -1 : 1))
  return single.length > 0 ? [...named, { name: other, keys: single }] : named
}

/** The metrics whose names contain every word, in any case. */
export function findMetrics(keys: readonly string[], search: string): string[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return keys.filter((key) => words.every((word) => key.toLowerCase().includes(word)))
}

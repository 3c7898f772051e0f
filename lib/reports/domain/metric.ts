import type { JsonObject } from '@/lib/kernel/json/json'
import { visibleLine } from '@/lib/kernel/text/visible-text'

/** The metrics that every Hakim node sends, in display order. */
export const coreMetrics = [
  'cpu_usage_percent',
  'memory_usage_mb',
  'disk_usage_gb',
  'network_io_kbps',
] as const

const titles: Record<string, string> = {
  cpu_usage_percent: 'CPU',
  memory_usage_mb: 'Memory',
  disk_usage_gb: 'Disk',
  network_io_kbps: 'Network',
}

/** The unit for each suffix of a key. `per` is the size of one unit in base units, for units that are scaled. */
const suffixes: Record<string, { unit: string; base?: 'byte' | 'bit' | 'second'; per?: number }> = {
  percent: { unit: '%' },
  kb: { unit: 'kB', base: 'byte', per: 1e3 },
  mb: { unit: 'MB', base: 'byte', per: 1e6 },
  gb: { unit: 'GB', base: 'byte', per: 1e9 },
  tb: { unit: 'TB', base: 'byte', per: 1e12 },
  bytes: { unit: 'B', base: 'byte', per: 1 },
  kbps: { unit: 'kbps', base: 'bit', per: 1e3 },
  mbps: { unit: 'Mbps', base: 'bit', per: 1e6 },
  ms: { unit: 'ms', base: 'second', per: 1e-3 },
  seconds: { unit: 's', base: 'second', per: 1 },
  celsius: { unit: '°C' },
  count: { unit: '' },
  total: { unit: '' },
}

type MetricUnit = { unit: string; base: 'byte' | 'bit' | 'second' | null; per: number }

/** A name as exporters write it: `node_network_receive_bytes_total{device="eth0"}`. */
const labelled = /^(?<name>[^{]*)(?<labels>\{.*\})?$/s

/** The name without its labels. */
export const familyOf = (key: string): string => labelled.exec(key)?.groups?.name ?? key

/** A metric that only grows until it begins again, by the custom of exporters. */
export const isCounterName = (key: string): boolean => /_total$/i.test(familyOf(key))

const suffixOf = (key: string): string => {
  const family = familyOf(key)
  return family.slice(family.lastIndexOf('_') + 1).toLowerCase()
}

/** The name without its unit and labels; one that is only a unit, such as `count`, stays whole. */
const stemOf = (key: string): string => {
  const family = familyOf(key)
  return family.includes('_') && known(suffixOf(key)) ? family.slice(0, family.lastIndexOf('_')) : family
}

const known = (suffix: string) => (Object.hasOwn(suffixes, suffix) ? suffixes[suffix] : undefined)

export function metricUnit(key: string): MetricUnit {
  const entry = known(suffixOf(key))
  return { unit: entry?.unit ?? '', base: entry?.base ?? null, per: entry?.per ?? 1 }
}

/** `cpu_usage_percent` → "CPU"; an unknown `gpu_temperature_celsius` → "Gpu temperature". */
export function metricTitle(key: string): string {
  const title = Object.hasOwn(titles, key) ? titles[key] : undefined
  if (title) return title
  const words = stemOf(key).replace(/_/g, ' ').trim()
  if (words === '') return visibleLine(key)
  const labels = key.slice(familyOf(key).length)
  return visibleLine(words.charAt(0).toUpperCase() + words.slice(1) + (labels === '' ? '' : ` ${labels}`))
}

/**
 * A title for each metric of a page, no two alike: where two share one, the unit tells them apart ("Huge (bytes)"), else
 * the key itself.
 */
export function metricTitles(keys: readonly string[]): Map<string, string> {
  const named = new Map(keys.map((key) => [key, metricTitle(key)]))
  for (const rename of [withSuffix, visibleLine]) {
    const shared = sharedTitles(named)
    for (const [key, title] of named) if (shared.has(title)) named.set(key, rename(key))
  }
  return named
}

const withSuffix = (key: string): string => {
  const [stem, family] = [stemOf(key), familyOf(key)]
  return stem === family ? metricTitle(key) : `${metricTitle(key)} (${family.slice(stem.length + 1)})`
}

function sharedTitles(named: ReadonlyMap<string, string>): Set<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const title of named.values()) (seen.has(title) ? shared : seen).add(title)
  return shared
}

/** Larger values are kept but not charted, so that sums cannot overflow: the bound of `hakim_metric` in PostgreSQL. */
export const chartedBelow = 1e290

/** The keys of numeric `metrics`: the core ones first, the others by name. */
export function metricKeys(metrics: JsonObject | null): string[] {
  const keys = Object.entries(metrics ?? {}).flatMap(([key, value]) =>
    typeof value === 'number' ? [key] : [],
  )
  return orderMetrics(keys)
}

export function orderMetrics(keys: readonly string[]): string[] {
  const core: readonly string[] = coreMetrics
  const rank = (key: string): number => (core.includes(key) ? core.indexOf(key) : core.length)
  return [...keys].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
}

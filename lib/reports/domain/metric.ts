import type { JsonObject } from '@/lib/kernel/json/json'

/** The metrics that every Hakim node sends, in display order. */
const coreMetrics = ['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb', 'network_io_kbps'] as const

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

const suffixOf = (key: string): string => key.slice(key.lastIndexOf('_') + 1).toLowerCase()

/** The key without its unit; a key that is only a unit, such as `count`, stays whole. */
const stemOf = (key: string): string =>
  key.includes('_') && known(suffixOf(key)) ? key.slice(0, key.lastIndexOf('_')) : key

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
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1)
}

const steps: Record<'byte' | 'bit' | 'second', [number, string][]> = {
  byte: [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
    [1, 'B'],
  ],
  bit: [
    [1e9, 'Gbps'],
    [1e6, 'Mbps'],
    [1e3, 'kbps'],
    [1, 'bps'],
  ],
  second: [
    [1, 's'],
    [1e-3, 'ms'],
  ],
}

// Created once: a table formats hundreds of numbers, and creating one of these takes longer than formatting ten.
const withDigits = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits }),
)

/** As many significant figures as people can compare: 34.2, 8.9, 437, 0.04. */
export function formatNumber(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e9 || size < 1e-3)) return value.toExponential(2)
  const digits = size >= 100 ? 0 : size >= 1 ? 1 : 2
  return withDigits[digits]?.format(value) ?? String(value)
}

/** The most readable scale for values up to `max`: memory of 8,900 MB is shown in GB. */
export function displayScale(key: string, max: number): { unit: string; factor: number } {
  const { unit, base, per } = metricUnit(key)
  if (!base) return { unit, factor: 1 }
  const size = Math.abs(max) * per
  const step = steps[base].find(([from]) => size >= from * 0.9995)
  // Only larger units are chosen; small values stay in the node's own unit.
  return step && step[0] > per ? { unit: step[1], factor: per / step[0] } : { unit, factor: 1 }
}

/** A value and its unit, apart so that the unit can be set in smaller type: `{text: '8.9', unit: 'GB'}`. */
export function formatMetric(key: string, value: number): { text: string; unit: string } {
  const { unit, factor } = displayScale(key, value)
  return { text: formatNumber(value * factor), unit }
}

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

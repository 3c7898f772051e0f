import type { JsonValue } from '@/lib/kernel/json/json'

// Values of rows as PostgreSQL writes them in JSON.

export const isNone = (value: JsonValue | undefined): boolean => value === undefined || value === null

/** A time in microseconds, as PostgreSQL writes it in JSON. */
export function micros(time: JsonValue | undefined): number {
  if (typeof time !== 'string') return Number.NaN
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? []
  return Math.floor(Date.parse(time) / 1_000) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

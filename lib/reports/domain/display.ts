import { exactTime } from '@/lib/kernel/time/exact-time'
import { familyOf, metricUnit } from './metric'
import { compactNumber } from './number-text'

/** How the values of a metric are shown: value × factor, followed by the unit. */
export type DisplayScale = { unit: string; factor: number }

const byteSteps: [number, string][] = [
  [1e18, 'EB'],
  [1e15, 'PB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
  [1, 'B'],
]

const bitSteps: [number, string][] = [
  [1e12, 'Tbps'],
  [1e9, 'Gbps'],
  [1e6, 'Mbps'],
  [1e3, 'kbps'],
  [1, 'bps'],
]

/** A time of less than two hours is easier to read in minutes, and one of less than two minutes in seconds. */
const secondSteps: [number, string, number?][] = [
  [86_400, 'd'],
  [3_600, 'h', 7_200],
  [60, 'min', 120],
  [1, 's'],
  [1e-3, 'ms'],
]

/** A unit without larger ones: SI prefixes, which begin where a number becomes hard to compare. */
const plainSteps: [number, string, number?][] = [
  [1e24, 'Y'],
  [1e21, 'Z'],
  [1e18, 'E'],
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k', 1e5],
]

const steps = { byte: byteSteps, bit: bitSteps, second: secondSteps } as const

/** Latencies reported in milliseconds do not become minutes. */
const largest = (base: keyof typeof steps, per: number): number => (base === 'second' && per < 1 ? 1 : 1e24)

/** Seconds since 1970, from 2001 to 5138, are a moment and not a duration. */
export const isMoment = (key: string, value: number): boolean =>
  /(^|_)(time|timestamp)_seconds$/i.test(familyOf(key)) && value >= 1e9 && value < 1e11

/** `2025-11-24 16:00:00 UTC`: a value that is a moment, in a zone. */
export const momentOf = (value: number, zone = 'UTC'): string =>
  exactTime(new Date(value * 1_000).toISOString(), zone)

function unitScale(key: string, size: number): DisplayScale {
  const { unit, base, per } = metricUnit(key)
  if (isMoment(key, size)) return { unit: '', factor: 1 }
  const sized = base === null ? (unit === '' ? plainSteps : []) : steps[base]
  const most = base === null ? Number.POSITIVE_INFINITY : largest(base, per)
  const step = sized.find(([from, , since]) => from <= most && size * per >= (since ?? from) * 0.9995)
  // Only larger units are chosen; small values stay in the node's own unit.
  return step && step[0] > per ? { unit: step[1], factor: per / step[0] } : { unit, factor: 1 }
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const superscript = (power: number): string =>
  (power < 0 ? '⁻' : '') + [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join('')

/** Beyond these an extreme of a double could not be scaled without an infinity. */
const mostPower = 306

/**
 * The most readable scale for values up to `max`: memory of 8,900 MB in GB, 5,053,280 requests in M, an uptime of 86,400 s
 * in days. What no unit brings to between 0.001 and a million gets a power of ten: "×10⁻⁹".
 */
export function displayScale(key: string, max: number): DisplayScale {
  const size = Math.abs(max)
  const { unit, factor } = unitScale(key, size)
  const shown = size * factor
  if (shown === 0 || !Number.isFinite(shown) || isMoment(key, size) || (shown >= 0.9995e-3 && shown < 1e6))
    return { unit, factor }
  const wanted = Math.floor(Math.log10(shown) / 3) * 3
  const power = Math.max(-mostPower, Math.min(mostPower, wanted))
  return { unit: `×10${superscript(power)}${unit === '' ? '' : ` ${unit}`}`, factor: factor * 10 ** -power }
}

/** Of `sent_bytes_total` what is counted: bytes. */
const countedKey = (key: string): string => familyOf(key).replace(/_total$/i, '')

/** The scale of a counter's rate per second: "MB/s", "k/s". */
export function rateScale(key: string, max: number): DisplayScale {
  const { unit, factor } = displayScale(countedKey(key), max)
  return { unit: `${unit}/s`, factor }
}

/**
 * A value and its unit, apart so that the unit can be set in smaller type: `{text: '8.9', unit: 'GB'}`. A moment has its
 * zone there: `{text: '2025-11-24 16:00', unit: 'UTC'}`.
 */
export function formatMetric(key: string, value: number): { text: string; unit: string } {
  if (isMoment(key, value)) return { text: momentOf(value).slice(0, 16), unit: 'UTC' }
  const { unit, factor } = displayScale(key, value)
  return { text: compactNumber(value * factor), unit }
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { type OffsetLookup, setNewerZones } from '@/lib/kernel/time/newer-zones'

const require = createRequire(import.meta.url)

const packed = z.object({ version: z.string(), zones: z.array(z.string()), links: z.array(z.string()) })
type Packed = z.infer<typeof packed>

/** Before 2025 the runtime's data are complete; from 2037 on the file repeats the last offset. */
const [from, to] = [Date.UTC(2025, 0, 1) / 1_000, Date.UTC(2037, 0, 1) / 1_000]

/** The offsets of a zone, in seconds: each until a time in epoch seconds. */
type Zone = { until: number[]; offsets: number[] }

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'

/** A number in base 60, of minutes: `1nX0`, `-2lVX0`, `6h.A`. */
function base60(text: string): number {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  let value = 0
  for (const digit of whole) value = value * 60 + digits.indexOf(digit)
  for (const [place, digit] of [...fraction].entries()) value += digits.indexOf(digit) / 60 ** (place + 1)
  return text.startsWith('-') ? -value : value
}

/** Of `name|abbreviations|minutes behind UTC|index of each period|minutes from change to change|…`. */
function zoneOf(line: string): Zone {
  const [, , offsets = '', indices = '', changes = ''] = line.split('|')
  const behind = offsets.split(' ').map(base60)
  let minutes = 0
  const until = changes.split(' ').map((change) => {
    minutes += base60(change)
    return Math.round(minutes * 60)
  })
  until[indices.length - 1] = Number.POSITIVE_INFINITY
  return { until, offsets: [...indices].map((digit) => 0 - 60 * (behind[base60(digit)] ?? 0)) }
}

/** Zones are unpacked when first asked for. */
function lookupIn({ zones, links }: Packed): OffsetLookup {
  const lines = new Map(zones.map((line) => [line.slice(0, line.indexOf('|')), line]))
  for (const link of links) {
    const [one = '', other = ''] = link.split('|')
    const line = lines.get(one)
    if (line !== undefined) lines.set(other, line)
  }
  const known = new Map<string, Zone>()
  return (at, zone) => {
    const line = lines.get(zone)
    if (line === undefined || at < from || at >= to) return null
    const found = known.get(zone) ?? zoneOf(line)
    known.set(zone, found)
    return found.offsets[found.until.findIndex((until) => at < until)] ?? null
  }
}

/** Reads the data file; null if it is not installed. */
export function readZoneData(): { version: string; lookup: OffsetLookup } | null {
  try {
    // It follows each release of the zone database within days; only this file of it is read.
    const path = require.resolve('moment-timezone/data/packed/latest.json')
    const data = packed.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { version: data.version, lookup: lookupIn(data) }
  } catch {
    return null
  }
}

/** Uses the file's zone data in this process if they are newer than Node's. Returns the version in use, such as 2026f. */
export function takeNewestZones(own = process.versions.tz ?? ''): string {
  const data = readZoneData()
  if (data === null || data.version <= own) return own
  setNewerZones(data.lookup)
  return data.version
}

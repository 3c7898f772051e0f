import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { storableText } from '@/lib/kernel/json/schemas'
import { type FleetSort, isFleetSort, sortMetric } from './fleet-filter'

/** A position in the sorted fleet: the sort, the keys of the last node, and its DID as a tie-breaker. */
export type FleetCursor = { sort: FleetSort; keys: (string | number | null)[]; did: string }

const byMetric = z.custom<FleetSort>((value) => isFleetSort(value) && sortMetric(value) !== null)

const name = storableText.max(255)
const shape = z.union([
  z.tuple([z.enum(['state', '-state']), z.tuple([z.int().min(0).max(99), name]), anyDid]),
  z.tuple([z.enum(['name', '-name']), z.tuple([name]), anyDid]),
  z.tuple([
    z.enum(['cpu', '-cpu', 'memory', '-memory', 'disk', '-disk', 'reported', '-reported']),
    z.tuple([z.number().nullable()]),
    anyDid,
  ]),
  z.tuple([byMetric, z.tuple([z.number().nullable()]), anyDid]),
])

/** Names may be in any script, but btoa takes bytes: other characters than ASCII become JSON escapes. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Opaque to callers and safe in a URL; a forged one can only point elsewhere in the same list. */
export const encodeFleetCursor = ({ sort, keys, did }: FleetCursor): string =>
  btoa(ascii(JSON.stringify([sort, keys, did])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

export function decodeFleetCursor(text: string): FleetCursor | null {
  try {
    const parsed = shape.safeParse(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
    return parsed.success ? { sort: parsed.data[0], keys: parsed.data[1], did: parsed.data[2] } : null
  } catch {
    return null
  }
}

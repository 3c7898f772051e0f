import { contains, type Parameters } from '@/lib/db/connection/parameters'
import { hiddenNodes } from '@/lib/fleet/db/visibility'

/**
 * What the list is narrowed to. `onlyOf`: entries by or about this person alone, on nodes that they may see; null for those
 * who read all of it.
 */
export type EntryFilter = {
  onlyOf: string | null
  person?: string | undefined
  node?: string | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** Text, and the people and nodes whose names contain it. */
  q?: { text: string; people: readonly string[]; nodes: readonly string[] } | undefined
}

/** Ids and times have nearly the same order: writers that overlap differ by less than this many ids. */
const overlap = 1_000

type Condition = 'onlyOf' | 'person' | 'node' | 'kind' | 'time' | null

/** The one condition, of those that leave the fewest, through whose index the entries come in their order. */
export function drivenBy({ onlyOf, person, node, kind, from, to }: EntryFilter): Condition {
  if (onlyOf !== null) return 'onlyOf'
  if (person !== undefined) return 'person'
  if (node !== undefined) return 'node'
  if (kind !== undefined) return 'kind'
  return (from ?? to) === undefined ? null : 'time'
}

/** Where these entries are listed. */
export function source(
  { onlyOf, person, node, kind }: EntryFilter,
  by: Condition,
  { add }: Parameters,
): string {
  if (by === 'onlyOf') return `audit_people WHERE person_id = ${add(onlyOf)}`
  if (by === 'person') return `audit_people WHERE person_id = ${add(person)}`
  if (by === 'node') return `audit_entries WHERE node_did = ${add(node)}`
  if (by === 'kind') return `audit_entries WHERE kind = ${add(kind)}`
  return by === 'time' ? 'audit_entries WHERE true' : 'job_events WHERE true'
}

/** Between which ids the entries of a time are. */
export function between({ from, to }: EntryFilter, { add }: Parameters): string {
  const first =
    from && `(SELECT event_id FROM audit_entries WHERE at >= ${add(from)}::timestamptz ORDER BY at LIMIT 1)`
  const last =
    to && `(SELECT event_id FROM audit_entries WHERE at < ${add(to)}::timestamptz ORDER BY at DESC LIMIT 1)`
  return [
    ...(first ? [` AND event_id >= ${first} - ${overlap}`] : []),
    ...(last ? [` AND event_id <= ${last} + ${overlap}`] : []),
  ].join('')
}

/** The other conditions, which are checked on each entry. */
export function kept(filter: EntryFilter, by: Condition, { add }: Parameters): string[] {
  const { onlyOf, person, node, kind, from, to, q } = filter
  const about = (people: string): string =>
    `EXISTS (SELECT FROM audit_people p WHERE p.event_id = l.event_id AND p.person_id = ${people})`
  const conditions: string[] = []
  if (onlyOf !== null) {
    const hidden = hiddenNodes(add(onlyOf))
    conditions.push(`(e.node_did IS NULL OR e.node_did NOT IN (${hidden}))`)
    if (person !== undefined && person !== onlyOf) conditions.push(about(add(person)))
  }
  if (node !== undefined && by !== 'node') conditions.push(`e.node_did = ${add(node)}`)
  if (kind !== undefined && by !== 'kind') conditions.push(`e.kind = ${add(kind)}`)
  if (from !== undefined) conditions.push(`e.at >= ${add(from)}::timestamptz`)
  if (to !== undefined) conditions.push(`e.at < ${add(to)}::timestamptz`)
  if (q !== undefined) {
    const text = add(contains(q.text))
    conditions.push(
      `((SELECT v.body FROM job_events v WHERE v.event_id = l.event_id) ILIKE ${text}
        OR e.node_did = ANY (${add(q.nodes)}) OR ${about(`ANY (${add(q.people)})`)})`,
    )
  }
  return conditions
}

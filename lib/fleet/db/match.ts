import { contains, type Parameters } from '@/lib/db/connection/parameters'
import type { Audience } from '@/lib/fleet/domain/audience'
import { type FleetFilter, labelReadings } from '@/lib/fleet/domain/fleet-filter'
import type { Viewer } from '@/lib/kernel/role'
import { heardSql, stateSql } from './state-sql'
import { visibleSql } from './visibility'

/**
 * `now` is the database's time, by which arrivals are kept, where it is not given. An audience owns nothing: `me` is nobody.
 * `unheardDays`: only nodes of which no report has arrived for so long.
 */
export type FleetRequest = {
  filter: FleetFilter
  viewer: Viewer | Audience
  now?: Date
  unheardDays?: number
}

/** Every node in service that the viewer may see, or every retired one, as `n`, with `node_latest l` and its state `s.state` at that time. */
export function fleetSql({ filter, viewer, now }: FleetRequest, parameters: Parameters): string {
  const at = now ? `${parameters.add(now.toISOString())}::timestamptz` : 'statement_timestamp()'
  return `(SELECT * FROM nodes v WHERE v.retired_at IS ${filter.retired ? 'NOT ' : ''}NULL AND ${visibleSql('v.node_did', viewer, parameters)}) n LEFT JOIN node_latest l ON l.node_did = n.node_did CROSS JOIN LATERAL (SELECT ${stateSql(at)} AS state) s`
}

/** More words than a person types. */
const mostWords = 10

/** Every word has to be found: `site:Lagos network:griot` are two labels. */
const searchSql = (q: string, parameters: Parameters): string =>
  q
    .trim()
    .split(/\s+/)
    .slice(0, mostWords)
    .map((word) => wordSql(word, parameters))
    .join(' AND ')

/**
 * Searches DIDs, names, diagnoses and labels, also as `key:value`; checks the text of all labels first, before each of them.
 */
function wordSql(q: string, { add }: Parameters): string {
  const like = `ILIKE ${add(contains(q))}`
  // `key:value` as such is not in the text of the labels.
  const inJson = q.includes(':')
    ? ''
    : `n.labels::text ILIKE ${add(contains(JSON.stringify(q).slice(1, -1)))} AND `
  return `(n.node_did ${like} OR n.name ${like}
    OR (jsonb_typeof(l.diagnosis -> 'code') = 'string' AND l.diagnosis ->> 'code' ${like})
    OR (${inJson}jsonb_typeof(n.labels) = 'object'
        AND EXISTS (SELECT FROM jsonb_each(n.labels) e
                    WHERE jsonb_typeof(e.value) = 'string' AND e.key || ':' || (e.value #>> '{}') ${like})))`
}

function ownerSql(owner: string, viewer: Viewer | Audience, { add }: Parameters): string {
  if (owner === 'none') return `n.node_did NOT IN (SELECT node_did FROM node_owners)`
  const me = viewer.kind === 'person' ? viewer.id : null
  const person = owner === 'me' ? add(me) : `(SELECT id FROM people WHERE did = ${add(owner)})`
  return `n.node_did IN (SELECT node_did FROM node_owners WHERE person_id = ${person})`
}

/** Each person's pins are their own business: an audience has none, nor an agent. */
function pinnedSql(pinned: string, viewer: Viewer | Audience, { add }: Parameters): string {
  const me = viewer.kind === 'person' ? viewer.id : null
  const person = pinned === 'me' ? add(me) : `(SELECT id FROM people WHERE did = ${add(pinned)})`
  return `n.node_did IN (SELECT node_did FROM pinned_nodes WHERE person_id = ${person})`
}

/** The condition for a node of `fleetSql` to match the filter. */
export function matchSql({ filter, viewer, unheardDays }: FleetRequest, parameters: Parameters): string {
  const { q, state, label, owner, pinned } = filter
  const { add } = parameters
  const parts = ['true']
  if (state !== undefined) parts.push(`s.state = ${add(state)}`)
  if (label !== undefined) {
    const readings = labelReadings(label).map((reading) => JSON.stringify(reading))
    parts.push(`n.labels @> ANY (${add(readings)}::jsonb[])`)
  }
  if (owner !== undefined) parts.push(ownerSql(owner, viewer, parameters))
  if (pinned !== undefined) parts.push(pinnedSql(pinned, viewer, parameters))
  if (q !== undefined) parts.push(searchSql(q, parameters))
  if (unheardDays !== undefined)
    parts.push(
      `coalesce(${heardSql('statement_timestamp()')}, n.created_at) < now() - ${add(unheardDays)} * interval '1 day'`,
    )
  return parts.join(' AND ')
}

import type { JsonObject } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import type { CarriedOut } from './carried-out'
import { sameJson, shownJson } from './event-json'
import { longestWriteMs } from './rights-history'
import { isNone, micros } from './row-values'

/** Owners who are named together count for all requests; whoever comes to others counts from then on, once these were asked. */
export function wrongOwner({ rights }: Actors, done: CarriedOut, { event, body, is }: Act): string | null {
  const { node_did: node = null, person_id: person = null, counts_from: from } = is ?? {}
  const name = ownerName(is)
  const since = micros(body.owned_since)
  if (isNone(from))
    return micros(is?.since) > since || micros(body.at) - since > longestWriteMs * 1_000
      ? `${name} counts for requests from before, but the node had had an owner by the events before`
      : null
  const others = rights.rowsAt('node_owners', node, event.seq - 1)
  return others.length === 0 || done.use({ kind: 'add_owner', node, what: person })
    ? null
    : `${name} was added without a change that its owners were asked about`
}

/** Owners go with their node, since when it had one is then not said, and with themselves. */
export function wrongRemoval({ rights }: Actors, done: CarriedOut, { event, body, was }: Act): string | null {
  const { node_did: node = null, person_id: person = null } = was ?? {}
  const isGone = body.owned_since === undefined || rights.rowsAt('people', person, event.seq - 1).length === 0
  return isGone || done.use({ kind: 'remove_owner', node, what: person })
    ? null
    : `${ownerName(was)} was removed without a change that its owners were asked about`
}

/** From when on an owner counts stays as it is. */
export function wrongOwnership({ was, is }: Act): string | null {
  const kept = ['node_did', 'person_id', 'counts_from'] as const
  const other = kept.find((column) => !sameJson(was?.[column] ?? null, is?.[column] ?? null))
  return other ? `${ownerName(was)} got another ${other}, as no owner may` : null
}

const ownerName = (row: JsonObject | null): string =>
  `node_owners [${shownJson(row?.node_did)},${shownJson(row?.person_id)}]`

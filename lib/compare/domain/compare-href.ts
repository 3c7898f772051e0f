import { type FleetFilter, fleetQuery, matchedBy } from '@/lib/fleet/domain/fleet-filter'

/** `/compare?nodes=…` with these nodes. */
export const compareHref = (dids: readonly string[]): string =>
  `/compare?${new URLSearchParams(dids.map((did) => ['nodes', did]))}`

/** The nodes that a fleet page shows. */
export const compareFleetHref = (filter: FleetFilter): string =>
  `/compare${fleetQuery({ ...matchedBy(filter), sort: 'state' })}`

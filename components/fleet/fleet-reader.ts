import { get } from '@/components/ui/get-json'
import { isChoicesAnswer, isLiveAnswer, isOrderAnswer, isRowsAnswer } from '@/lib/fleet/domain/fleet-answer'
import { columnsText } from '@/lib/fleet/domain/fleet-columns'
import { type FleetFilter, fleetQuery, matchedBy } from '@/lib/fleet/domain/fleet-filter'
import type { ChoicesOf, FleetChoice, FleetLive } from '@/lib/fleet/domain/fleet-page'
import type { Result } from '@/lib/kernel/errors'
import type { FleetReader } from './fleet-window'

export const fleetReader = (filter: FleetFilter): FleetReader => ({
  order: () => get(`/api/fleet/order${fleetQuery(matchedBy(filter))}`, isOrderAnswer),
  rows: (dids) => {
    const query = new URLSearchParams(dids.map((did) => ['did', did]))
    if (filter.columns) query.set('columns', columnsText(filter.columns))
    return get(`/api/fleet/rows?${query}`, isRowsAnswer)
  },
})

export function livePath(filter: FleetFilter, since: string | null, waiting: boolean): string {
  const query = new URLSearchParams(fleetQuery(filter))
  if (filter.view) query.set('view', filter.view)
  if (since !== null) query.set('since', since)
  if (waiting) query.set('waiting', '')
  return `/api/fleet/live?${query}`
}

/** What has changed in the list since the version `since`. */
export const readLive = (
  filter: FleetFilter,
  since: string | null,
  waiting: boolean,
): Promise<Result<FleetLive>> => get(livePath(filter, since, waiting), isLiveAnswer)

/** Labels, owners or nodes that contain `q`. */
export const readChoices = (
  of: ChoicesOf,
  q: string,
): Promise<Result<{ choices: FleetChoice[]; more: boolean }>> =>
  get(`/api/fleet/choices?${new URLSearchParams({ of, q })}`, isChoicesAnswer)

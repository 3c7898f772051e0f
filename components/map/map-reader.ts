import { livePath } from '@/components/fleet/fleet-reader'
import { get } from '@/components/ui/get-json'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { LiveAnswer } from '@/lib/fleet/domain/fleet-page'
import { isMapAnswer } from '@/lib/fleet/domain/map-answer'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import type { Result } from '@/lib/kernel/errors'

/** What has changed on the map since the version `since`. */
export const readMapLive = (
  filter: FleetFilter,
  since: string | null,
  waiting: boolean,
): Promise<Result<LiveAnswer<MapNode>>> => get(livePath(filter, since, waiting), isMapAnswer)

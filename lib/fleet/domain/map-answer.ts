import { fits, isNumber, isText, orNull } from '@/lib/kernel/json/fits'
import { liveOf } from './fleet-answer'
import type { MapNode } from './map-node'

/** What has changed on the fleet's map. */
export const isMapAnswer = liveOf(
  fits<MapNode>({
    did: isText,
    name: orNull(isText),
    state: isText,
    place: isNumber,
    group: orNull(isText),
    step: orNull(isNumber),
    since: orNull(isText),
    code: orNull(isText),
  }),
)

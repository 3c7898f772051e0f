import type { NodeState } from './node-state'

/** One mark of the map. A well node says as little as possible, since there are thousands of them. */
export type MapNode = {
  did: string
  name: string | null
  state: NodeState
  /** Its rank in the order of states, worst first; a node that flaps keeps the place of its worst status. */
  place: number
  /** Its value of the label by which the map is grouped. */
  group: string | null
  /** The step of its fill; null: no value. */
  step: number | null
  /** Of an ill node: since when, in ISO 8601. */
  since: string | null
  /** Of an ill node: the code of its diagnosis. */
  code: string | null
}

export const isIll = ({ state }: Pick<MapNode, 'state'>): boolean => state !== 'Healthy'

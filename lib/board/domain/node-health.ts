import type { NodeState } from '@/lib/fleet/domain/node-state'

/** How the node of a job is; `state` is null for one that the viewer has lost sight of. `now` has its latest values. */
export type NodeHealth = {
  state: NodeState | null
  since: string | null
  now: Record<string, number>
  /** Its IANA zone, if it has told one. */
  timeZone: string | null
}

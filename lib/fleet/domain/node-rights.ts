import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'

/** What a person may change about a node; pages offer only that. */
export type NodeRights = { rename: boolean; label: boolean; retire: boolean }

export function nodeRights(viewer: PersonViewer, owns: boolean): NodeRights {
  const relations = owns ? (['owner'] as const) : []
  return {
    rename: refusalOf('renameNode', viewer, relations) === null,
    label: refusalOf('labelNode', viewer, relations) === null,
    retire: refusalOf('retireNode', viewer, relations) === null,
  }
}

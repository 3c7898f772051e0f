import { readNodeNames } from '@/lib/db/fleet'
import { database } from '@/lib/db/server-db'
import type { PersonViewer } from '@/lib/domain/role'
import type { TaskOffer } from '@/lib/domain/task'
import { nodeDetail } from './node'

export type RequestForm = {
  nodes: { did: string; name: string | null }[]
  chosen: {
    did: string
    name: string | null
    /** Whose decision it will be; empty while the node has no owner. */
    owners: { did: string; name: string }[]
    tasks: TaskOffer[]
    announced: boolean
  } | null
}

/** The nodes to choose from, and what the chosen one offers. */
export async function requestForm(viewer: PersonViewer, nodeDid?: string): Promise<RequestForm> {
  const { manager } = await database()
  const [names, chosen] = await Promise.all([
    readNodeNames(manager, viewer),
    nodeDid ? nodeDetail(viewer, nodeDid) : Promise.resolve(null),
  ])
  return {
    nodes: names.map((node) => ({ did: node.node_did, name: node.name })),
    chosen: chosen && {
      did: chosen.did,
      name: chosen.name,
      owners: chosen.owners,
      tasks: chosen.tasks,
      announced: chosen.tasks.length > 0,
    },
  }
}

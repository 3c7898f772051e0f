import type { NodePins } from '@/lib/consent/domain/consent-page'
import { database } from '@/lib/db/connection/server-database'
import { readFleet } from '@/lib/fleet/db/nodes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import { pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import type { Pins } from '@/lib/signing/domain/pins'

/** The keys with which the owners of a node can sign now. One of them has to sign, until somebody writes another number. */
export async function nodePins(
  nodeDid: string,
  owners: readonly { id: string; did: string; name: string }[],
): Promise<NodePins> {
  const { manager } = await database()
  const each = await Promise.all(
    owners.map(async (owner) => ({ owner, keys: (await signingKeysOf(manager, owner.id)).map(pinnedKeyOf) })),
  )
  const able = each.filter(({ keys }) => keys.length > 0)
  const pins: Pins = {
    ...{ node: nodeDid, required: 1, delegation: false, emergency: null },
    owners: able.map(({ owner, keys }) => ({ person: owner.did, keys })),
  }
  return {
    pins: able.length > 0 ? pins : null,
    keyless: each.flatMap(({ owner: { did, name }, keys }) => (keys.length === 0 ? [{ did, name }] : [])),
  }
}

/** The same of a node by its DID; null when it does not exist for this viewer. */
export async function pinsOfNode(viewer: PersonViewer, did: string): Promise<NodePins | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  const [node] = scope ? await readFleet(manager, scope) : []
  return node ? nodePins(node.node_did, node.owners) : null
}

import { database } from '@/lib/db/connection/server-database'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { mostNodes, readOwnNodes, readOwnOffers } from '@/lib/policies/db/own-offers'
import type { PolicyChoices, PolicyOffer } from '@/lib/policies/domain/policy-page'
import { offerDigest } from '@/lib/signing/domain/offer'
import { taskOffer } from '@/lib/tasks/domain/task'

/** What the viewer can approve beforehand: what their own nodes offer, without what has a high risk. */
export async function policyChoices(viewer: PersonViewer): Promise<PolicyChoices> {
  const { manager } = await database()
  const [nodes, offers] = await Promise.all([
    readOwnNodes(manager, viewer.id, mostNodes + 1),
    readOwnOffers(manager, viewer.id),
  ])
  const shown = nodes.slice(0, mostNodes)
  const places = new Map(shown.map(({ did }, index) => [did, index]))
  return {
    nodes: shown,
    offers: offers
      .flatMap(({ entry, nodes: dids }) =>
        offerIn(
          entry,
          dids.flatMap((did) => places.get(did) ?? []),
        ),
      )
      .sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : b.nodes.length - a.nodes.length)),
    more: nodes.length > mostNodes,
  }
}

function offerIn(entry: unknown, nodes: number[]): PolicyOffer[] {
  const { digest: _, ...rest } = isJsonObject(entry) ? entry : {}
  const offer = taskOffer.safeParse(rest).data
  if (!offer || offer.risk === 'high') return []
  const { name, title = null, risk = null, command = null, params } = offer
  return [{ task: name, title, digest: offerDigest(rest), risk, command, params, nodes }]
}

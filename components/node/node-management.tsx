import { type EditActions, EditNode } from '@/components/nodes/edit-node'
import { RetireNode } from '@/components/nodes/service-buttons'
import { Card } from '@/components/ui/card'
import type { Action } from '@/components/ui/use-send'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import type { NodeRights } from '@/lib/fleet/domain/node-rights'
import { shortDid } from '@/lib/kernel/did/short-did'

/** Name, labels and service of the node, for those who may change them. */
export function NodeManagement(props: {
  node: NodeDetail
  may: NodeRights
  actions: EditActions & { retireNode: Action }
}) {
  const { node, may, actions } = props
  if (!may.rename && !may.label && !may.retire) return null
  return (
    <Card title="Manage this node">
      <div className="flex flex-wrap items-center gap-2">
        <EditNode node={{ ...node, may }} actions={actions} />
        {may.retire && node.retired === null && (
          <RetireNode
            node={{ did: node.did, name: node.name ?? shortDid(node.did) }}
            openJobs={null}
            retire={actions.retireNode}
          />
        )}
      </div>
    </Card>
  )
}

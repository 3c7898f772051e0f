import { RestoreNode } from '@/components/nodes/service-buttons'
import { Notice } from '@/components/ui/notice'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { shortDid } from '@/lib/kernel/did/short-did'

/** That the node is out of service, why, and what that means. `restore` is null for those who cannot. */
export const RetiredNotice = (props: {
  node: NodeDetail
  retired: NonNullable<NodeDetail['retired']>
  restore: Action | null
}) => {
  const { node, retired, restore } = props
  const subject = { did: node.did, name: node.name ?? shortDid(node.did) }
  return (
    <Notice tone="warning" action={restore && <RestoreNode node={subject} restore={restore} />}>
      Retired <TimeAgo iso={retired.at} />
      {retired.by !== null && (
        <>
          {' '}
          by <bdi>{retired.by}</bdi>
        </>
      )}
      : <bdi>{retired.reason}</bdi>
      <p className="text-xs text-ink-2">
        It is left out of counts, lists and choices, and takes no requests. What it reported and ran stays.
      </p>
    </Notice>
  )
}

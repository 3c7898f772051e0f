import { Notice } from '@/components/ui/notice'

/** Says before sending whose consent is asked for. */
export function WhoDecides(props: {
  node: { owner: { did: string; name: string } | null }
  viewerDid: string
}) {
  const { owner } = props.node
  if (owner === null)
    return (
      <Notice tone="warning">
        Nobody owns this node yet. You can ask, but nobody can approve until an administrator has named an
        owner.
      </Notice>
    )
  if (owner.did === props.viewerDid)
    return (
      <Notice tone="warning">
        You own this node yourself, and nobody decides on their own request. Let somebody else ask, and you
        decide.
      </Notice>
    )
  return (
    <Notice tone="pending">
      <bdi className="font-medium">{owner.name}</bdi>, the owner of this node, will be asked. Nothing runs
      before they approve.
    </Notice>
  )
}

import { Fragment } from 'react'
import { Notice } from '@/components/ui/notice'

/** Says before sending whose consent is asked for. */
export function WhoDecides(props: { node: { owners: { did: string; name: string }[] }; viewerDid: string }) {
  const { owners } = props.node
  const others = owners.filter((owner) => owner.did !== props.viewerDid)
  if (owners.length === 0)
    return (
      <Notice tone="warning">
        Nobody owns this node yet. You can ask, but nobody can approve until an administrator has named an
        owner.
      </Notice>
    )
  if (others.length === 0)
    return (
      <Notice tone="warning">
        You are the only owner of this node, and nobody decides on their own request. Let somebody else ask,
        or delegate the decision to another approver.
      </Notice>
    )
  return (
    <Notice tone="pending">
      {others.map((owner, index) => (
        <Fragment key={owner.did}>
          {index > 0 && ' or '}
          <bdi className="font-medium">{owner.name}</bdi>
        </Fragment>
      ))}
      , {others.length === 1 ? 'an owner' : 'owners'} of this node, will be asked. Nothing runs before they
      approve.
    </Notice>
  )
}

import { Fragment } from 'react'
import { Notice } from '@/components/ui/notice'
import type { ChosenNode } from '@/lib/board/domain/request-form'
import type { NamedPerson } from '@/lib/consent/domain/consent-page'
import { neededVotes } from '@/lib/consent/domain/needed-votes'

/** "Ada, Bo or Chi", with the names emphasized; more than six are only counted. */
function Names({ people }: { people: { did: string; name: string }[] }) {
  const named = people.slice(0, 6)
  const more = people.length - named.length
  return (
    <>
      {named.map((person, index) => (
        <Fragment key={person.did}>
          {index > 0 && (index === named.length - 1 && more === 0 ? ' or ' : ', ')}
          <bdi className="font-medium">{person.name}</bdi>
        </Fragment>
      ))}
      {more > 0 && ` or ${more} more`}
    </>
  )
}

const OnDuty = ({ person }: { person: NamedPerson | null }) =>
  person && (
    <>
      {' '}
      (<bdi className="font-medium">{person.name}</bdi> is on duty and will be asked first)
    </>
  )

/** Says, before the request is sent, whose approvals it needs and how many. `task` is empty while none is chosen. */
export function WhoDecides(props: { node: ChosenNode; task: string; viewerDid: string }) {
  const { owners, rules, risks, onDuty } = props.node
  const others = owners.filter((owner) => owner.did !== props.viewerDid)
  const risk = Object.hasOwn(risks, props.task) ? (risks[props.task] ?? null) : null
  /** Nobody is asked about their own request. */
  const dutyOf = (group: string) => {
    const person = Object.hasOwn(onDuty, group) ? onDuty[group] : undefined
    return person && person.did !== props.viewerDid ? person : null
  }
  const needed = neededVotes(rules, props.task, risk)
  if (owners.length === 0)
    return (
      <Notice tone="warning">
        Nobody owns this node yet. You can request this, but nobody can approve it until an administrator adds
        an owner.
      </Notice>
    )
  if (others.length === 0)
    return (
      <Notice tone="warning">
        You are the only owner of this node, and nobody decides on their own request. Have somebody else
        request it; a delegate of yours does not count for your own request.
      </Notice>
    )
  return (
    <Notice tone="pending">
      <p>
        {needed.owners === 1 ? (
          <>
            <Names people={others} />, {others.length === 1 ? 'an owner' : 'owners'} of this node, will be
            asked to decide.
          </>
        ) : (
          <>
            {needed.owners} owners of this node or their delegates have to approve: <Names people={others} />.
          </>
        )}{' '}
        Nothing runs until they approve.
      </p>
      {needed.groups.length > 0 && (
        <p className="mt-1">
          A rule also requires{' '}
          {needed.groups.map(({ group, votes }, index) => (
            <Fragment key={group}>
              {index > 0 && ' and '}
              {votes} {votes === 1 ? 'vote' : 'votes'} from the group{' '}
              <bdi className="font-medium">{group}</bdi>
              {votes === 1 && <OnDuty person={dutyOf(group)} />}
            </Fragment>
          ))}
          {needed.groups.length > 1 && '; one person counts for one group only'}.
        </p>
      )}
      {needed.owners > others.length && (
        <p className="mt-1 text-warning">
          Only {others.length} {others.length === 1 ? 'owner counts' : 'owners count'}, with a delegate or
          without: you are the requester, or the node has fewer owners than its rule requires.
        </p>
      )}
    </Notice>
  )
}

import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { DelegationGroup } from '@/lib/consent/domain/own-delegations'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'

/** Delegations that hold now or later, those made together in one row, to be ended together. */
export const DelegationGroups = (props: {
  title: string
  none: string
  groups: readonly DelegationGroup[]
  end: Action
}) => (
  <Card title={props.title}>
    {props.groups.length === 0 && <p className="text-ink-2">{props.none}</p>}
    <ul>
      {props.groups.map((group) => (
        <Group key={group.key} group={group} end={props.end} />
      ))}
    </ul>
  </Card>
)

function Group({ group, end }: { group: DelegationGroup; end: Action }) {
  const { person, from, until, begun, nodes, unsigned, delegationIds } = group
  const count = nodes.length === 1 ? '1 node' : `${countText(nodes.length)} nodes`
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-52">
        <bdi className="font-medium" title={person.did}>
          {person.name}
        </bdi>
        <div className="text-xs text-ink-3">
          {!begun && (
            <>
              begins <ExactTime iso={from} />,{' '}
            </>
          )}
          ends <TimeAgo iso={until} />
          {unsigned > 0 && (
            <span className="text-warning">
              {' '}
              · {unsigned === nodes.length ? 'not signed' : `${countText(unsigned)} not signed`}
            </span>
          )}
        </div>
        <details>
          <summary className="cursor-pointer py-1 text-ink-2 hover:text-ink pointer-coarse:py-3">
            {count}
          </summary>
          <ul className="columns-[9rem] gap-x-4 text-ink-2">
            {nodes.map(({ did, name }) => (
              <li key={did} className="truncate" title={did}>
                <bdi>{name ?? shortDid(did)}</bdi>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <Confirm
        inline
        action={end}
        input={{ delegation_ids: delegationIds }}
        label={nodes.length === 1 ? 'End' : `End all ${countText(nodes.length)}`}
        name={person.name}
        confirm={nodes.length === 1 ? 'Yes, end it' : 'Yes, end them'}
      >
        Votes given under {nodes.length === 1 ? 'it' : 'them'} no longer count.
      </Confirm>
    </li>
  )
}

import { Link } from '@/components/ui/link'
import { SettingsTable } from '@/components/ui/settings-table'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { countText } from '@/lib/kernel/text/count-text'
import type { PolicyRow } from '@/lib/policies/domain/policy-page'
import { isOpen } from '@/lib/policies/domain/policy-state'
import { EndPolicy } from './end-policy'
import { HowItDid } from './how-it-did'
import { PolicyStatePill } from './policy-state-pill'

const columns = ['Policy', 'State', 'Task', 'How it did', 'Ends'].map((name) => ({ name }))

const cell = 'px-3 py-2.5 first:pl-4 @max-4xl:block @max-4xl:px-4 @max-4xl:py-0.5'

/** Every policy that the viewer may read, with how all its revisions did. */
export const PolicyTable = ({ policies, end }: { policies: readonly PolicyRow[]; end: Action }) => (
  <SettingsTable caption="Policies" columns={columns}>
    {policies.map((policy) => (
      <Row key={policy.policyId} policy={policy} end={end} />
    ))}
  </SettingsTable>
)

function Row({ policy, end }: { policy: PolicyRow; end: Action }) {
  const { policyId, name, owner, latest } = policy
  const { nodes, task, ends } = latest.policy
  const open = isOpen(latest.state)
  return (
    <tr className="border-t first:border-t-0 @max-4xl:block @max-4xl:py-2">
      <td className={cell}>
        <Link
          href={`/settings/policies/${policyId}`}
          className="font-medium [overflow-wrap:anywhere] hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
        <div className="text-xs text-ink-3">
          version {latest.revision}, signed by {owner.you ? 'you' : <bdi>{owner.name}</bdi>},{' '}
          <TimeAgo iso={latest.signedAt} />
        </div>
      </td>
      <td className={cell}>
        <PolicyStatePill state={latest.state} />
      </td>
      <td className={cell}>
        <span className="font-mono text-xs [overflow-wrap:anywhere]">{task}</span>
        <div className="text-xs text-ink-3">
          on {countText(nodes.length)} {nodes.length === 1 ? 'node' : 'nodes'}
        </div>
      </td>
      <td className={cell}>
        <HowItDid did={policy} />
      </td>
      <td className={`${cell} text-ink-2`}>
        <ExactTime iso={latest.endedAt ?? ends} />
      </td>
      <td className={cell}>{open && owner.you && <EndPolicy policyId={policyId} name={name} end={end} />}</td>
    </tr>
  )
}

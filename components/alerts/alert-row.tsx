import clsx from 'clsx'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { ShownAlert } from '@/lib/alerts/domain/alerts-page'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { LastDay } from './last-day'
import { WithSeverity } from './severity-mark'
import { silenceChoice } from './silence-choice'
import { WhoKnows } from './who-knows'

export type AlertActions = { acknowledge: Action; silence: Action; endSilence: Action }

const cell = '@4xl:px-3 @4xl:py-2.5 @4xl:align-top @4xl:first:pl-4 @4xl:last:pr-3'
const row =
  'border-t first:border-t-0 hover:bg-sunken/60 @max-4xl:flex @max-4xl:flex-col @max-4xl:gap-y-1.5 @max-4xl:px-3.5 @max-4xl:py-3'

export function AlertRow({ alert, actions }: { alert: ShownAlert; actions: AlertActions }) {
  const { rule, startedAt, endedAt, value, state } = alert
  return (
    <tr className={row}>
      <td className={clsx(cell, 'min-w-0')}>
        <WithSeverity severity={rule.severity}>
          <Link href={`/alerts/${alert.alertId}`} className="font-medium hover:underline">
            {rule.what}
          </Link>
          {value !== null && <div className="text-xs text-ink-2">{value} when it started</div>}
        </WithSeverity>
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        <Where alert={alert} />
      </td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        {endedAt === null ? (
          <>
            <TimeAgo iso={startedAt} form="age" className="@max-4xl:hidden" />
            <TimeAgo iso={startedAt} form="lasting" className="@4xl:hidden" />
          </>
        ) : (
          <>
            resolved <TimeAgo iso={endedAt} />
          </>
        )}
        {alert.times > 1 && <div className="text-xs text-ink-2">fired {alert.times} times</div>}
      </td>
      <td className={clsx(cell, '@4xl:w-36')}>
        <LastDay alert={alert} />
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        <WhoKnows alert={alert} />
      </td>
      <td className={clsx(cell, '@max-4xl:self-end')}>
        {state !== 'ended' && <RowActions alert={alert} actions={actions} />}
      </td>
    </tr>
  )
}

const nameOf = ({ did, name }: { did: string; name: string | null }): string => name ?? shortDid(did)

function Where({ alert: { nodes, first, open, state, shared } }: { alert: ShownAlert }) {
  const links = first.map((node) => (
    <Link key={node.did} href={nodePath(node.did)} title={node.did} className="hover:underline">
      <bdi>{nameOf(node)}</bdi>
    </Link>
  ))
  if (nodes === 1) return <span className="font-medium">{links}</span>
  return (
    <>
      <span className="font-medium">
        {countText(nodes)} nodes
        {shared && (
          <>
            , all of {shared.key} <bdi>{shared.value}</bdi>
          </>
        )}
      </span>
      {shared && <span className="ml-2 rounded bg-sunken px-1.5 py-0.5 text-xs text-ink-2">one outage</span>}
      {state !== 'ended' && open < nodes && (
        <span className="text-ink-2">, {countText(open)} still firing</span>
      )}
      {shared && (
        <div className="text-xs text-ink-2">
          {nodes === shared.nodes
            ? 'no other node there is watched'
            : `${countText(shared.nodes)} nodes there are watched`}
        </div>
      )}
      <div className="text-xs text-ink-2">
        {links.flatMap((link, index) => (index === 0 ? [link] : [', ', link]))}
        {nodes > first.length && ` and ${countText(nodes - first.length)} more`}
      </div>
    </>
  )
}

function RowActions({ alert, actions }: { alert: ShownAlert; actions: AlertActions }) {
  const { alertId, acknowledged, silenceId, rule, nodes, first } = alert
  const name = `${rule.what}, ${nodes === 1 && first[0] ? nameOf(first[0]) : `${nodes} nodes`}`
  const node = nodes === 1 ? first[0]?.did : undefined
  return (
    <div className="ml-auto flex w-fit flex-wrap items-center justify-end gap-1">
      {acknowledged === null ? (
        <Confirm
          inline
          outlined
          action={actions.acknowledge}
          input={{ alertId }}
          label="Acknowledge"
          name={name}
          confirm="Acknowledge"
          keep="Cancel"
          reason={{ name: 'text', label: 'Note (optional)', least: 0 }}
          done="Acknowledged"
        />
      ) : (
        <span className="text-healthy">✓ Acknowledged</span>
      )}
      {silenceId === null ? (
        <Confirm
          inline
          action={actions.silence}
          input={node === undefined ? { rule_id: rule.ruleId } : { rule_id: rule.ruleId, node_did: node }}
          label="Silence"
          name={name}
          confirm="Silence"
          keep="Cancel"
          choice={silenceChoice}
          reason={{ name: 'reason', label: 'Reason', least: 1 }}
          done="Silenced"
        >
          {node === undefined ? 'Silence this rule on all nodes:' : 'Silence this rule on this node:'}
        </Confirm>
      ) : (
        <Confirm
          inline
          action={actions.endSilence}
          input={{ silenceId }}
          label="End silence"
          name={name}
          confirm="End now"
          keep="Cancel"
          done="Silence ended"
        />
      )}
    </div>
  )
}

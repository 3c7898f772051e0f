import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { ShownChange } from '@/lib/consent/domain/consent-page'
import { Agree, type Agreeing } from './agree'

type ChangeActions = Record<'refuse' | 'withdraw', Action>

const outcomes = { agreed: 'agreed', refused: 'refused', withdrawn: 'withdrawn', done: 'in effect' } as const

/** What the owners are asked about, and what became of it; nothing if nobody has asked. */
export const ChangesCard = (props: {
  changes: readonly ShownChange[]
  agreeing: Agreeing
  actions: ChangeActions
}) =>
  props.changes.length === 0 ? null : (
    <Card title="Changes that owners are asked about" aside="in effect after 72 hours without a refusal">
      <ul>
        {props.changes.map((change) => (
          <Change key={change.changeId} {...props} change={change} />
        ))}
      </ul>
    </Card>
  )

function Change(props: { change: ShownChange; agreeing: Agreeing; actions: ChangeActions }) {
  const { change, agreeing, actions } = props
  const { changeId, text, node, reason, askedBy, askedAt, dueAt, state, decidedBy, decidedAt, may, overdue } =
    change
  const input = { change: changeId }
  return (
    <li className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere] max-sm:basis-full">
        <span className="font-medium">{text}</span>
        {node !== null && (
          <span className="text-ink-2">
            {' '}
            on <bdi>{node}</bdi>
          </span>
        )}
        {reason !== null && <p className="text-ink-2">{reason}</p>}
        <div className="text-xs text-ink-3">
          asked by <bdi>{askedBy}</bdi>, <TimeAgo iso={askedAt} />
          {overdue ? (
            <span className="text-error">
              {' '}
              · due <TimeAgo iso={dueAt} />, and not carried out yet. If it cannot be, the server’s log says
              why.
            </span>
          ) : state === 'waiting' ? (
            <span className="text-warning">
              {' '}
              · takes effect <TimeAgo iso={dueAt} />, <ExactTime iso={dueAt} />
            </span>
          ) : (
            <>
              {' '}
              · {outcomes[state]}
              {state === 'withdrawn' && decidedBy === null && ', as the rule was changed'}
              {decidedBy !== null && (
                <>
                  , decided by <bdi>{decidedBy}</bdi>
                </>
              )}
              {decidedAt !== null && (
                <>
                  , <TimeAgo iso={decidedAt} />
                </>
              )}
            </>
          )}
        </div>
        {may.agreeRefusal !== null && may.refuse && <p className="text-xs text-ink-3">{may.agreeRefusal}</p>}
      </div>
      {may.agree && <Agree change={change} agreeing={agreeing} />}
      {may.refuse && (
        <Confirm
          inline
          action={actions.refuse}
          input={input}
          label="Refuse"
          name={text}
          confirm="Yes, refuse it"
        >
          It then never takes effect.
        </Confirm>
      )}
      {may.withdraw && (
        <Confirm
          inline
          action={actions.withdraw}
          input={input}
          label="Withdraw"
          name={text}
          confirm="Yes, withdraw it"
        >
          The owners are no longer asked.
        </Confirm>
      )}
    </li>
  )
}

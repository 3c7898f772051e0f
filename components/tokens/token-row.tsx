import clsx from 'clsx'
import { Check, type LucideIcon, Minus, X } from 'lucide-react'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { TokenRow as Row } from '@/lib/people/domain/token-page'
import type { TokenState } from '@/lib/people/domain/token-state'
import type { Made } from './made-token'
import { RotateToken } from './rotate-token'
import { tokenStateWords } from './token-state-words'

export type TokenActions = { rotate: Action<Made>; revoke: Action }

const marks: Record<TokenState, { icon: LucideIcon; ink: string }> = {
  valid: { icon: Check, ink: 'text-healthy' },
  disabled: { icon: Minus, ink: 'text-ink-2' },
  expired: { icon: Minus, ink: 'text-ink-2' },
  revoked: { icon: X, ink: 'text-ink-2' },
}

const soonMs = 7 * 86_400_000

const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'
const label = 'text-ink-3 @4xl:hidden'

const State = ({ state }: { state: TokenState }) => {
  const { icon: Icon, ink } = marks[state]
  return (
    <span
      className={clsx('inline-flex items-center gap-1.5 font-medium', ink)}
      title={state === 'disabled' ? 'The person who has it is disabled.' : undefined}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {tokenStateWords[state]}
    </span>
  )
}

function Holder({ row: { node, person, own } }: { row: Row }) {
  if (node)
    return (
      <Link href={`/nodes/${encodeURIComponent(node.did)}`} title={node.did} className="hover:underline">
        <bdi className={node.name === null ? 'font-mono text-xs' : undefined}>
          {node.name ?? shortDid(node.did)}
        </bdi>
      </Link>
    )
  return <bdi title={person?.did}>{own ? 'you' : person?.name}</bdi>
}

/** When it ends or ended; in the warning colour in its last week. */
function Expiry({ row, now }: { row: Row; now: number }) {
  const at = row.revokedAt ?? row.expiresAt
  if (at === null) return <>never</>
  const soon = row.state === 'valid' && Date.parse(at) - now < soonMs
  return <TimeAgo iso={at} className={soon ? 'text-warning' : undefined} />
}

/** One token: a row of the table, or a few lines on a phone. */
export function TokenRow({ row, now, actions }: { row: Row; now: number; actions: TokenActions }) {
  const name = row.name ?? `${row.node ? 'agent' : 'token'} ${row.id.slice(0, 8)}`
  const works = row.state === 'valid'
  const ends = works || row.state === 'disabled'
  return (
    <tr
      className={clsx(
        'border-t first:border-t-0 hover:bg-sunken/60',
        '@max-4xl:flex @max-4xl:flex-wrap @max-4xl:items-center @max-4xl:gap-x-4 @max-4xl:gap-y-1 @max-4xl:px-3.5 @max-4xl:py-2.5',
        !works && 'text-ink-2',
      )}
    >
      <td className={clsx(cell, 'min-w-0 @max-4xl:basis-full')}>
        <bdi className={clsx('font-medium [overflow-wrap:anywhere]', row.name === null && 'text-ink-2')}>
          {name}
        </bdi>
        <div className="text-xs text-ink-3">
          created <TimeAgo iso={row.createdAt} />
        </div>
      </td>
      <td className={clsx(cell, 'min-w-0 [overflow-wrap:anywhere]')}>
        <span className={label}>of </span>
        <Holder row={row} />
      </td>
      <td className={cell}>{row.scopes.join(', ')}</td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <span className={label}>used </span>
        {row.lastUsedAt === null ? 'never' : <TimeAgo iso={row.lastUsedAt} />}
      </td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <span className={label}>{ends ? 'expires ' : 'ended '}</span>
        <Expiry row={row} now={now} />
      </td>
      <td className={cell}>
        <State state={row.state} />
      </td>
      <td className={clsx(cell, '@max-4xl:ml-auto')}>
        {ends && (
          <div className="ml-auto flex w-fit flex-wrap items-center justify-end gap-1">
            {works && (row.own || row.node) && (
              <RotateToken rotate={actions.rotate} tokenId={row.id} name={name} />
            )}
            <Confirm
              inline
              action={actions.revoke}
              input={{ tokenId: row.id }}
              label="Revoke"
              name={name}
              confirm="Yes, revoke"
              done={`Revoked ${name}`}
            >
              Calls with it are refused within a second, for good.
            </Confirm>
          </div>
        )}
      </td>
    </tr>
  )
}

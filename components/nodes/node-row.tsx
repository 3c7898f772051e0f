import clsx from 'clsx'
import { Did } from '@/components/ui/did'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { NodeRow as Row } from '@/lib/fleet/domain/nodes-page'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { EditNode } from './edit-node'
import { RestoreNode, RetireNode } from './service-buttons'

export type NodeActions = Record<'renameNode' | 'labelNode' | 'retireNode' | 'restoreNode', Action>

const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'
const label = 'text-ink-3 @4xl:hidden'

/** One node: a row of the table, or a few lines on a phone. */
export function NodeRow({ row, actions }: { row: Row; actions: NodeActions }) {
  const name = row.name ?? shortDid(row.did)
  const subject = { did: row.did, name }
  const { retired, may } = row
  return (
    <tr
      className={clsx(
        'border-t first:border-t-0 hover:bg-sunken/60',
        '@max-4xl:flex @max-4xl:flex-wrap @max-4xl:items-center @max-4xl:gap-x-4 @max-4xl:gap-y-1 @max-4xl:px-3.5 @max-4xl:py-2.5',
      )}
    >
      <td className={clsx(cell, 'min-w-0 @max-4xl:basis-full')}>
        <Link href={nodePath(row.did)} className="font-medium hover:underline">
          <bdi className={clsx('[overflow-wrap:anywhere]', row.name === null && 'font-mono text-xs')}>
            {name}
          </bdi>
        </Link>
        <div>
          <Did did={row.did} />
        </div>
      </td>
      <td className={clsx(cell, 'min-w-0 flex-1 [overflow-wrap:anywhere]')}>
        <span className={label}>owner </span>
        {row.owners.length === 0 ? (
          <span className="text-warning">none</span>
        ) : (
          row.owners.map(({ name: owner, you }) => (you ? 'you' : owner)).join(', ')
        )}
      </td>
      <td className={clsx(cell, 'min-w-0 text-xs text-ink-2 @max-4xl:hidden')}>
        {Object.entries(row.labels).map(([key, value]) => (
          <bdi key={key} className="mr-2 inline-block max-w-48 truncate align-bottom">
            {value === '' ? key : `${key}: ${value}`}
          </bdi>
        ))}
      </td>
      <td className={clsx(cell, '@4xl:whitespace-nowrap')}>
        {retired ? (
          <>
            <span className="text-ink-2">
              retired <TimeAgo iso={retired.at} />
            </span>
            <div className="max-w-64 truncate text-xs text-ink-3" title={retired.reason}>
              <bdi>{retired.reason}</bdi>
            </div>
          </>
        ) : (
          <>
            <StatusMark state={row.state} />
            <div className="text-xs text-ink-3">
              {row.heardAt === null ? 'never heard' : <TimeAgo iso={row.heardAt} />}
            </div>
          </>
        )}
      </td>
      <td className={clsx(cell, '@max-4xl:basis-full')}>
        <div className="ml-auto flex w-fit flex-wrap items-center justify-end gap-1">
          {(may.rename || may.label) && <EditNode node={row} actions={actions} />}
          {may.retire && retired === null && (
            <RetireNode node={subject} openJobs={row.openJobs} retire={actions.retireNode} />
          )}
          {may.retire && retired !== null && <RestoreNode node={subject} restore={actions.restoreNode} />}
        </div>
      </td>
    </tr>
  )
}

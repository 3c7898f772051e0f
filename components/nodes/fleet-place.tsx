import clsx from 'clsx'
import Link from 'next/link'
import { Skeleton } from '@/components/ui/skeleton'
import { shortDid } from '@/lib/domain/did'
import { cell, rowClass, wideOnly, widerOnly, widestOnly } from './fleet-cells'

/** The place of a row that is being read, or whose node is gone since. As soon as the node is known it can be opened. */
export function FleetRowPlace(props: { did: string | undefined; index: number; gone: boolean }) {
  const { did, index, gone } = props
  return (
    <tr aria-rowindex={index + 2} className={rowClass}>
      <td className={clsx(cell, '@max-4xl:order-2')}>
        {gone ? <span className="text-ink-2">gone</span> : <Skeleton className="h-4 w-20" />}
      </td>
      <td className={clsx(cell, '@max-4xl:order-1 @max-4xl:w-[calc(100%-8.5rem)]')}>
        {!gone && <Skeleton className={clsx('my-0.5 h-4 w-40', did !== undefined && wideOnly)} />}
        {did !== undefined && (
          <Link
            href={`/nodes/${encodeURIComponent(did)}`}
            prefetch={false}
            className="block truncate font-mono text-xs text-ink-3 hover:underline"
          >
            <bdi>{shortDid(did)}</bdi>
          </Link>
        )}
      </td>
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, widestOnly, wideOnly)} />
      <td className={clsx(cell, widerOnly, wideOnly)} />
      <td className={clsx(cell, widerOnly, wideOnly)} />
      <td className={clsx(cell, '@max-4xl:order-3')}>
        <span className="text-ink-2">{gone ? 'no longer in the fleet' : ''}</span>
      </td>
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, wideOnly)} />
    </tr>
  )
}

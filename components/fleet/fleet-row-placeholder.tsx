import clsx from 'clsx'
import { Skeleton } from '@/components/ui/skeleton'
import { cell, rowClass, wideOnly, widerOnly, widestOnly } from './fleet-cells'

/** The cells of a row that has not been read yet, or whose node is gone. */
export const EmptyCells = ({ gone, count }: { gone: boolean; count?: number | undefined }) =>
  count === undefined ? (
    <>
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, widestOnly)} />
      <td className={clsx(cell, widerOnly)} />
      <td className={clsx(cell, widerOnly)} />
      <td className={clsx(cell, 'text-ink-2 @max-4xl:order-5')}>{gone ? 'no longer in the fleet' : null}</td>
      <td className={clsx(cell, wideOnly)} />
      <td className={clsx(cell, wideOnly)} />
    </>
  ) : (
    <td colSpan={count} className={clsx(cell, 'text-ink-2 @max-4xl:order-5')}>
      {gone ? 'no longer in the fleet' : null}
    </td>
  )

/** A row whose node is not known yet. */
export const FleetRowPlaceholder = ({ index, count }: { index: number; count?: number | undefined }) => (
  <tr aria-rowindex={index + 2} className={rowClass}>
    <td className={clsx(cell, '@max-4xl:order-4')}>
      <Skeleton className="h-4 w-20" />
    </td>
    <td className={clsx(cell, '@max-4xl:order-1 @max-4xl:w-full')}>
      <Skeleton className="h-4 w-40" />
    </td>
    <EmptyCells gone={false} count={count} />
  </tr>
)

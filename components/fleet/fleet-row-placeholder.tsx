import clsx from 'clsx'
import { Skeleton } from '@/components/ui/skeleton'
import { cell, rowClass, wideOnly, widerOnly, widestOnly } from './fleet-cells'

/** The cells of a row whose figures are not read yet, or whose node is gone since. */
export const NoFigures = ({ gone }: { gone: boolean }) => (
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
)

/** The place of a row while it is not known which node is there. */
export const FleetRowPlace = ({ index }: { index: number }) => (
  <tr aria-rowindex={index + 2} className={rowClass}>
    <td className={clsx(cell, '@max-4xl:order-4')}>
      <Skeleton className="h-4 w-20" />
    </td>
    <td className={clsx(cell, '@max-4xl:order-1 @max-4xl:w-full')}>
      <Skeleton className="h-4 w-40" />
    </td>
    <NoFigures gone={false} />
  </tr>
)

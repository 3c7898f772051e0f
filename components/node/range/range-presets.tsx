import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { endsQuery } from '@/lib/series/domain/range-links'
import { type ChosenRange, presetEnds, rangePresets } from '@/lib/series/domain/range-params'

/** The presets that a phone has no room for; the chosen one is always there. */
const wideOnly: readonly string[] = ['15m', '90d', '2y']

export function RangePresets({ range }: { range: ChosenRange }) {
  const current = useSearchParams()
  return (
    <ul className="flex overflow-hidden rounded-control border border-strong bg-surface max-sm:order-1 max-sm:w-full">
      {rangePresets.map((preset) => {
        const chosen = range.preset === preset
        return (
          <li
            key={preset}
            className={clsx(
              // The first one that is shown has its edge under that of the list.
              '-ml-px border-l border-hair max-sm:grow',
              wideOnly.includes(preset) && !chosen && 'max-sm:hidden',
            )}
          >
            <Link
              href={endsQuery(presetEnds(preset), current)}
              scroll={false}
              aria-current={chosen ? 'true' : undefined}
              className={clsx(
                'flex control-h items-center justify-center px-2 font-medium -outline-offset-2',
                chosen ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {preset}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

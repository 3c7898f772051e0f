import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { endsQuery, shifted } from '@/lib/series/domain/range-links'
import type { ChosenRange } from '@/lib/series/domain/range-params'

const shifts = [
  { by: -1, name: 'A whole range back', icon: ChevronsLeft },
  { by: -0.5, name: 'Half a range back', icon: ChevronLeft },
  { by: 0.5, name: 'Half a range forward', icon: ChevronRight },
  { by: 1, name: 'A whole range forward', icon: ChevronsRight },
] as const

/** Buttons that stay where they are when there is nothing further, so that the focus does too. */
export function RangeShifts({ range, clock }: { range: ChosenRange; clock: { now: number; end: number } }) {
  const router = useRouter()
  const current = useSearchParams()
  return (
    <ul className="flex rounded-control border border-strong bg-surface max-sm:order-2">
      {shifts.map(({ by, name, icon: Icon }) => {
        const ends = shifted(range, by, clock)
        return (
          <li key={by} className="border-l border-hair first:border-l-0">
            <button
              type="button"
              aria-label={name}
              title={name}
              aria-disabled={ends === null || undefined}
              onClick={() => ends && router.push(endsQuery(ends, current), { scroll: false })}
              className="flex control-h w-8 items-center justify-center text-ink-2 not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink aria-disabled:cursor-default aria-disabled:opacity-40 touch:w-11"
            >
              <Icon className="size-4" aria-hidden="true" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

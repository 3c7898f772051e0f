import { ChevronDown } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { withParam } from '@/lib/series/domain/range-links'
import { isRefresh, type Refresh, refreshNames } from '@/lib/series/domain/refresh'

const live = 'as reports arrive'

/** Says how often the page is read again, and changes it. */
export function RefreshChoice({ refresh }: { refresh: Refresh | null }) {
  const router = useRouter()
  const current = useSearchParams()
  const onChange = (value: string) =>
    router.replace(withParam(current, 'refresh', isRefresh(value) ? value : null), { scroll: false })
  return (
    <span className="print:hidden relative inline-flex items-baseline gap-1 rounded-control hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      updates {refresh ? refreshNames[refresh] : live}
      <ChevronDown className="size-3 shrink-0 self-center" aria-hidden="true" />
      {/* Over the text; a phone would zoom into a smaller font. */}
      <select
        aria-label="Updates"
        value={refresh ?? ''}
        onChange={(event) => onChange(event.target.value)}
        className="absolute inset-x-0 top-1/2 h-6 w-full -translate-y-1/2 opacity-0 touch:h-11"
      >
        <option value="">{live}</option>
        {Object.entries(refreshNames).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  )
}

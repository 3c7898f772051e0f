import clsx from 'clsx'
import { Card } from '@/components/ui/card'
import type { Night } from '@/lib/history/domain/verification-view'

const looks: Record<Night['outcome'], string> = {
  clean: 'bg-healthy',
  findings: 'bg-error',
  failed: 'bg-warning',
  none: 'border border-dashed border-strong',
}

const words = ({ outcome, found }: Night): string =>
  ({
    clean: 'nothing was found',
    findings: found === 1 ? '1 finding' : `${found} findings`,
    failed: 'not finished',
    none: 'not run',
  })[outcome]

/** How the nightly verifications ended, oldest first; what was not clean is named below. */
export function NightsCard({ nights }: { nights: readonly Night[] }) {
  if (nights.length === 0) return null
  const noted = nights.filter(({ outcome }) => outcome !== 'clean').toReversed()
  return (
    <Card
      title={nights.length === 1 ? 'Verified last night' : `Verified each night, ${nights.length} nights`}
    >
      <ol className="flex gap-0.5" aria-label="Nights, oldest first">
        {nights.map((night) => (
          <li
            key={night.day}
            title={`${night.day}: ${words(night)}`}
            className={clsx('h-5 max-w-6 flex-1 rounded-[2px]', looks[night.outcome])}
          >
            <span className="sr-only">
              {night.day}: {words(night)}
            </span>
          </li>
        ))}
      </ol>
      <div className="mt-1.5 flex justify-between text-xs text-ink-2">
        <span>{nights[0]?.day}</span>
        {nights.length > 1 && <span>{nights.at(-1)?.day}</span>}
      </div>
      {noted.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1 text-xs">
          {noted.slice(0, 6).map((night) => (
            <li key={night.day} className={night.outcome === 'findings' ? 'text-error' : 'text-ink-2'}>
              {night.day}: {words(night)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import type { AlertCounts } from '@/lib/alerts/domain/alerts-page'
import { countText } from '@/lib/kernel/text/count-text'

const tabs = [
  { name: 'firing', href: '/alerts', label: 'Firing' },
  { name: 'silenced', href: '/alerts?tab=silenced', label: 'Silenced' },
  { name: 'rules', href: '/alerts/rules', label: 'Rules' },
  { name: 'ended', href: '/alerts?tab=ended', label: 'History' },
] as const

export type AlertTab = (typeof tabs)[number]['name']

/** `counts`: how many each has; none for the history, which only grows. */
export const AlertTabs = ({ tab, counts }: { tab: AlertTab; counts: AlertCounts }) => (
  <nav aria-label="Alerts by state" className="border-b border-strong">
    <ul className="-mb-px flex flex-wrap gap-x-5 gap-y-1">
      {tabs.map(({ name, href, label }) => (
        <li key={name}>
          <Link
            href={href}
            aria-current={name === tab ? 'page' : undefined}
            className={clsx(
              'flex min-h-9 items-center border-b-2 pointer-coarse:min-h-11',
              name === tab
                ? 'border-accent font-title text-ink'
                : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {label}
            {name !== 'ended' && (
              <span className="ml-1.5 font-normal tabular-nums text-ink-2">{countText(counts[name])}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)

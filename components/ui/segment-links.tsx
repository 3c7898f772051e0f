import clsx from 'clsx'
import { countText } from '@/lib/kernel/text/count-text'
import { Link } from './link'

type Segment = { href: string; word: string; count?: number; current: boolean }

/** A few choices side by side, perhaps with how many each has; links, so that they work without scripts. */
export const SegmentLinks = ({ label, segments }: { label: string; segments: readonly Segment[] }) => (
  <nav aria-label={label} className="max-w-full">
    <ul className="flex w-fit max-w-full flex-wrap overflow-hidden rounded-control border border-strong bg-surface">
      {segments.map(({ href, word, count, current }) => (
        <li key={word} className="border-l border-strong first:border-l-0">
          <Link
            href={href}
            aria-current={current ? 'page' : undefined}
            className={clsx(
              'control-h -outline-offset-2 flex items-center gap-1.5 px-2.5 whitespace-nowrap',
              current ? 'bg-accent-soft font-medium text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
            )}
          >
            {word}
            {count !== undefined && <span>{countText(count)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)

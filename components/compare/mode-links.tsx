import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import type { CompareMode } from '@/lib/compare/domain/compare-params'

const words: Record<CompareMode, string> = {
  nodes: 'One metric, many nodes',
  pair: 'Two nodes, all metrics',
  overlay: 'Several metrics, one panel',
}

/** The three ways to compare, as links. */
export const ModeLinks = ({ mode, href }: { mode: CompareMode; href: (mode: CompareMode) => string }) => (
  <nav aria-label="Ways to compare" className="max-sm:w-full print:hidden">
    <ul className="flex w-fit overflow-hidden rounded-control border border-strong bg-surface max-sm:w-full max-sm:flex-col">
      {(['nodes', 'pair', 'overlay'] as const).map((one) => (
        <li
          key={one}
          className="border-strong max-sm:border-t max-sm:first:border-t-0 sm:border-l sm:first:border-l-0"
        >
          <Link
            href={href(one)}
            aria-current={mode === one ? 'page' : undefined}
            className={clsx(
              'control-h -outline-offset-2 flex items-center px-2.5 whitespace-nowrap',
              mode === one
                ? 'bg-accent-soft font-medium text-ink'
                : 'text-ink-2 hover:bg-sunken hover:text-ink',
            )}
          >
            {words[one]}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)

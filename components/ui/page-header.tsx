import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Link } from './link'
import { ZoneChoice } from './zone-choice'

type Crumb = { label: ReactNode; href?: string }

/**
 * The h1 of a page, with breadcrumbs, a subtitle and actions; in the console it says in which zone times are.
 * `compact`: on a phone, the few actions that are shown there stand beside the title.
 */
export function PageHeader(props: {
  title: ReactNode
  sub?: ReactNode
  crumbs?: Crumb[]
  actions?: ReactNode
  compact?: boolean
}) {
  return (
    <header
      className={clsx(
        'flex flex-wrap items-center justify-between gap-x-6 gap-y-3',
        props.compact && 'max-md:items-start max-md:gap-x-2.5',
      )}
    >
      <div className={clsx('min-w-0', props.compact && 'max-md:flex-1 max-md:basis-0')}>
        {props.crumbs && (
          <nav aria-label="Breadcrumb" className="mb-0.5 text-xs text-ink-3">
            <ol className="flex flex-wrap gap-x-1.5">
              {props.crumbs.map((crumb, index) => (
                <li key={crumb.href ?? index} className="flex gap-x-1.5">
                  {crumb.href ? (
                    <Link href={crumb.href} className="touch-area relative hover:text-ink hover:underline">
                      {crumb.label}
                    </Link>
                  ) : (
                    <span>{crumb.label}</span>
                  )}
                  {index < (props.crumbs?.length ?? 0) - 1 && <span aria-hidden="true">/</span>}
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 text-xl font-title [overflow-wrap:anywhere]">{props.title}</h1>
          {props.sub && <div className="min-w-0 text-ink-2 empty:hidden">{props.sub}</div>}
          <ZoneChoice />
        </div>
      </div>
      {props.actions && (
        <div
          className={clsx(
            'flex flex-wrap items-center gap-2.5 print:hidden',
            props.compact ? 'max-md:contents' : 'max-sm:w-full',
          )}
        >
          {props.actions}
        </div>
      )}
    </header>
  )
}

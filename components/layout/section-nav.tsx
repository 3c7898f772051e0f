'use client'

import clsx from 'clsx'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'
import type { SettingsSection } from './settings-sections'

/** The sections of the settings, as tabs that are links. */
export function SectionNav({ sections }: { sections: readonly SettingsSection[] }) {
  const path = usePathname()
  return (
    <nav aria-label="Settings" className="border-b border-strong">
      <ul className="-mb-px flex flex-wrap gap-x-5 px-3 max-md:px-0">
        {sections.map(({ href, label }) => {
          const current = path.startsWith(href)
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                className={clsx(
                  'flex min-h-9 items-center border-b-2 pointer-coarse:min-h-11',
                  current
                    ? 'border-accent font-title text-ink'
                    : 'border-transparent text-ink-2 hover:text-ink',
                )}
              >
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

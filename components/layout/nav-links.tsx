'use client'

import clsx from 'clsx'
import { LayoutGrid, ListChecks, Settings } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'

const places = [
  {
    href: '/',
    label: 'Fleet',
    icon: LayoutGrid,
    here: (path: string) => path === '/' || path === '/map' || path.startsWith('/nodes'),
  },
  { href: '/jobs', label: 'Jobs', icon: ListChecks, here: (path: string) => path.startsWith('/jobs') },
  {
    href: '/settings',
    label: 'Settings',
    icon: Settings,
    here: (path: string) => path.startsWith('/settings'),
    // A phone has no room for its name.
    bare: true,
  },
]

/** The main navigation; Jobs shows how many are waiting for the viewer. */
export function NavLinks({ waiting }: { waiting: number }) {
  const path = usePathname()
  return (
    <ul className="flex gap-1 lg:flex-col">
      {places.map(({ href, label, icon: Icon, here, bare }) => {
        const current = here(path)
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className={clsx(
                'control-h flex items-center gap-2.5 rounded-control px-2 font-medium',
                current ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              <Icon className={clsx('size-4 shrink-0', current && 'text-accent')} aria-hidden="true" />
              <span className={bare ? 'max-lg:sr-only' : undefined}>{label}</span>
              {href === '/jobs' && waiting > 0 && (
                <span className="ml-auto rounded-full bg-pending-soft px-1.5 text-xs font-semibold text-pending">
                  {waiting}
                  <span className="sr-only"> waiting for you</span>
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

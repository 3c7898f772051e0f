'use client'

import clsx from 'clsx'
import { Bell, ChartLine, LayoutGrid, ListChecks, Settings } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'

const places = [
  {
    href: '/',
    label: 'Fleet',
    icon: LayoutGrid,
    here: (path: string) => path === '/' || path === '/map' || path.startsWith('/nodes'),
  },
  {
    href: '/jobs',
    label: 'Jobs',
    icon: ListChecks,
    here: (path: string) => /^\/(jobs|campaigns)/.test(path),
  },
  {
    href: '/compare',
    label: 'Compare',
    icon: ChartLine,
    here: (path: string) => path.startsWith('/compare'),
  },
  { href: '/alerts', label: 'Alerts', icon: Bell, here: (path: string) => path.startsWith('/alerts') },
  {
    href: '/settings',
    label: 'Settings',
    icon: Settings,
    here: (path: string) => path.startsWith('/settings'),
  },
]

/** The main navigation; Jobs shows how many are waiting for the viewer, Alerts how many fire. */
export function NavLinks({ waiting, firing }: { waiting: number; firing: number }) {
  const path = usePathname()
  return (
    <ul className="flex gap-1 lg:flex-col">
      {places.map(({ href, label, icon: Icon, here }) => {
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
              <Icon
                className={clsx('size-4 shrink-0 max-sm:hidden', current && 'text-accent')}
                aria-hidden="true"
              />
              {label}
              {href === '/jobs' && waiting > 0 && (
                <span className="ml-auto rounded-full bg-pending-soft px-1.5 text-xs font-semibold text-pending">
                  {waiting}
                  <span className="sr-only"> waiting for you</span>
                </span>
              )}
              {href === '/alerts' && firing > 0 && (
                <span className="ml-auto rounded-full bg-error-soft px-1.5 text-xs font-semibold text-error">
                  {firing}
                  <span className="sr-only"> firing</span>
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

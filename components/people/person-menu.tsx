'use client'

import { Menu } from '@base-ui/react/menu'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { countText } from '@/lib/kernel/text/count-text'
import { factorWords } from '@/lib/people/domain/factor-words'
import type { ListedPerson } from '@/lib/people/domain/people-page'
import { menuId, type PeopleView, type PersonTask, peopleHref } from '@/lib/people/domain/people-view'
import { roleNames } from '@/lib/people/domain/role-names'

type Item = { task: PersonTask; label: string; aside?: string; danger?: boolean }

/** In groups, with what each would touch. */
function itemsFor(person: ListedPerson): Item[][] {
  const { state, role, sessions } = person
  if (state === 'invited')
    return [
      [{ task: 'invite', label: 'Invite again…' }],
      [{ task: 'withdraw', label: 'Withdraw the invitation…', danger: true }],
    ]
  const active: Item[] = [
    { task: 'role', label: 'Change role…', aside: roleNames[role] },
    { task: 'sessions', label: 'Sessions…', aside: `${countText(sessions)} open` },
    { task: 'reset', label: 'Reset sign-in…' },
    ...(factorWords(person) === '' ? [] : [{ task: 'factor', label: 'Remove second factor…' } as const]),
  ]
  return [
    ...(state === 'active' ? [active] : [[{ task: 'enable', label: 'Enable…' } as const]]),
    [{ task: 'erase', label: 'Export or erase personal data…' }],
    ...(state === 'active' ? [[{ task: 'disable', label: 'Disable…', danger: true } as const]] : []),
  ]
}

/** The menu of a row: each entry leads to the address of its dialog. */
export function PersonMenu({ person, view }: { person: ListedPerson; view: PeopleView }) {
  const who = person.did ?? person.email
  return (
    <Menu.Root>
      <Menu.Trigger
        id={menuId(who)}
        aria-label={`Actions for ${person.name ?? person.email}`}
        className="control-h-sm inline-flex w-8 items-center justify-center rounded-control text-ink-2 hover:bg-accent-soft data-popup-open:bg-accent-soft pointer-coarse:w-11"
      >
        <Ellipsis className="size-4" aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} collisionPadding={12} className="z-40">
          <Menu.Popup className="w-66 max-w-(--available-width) rounded-card border border-strong bg-surface p-1 text-ink outline-none">
            {itemsFor(person).map((group, index) => (
              <div key={group[0]?.task} className={clsx(index > 0 && 'mt-1 border-t pt-1')}>
                {group.map(({ task, label, aside, danger }) => (
                  <Menu.LinkItem
                    key={task}
                    closeOnClick
                    render={<Link href={peopleHref({ ...view, task, who })} scroll={false} />}
                    className={clsx(
                      'flex min-h-8 items-center justify-between gap-4 rounded-control px-3 outline-none data-highlighted:bg-accent-soft pointer-coarse:min-h-11',
                      danger && 'text-error',
                    )}
                  >
                    {label}
                    {aside && <span className="text-xs text-ink-2">{aside}</span>}
                  </Menu.LinkItem>
                ))}
              </div>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

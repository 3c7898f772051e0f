import { LogOut } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Did } from '@/components/ui/did'
import { Link } from '@/components/ui/link'
import type { PersonViewer } from '@/lib/kernel/role'
import { roleNames } from '@/lib/people/domain/role-names'
import { ThemeToggle } from './theme-toggle'

export const personCardId = 'your-account'

const owned = (nodes: number): string =>
  nodes === 0 ? 'owns no nodes' : `owner of ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`

/**
 * Who is signed in. One element for both widths: at the bottom of the side bar, and on a narrow screen a popover that
 * the button in the top bar opens.
 */
export function PersonCard(props: {
  person: PersonViewer
  ownedNodes: number
  signOut: () => Promise<void>
}) {
  const { person } = props
  return (
    <aside
      id={personCardId}
      popover="auto"
      aria-label="Your account"
      className="print:hidden! inset-auto top-15 right-4 m-0 w-64 flex-col gap-1 rounded-card border border-strong bg-surface p-4 text-ink open:flex lg:fixed lg:top-auto lg:bottom-0 lg:left-0 lg:z-20 lg:flex lg:w-52 lg:rounded-none lg:border-0 lg:bg-transparent lg:px-3 lg:pt-0"
    >
      <div className="flex min-w-0 flex-col border-hair lg:border-t lg:px-2 lg:pt-3">
        <bdi className="truncate font-title" title={person.name}>
          {person.name}
        </bdi>
        <span className="text-xs text-ink-2">
          {roleNames[person.role]} · {owned(props.ownedNodes)}
        </span>
        <Did did={person.did} />
        <Link
          href="/account"
          className="touch-area relative self-start text-xs text-ink-2 underline hover:text-ink"
        >
          My account
        </Link>
      </div>
      <div className="mt-2 flex items-center justify-between gap-2 lg:px-2">
        <ThemeToggle />
        <form action={props.signOut}>
          <Button type="submit" variant="ghost" size="sm" className="px-1.5">
            <LogOut className="size-3.5" aria-hidden="true" />
            Sign out
          </Button>
        </form>
      </div>
    </aside>
  )
}

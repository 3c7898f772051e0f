import type { ReactNode } from 'react'
import { signOut } from '@/app/sign-in/actions'
import { LocalBanner } from '@/components/layout/local-banner'
import { PersonCard } from '@/components/layout/person-card'
import { SideNav } from '@/components/layout/side-nav'
import { NotLive } from '@/components/live/live-state'
import { ServerProblem } from '@/components/live/server-problem'
import { BrowserNotices } from '@/components/notices/browser-notices'
import { ReaderTimes } from '@/components/ui/zone'
import { firingAlerts } from '@/lib/alerts/queries/firing'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { frame } from './frame'
import { noteShown, takeNotices } from './settings/channels/actions'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  const [{ waitingForViewer, ownedNodes, local }, firing, reader] = await Promise.all([
    frame(person),
    firingAlerts(person),
    readerZone(),
  ])
  return (
    <ReaderTimes reader={reader}>
      <a
        href="#main"
        className="sr-only z-30 rounded-control border border-strong bg-surface px-3 py-1.5 font-medium focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the content
      </a>
      <SideNav waiting={waitingForViewer} firing={firing} />
      <PersonCard person={person} ownedNodes={ownedNodes} signOut={signOut} />
      <div className="group/console lg:pl-52 print:pl-0">
        {local && <LocalBanner />}
        <ServerProblem />
        <NotLive />
        <BrowserNotices take={takeNotices} noteShown={noteShown} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex max-w-400 flex-col has-[[data-list]]:max-w-[max(var(--spacing)*400,64vw)] has-[[data-wide]]:max-w-none gap-3.5 px-4 py-5 outline-none lg:p-7"
        >
          {children}
        </main>
      </div>
    </ReaderTimes>
  )
}

import { CircleUserRound } from 'lucide-react'
import { PaletteButton } from '@/components/palette/palette-button'
import { Link } from '@/components/ui/link'
import { NavLinks } from './nav-links'
import { personCardId } from './person-card'
import { Wordmark } from './wordmark'

/** The side bar of a wide screen, a top bar on a narrow one, where a button opens the account card. */
export function SideNav({ waiting, firing }: { waiting: number; firing: number }) {
  return (
    <header className="print:hidden sticky -top-13 z-20 flex flex-wrap items-center gap-x-3 border-b bg-surface px-4 lg:fixed lg:inset-y-0 lg:left-0 lg:w-52 lg:flex-col lg:flex-nowrap lg:items-stretch lg:gap-4 lg:border-r lg:border-b-0 lg:px-3 lg:py-4">
      <Link
        href="/"
        className="touch-area relative rounded-control lg:px-2"
        aria-label="Hakim, go to the fleet"
      >
        <Wordmark />
      </Link>
      <div className="ml-auto max-lg:flex max-lg:h-13 max-lg:items-center lg:order-last lg:ml-0">
        <PaletteButton />
      </div>
      {/* On a narrow screen the first row scrolls away and this one stays. */}
      <nav aria-label="Main" className="max-lg:order-last max-lg:h-12 max-lg:w-full">
        <NavLinks waiting={waiting} firing={firing} />
      </nav>
      <button
        type="button"
        popoverTarget={personCardId}
        aria-label="Your account"
        className="control-h inline-flex w-11 items-center justify-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink lg:hidden"
      >
        <CircleUserRound className="size-5" aria-hidden="true" />
      </button>
    </header>
  )
}

import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { PhoneFold } from './phone-fold'

/** The actions of a page for which a phone has no room at first. */
export const MoreActions = ({ children }: { children: ReactNode }) => (
  <PhoneFold
    label={
      <>
        <Ellipsis className="size-4" aria-hidden="true" />
        <span className="sr-only">More actions</span>
      </>
    }
  >
    {children}
  </PhoneFold>
)

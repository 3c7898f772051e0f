'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { type Made, MadeToken } from './made-token'

type Shown = { name: string; made: Made; untilUsed: boolean }

const Show = createContext<(shown: Shown) => void>(() => {})

/** Shows a token that took the place of another, until the person closes it. */
export const useShowMade = (): ((shown: Shown) => void) => useContext(Show)

/**
 * Holds the dialog with a rotated token above the list: the row that asked for it loses its buttons, or leaves a filtered
 * list, once the new token is used, and the token cannot be shown again.
 */
export function MadeTokenHost({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null)
  return (
    <Show value={setShown}>
      {children}
      {shown && (
        <Dialog title={`The new token of ${shown.name}`} onClose={() => setShown(null)}>
          <MadeToken made={shown.made} untilUsed={shown.untilUsed} />
        </Dialog>
      )}
    </Show>
  )
}

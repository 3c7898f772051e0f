'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { useKeys } from '@/components/ui/use-hotkeys'

// Loaded when it is first opened: no page needs it to be shown.
const Palette = lazy(() => import('./palette'))
const KeyList = lazy(() => import('./key-list'))

/** Opens the palette, as Ctrl-K does on every page; `?` opens the list of keys. */
export function PaletteButton() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((now) => (now === 'palette' ? null : 'palette'))
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  useKeys({ '?': () => setOpen('keys') })
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        aria-label="Search everything"
        aria-keyshortcuts="Control+K Meta+K"
        className="control-h flex items-center gap-2.5 rounded-control px-2 text-ink-2 hover:bg-sunken hover:text-ink max-lg:w-11 max-lg:justify-center lg:w-full lg:border"
      >
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <span className="max-lg:hidden">Search</span>
        <span className="ml-auto max-lg:hidden" aria-hidden="true">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Suspense>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} onKeys={() => setOpen('keys')} />}
        {open === 'keys' && <KeyList onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}

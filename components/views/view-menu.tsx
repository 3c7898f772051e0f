'use client'

import { Bookmark } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ViewMenuProps } from './view-menu-props'

// Loaded when it is first opened.
const OpenViews = lazy(() => import('./open-views'))

/** Opens the saved views of this page, where one saves what it shows now. */
export function ViewMenu(props: ViewMenuProps) {
  const [opened, setOpened] = useState(false)
  const look = (
    <Button aria-haspopup="dialog" onClick={opened ? undefined : () => setOpened(true)}>
      <Bookmark className="size-3.5 text-ink-3" aria-hidden="true" />
      Views
    </Button>
  )
  if (!opened) return look
  return (
    <Suspense fallback={look}>
      <OpenViews {...props} trigger={look} />
    </Suspense>
  )
}

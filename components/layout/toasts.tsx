'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import { areWanted, onWanted } from '@/components/ui/toast'

const ShownToasts = lazy(() => import('./shown-toasts'))

const none = () => false

/** Short confirmations, once there is one. */
export function Toasts() {
  const wanted = useSyncExternalStore(onWanted, areWanted, none)
  return wanted ? (
    <Suspense>
      <ShownToasts />
    </Suspense>
  ) : null
}

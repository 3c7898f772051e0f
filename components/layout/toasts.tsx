'use client'

import { useTheme } from 'next-themes'
import { Toaster } from 'sonner'

/** Where short confirmations appear, in the colours of the page. */
export function Toasts() {
  const { resolvedTheme } = useTheme()
  return (
    <Toaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-2.5 rounded-card border border-strong bg-surface px-3.5 py-3 font-sans text-sm text-ink sm:w-(--width)',
          success: '[&_[data-icon]]:text-healthy',
          error: '[&_[data-icon]]:text-error',
          warning: '[&_[data-icon]]:text-warning',
          closeButton:
            'order-last ml-auto shrink-0 rounded-control p-1 text-ink-2 hover:bg-sunken hover:text-ink',
          description: 'text-ink-2',
        },
      }}
    />
  )
}

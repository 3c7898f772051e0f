import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { toast as show, Toaster } from 'sonner'
import { showBy } from '@/components/ui/toast'

/** Where short confirmations appear, in the colours of the page. */
export default function ShownToasts() {
  const { resolvedTheme } = useTheme()
  // After the effects of what is inside, which then listens.
  useEffect(() => showBy((kind, text, options) => show[kind](text, options)), [])
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

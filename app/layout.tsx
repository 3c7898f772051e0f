import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@fontsource/ibm-plex-mono/600.css'
import '@fontsource/ibm-plex-sans-arabic/arabic-500.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { Toasts } from '@/components/layout/toasts'
import { ClockProvider } from '@/components/ui/clock'

export const metadata: Metadata = {
  title: { template: '%s · Hakim', default: 'Hakim' },
  description: 'Node health, and maintenance with the owners’ consent',
  robots: { index: false, follow: false },
  manifest: '/manifest.webmanifest',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f2' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1311' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const received = await headers()
  const nonce = received.get('x-nonce') ?? undefined
  return (
    // The theme is set on <html> before React starts, so that the wrong one does not flash.
    <html lang="en" data-request={received.get('x-request-id')} suppressHydrationWarning>
      {/* Not in the metadata, which every live refresh renders again: the browser would ask for the icons again each time. */}
      <head>
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" sizes="any" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      </head>
      <body>
        <ThemeProvider attribute="data-theme" nonce={nonce}>
          <ClockProvider serverNow={Date.now()}>{children}</ClockProvider>
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  )
}

'use client'

import './globals.css'
import { FailedPage } from '@/components/layout/failed-page'
import { PlainPage } from '@/components/layout/plain-page'

/** Replaces the root layout when the layout itself fails. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Hakim</title>
        <PlainPage>
          <FailedPage digest={error.digest} retry={() => window.location.reload()} />
        </PlainPage>
      </body>
    </html>
  )
}

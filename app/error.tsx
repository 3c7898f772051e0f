'use client'

import { FailedPage } from '@/components/layout/failed-page'
import { PlainPage } from '@/components/layout/plain-page'
import { useRetry } from '@/components/live/use-retry'

export default function Failed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PlainPage>
      <FailedPage digest={error.digest} retry={useRetry(reset)} />
    </PlainPage>
  )
}

import type { Metadata } from 'next'
import { PlainPage } from '@/components/layout/plain-page'
import { ButtonLink } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PlainPage>
      {/* Not PageHeader, which brings the choice of zone: every page loads this one too. */}
      <h1 className="text-xl font-title">Page not found</h1>
      <p className="text-ink-2">
        The address may be wrong, the page may be gone, or you may not have access to it. Check the address,
        or start from the fleet.
      </p>
      <div>
        <ButtonLink href="/" variant="primary">
          Go to the fleet
        </ButtonLink>
      </div>
    </PlainPage>
  )
}

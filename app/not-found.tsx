import type { Metadata } from 'next'
import { PlainPage } from '@/components/layout/plain-page'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PlainPage>
      <PageHeader title="There is nothing here" />
      <p className="text-ink-2">
        The address is wrong, or what was here is gone, or it is not for you to see. Look at the address
        again, or start from the fleet.
      </p>
      <div>
        <ButtonLink href="/" variant="primary">
          To the fleet
        </ButtonLink>
      </div>
    </PlainPage>
  )
}

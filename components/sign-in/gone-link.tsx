import { PlainPage } from '@/components/layout/plain-page'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

/** A link that was used or is too old; which of them, nobody who guesses links is told. */
export const GoneLink = ({ what }: { what: 'invitation' | 'link' }) => (
  <PlainPage>
    <PageHeader title={`This ${what} no longer works`} />
    <p className="text-ink-2">
      It works once, for 72 hours, and only the latest one does. Ask an administrator for a new one.
    </p>
    <div>
      <ButtonLink href="/sign-in">Go to the sign-in</ButtonLink>
    </div>
  </PlainPage>
)

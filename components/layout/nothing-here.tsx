import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

/** The answer to an address that holds nothing for this reader; it does not tell a secret from a mistake. */
export const NothingHere = () => (
  <>
    <PageHeader title="There is nothing here" />
    <p className="max-w-prose text-ink-2">
      The address is wrong, or what was here is gone, or it is not for you to see. Look at the address again,
      or start from the fleet.
    </p>
    <div>
      <ButtonLink href="/" variant="primary">
        To the fleet
      </ButtonLink>
    </div>
  </>
)

import type { Metadata } from 'next'
import { join } from '@/app/join/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { GoneLink } from '@/components/sign-in/gone-link'
import { JoinForm } from '@/components/sign-in/join-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ExactTime } from '@/components/ui/time-ago'
import { KeepZone } from '@/components/ui/zone'
import { roleNames } from '@/lib/people/domain/role-names'
import { openInvitation } from '@/lib/people/queries/open-links'

export const metadata: Metadata = { title: 'Join' }

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await openInvitation(token)
  if (!invitation) return <GoneLink what="invitation" />
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Join Hakim" />
      <p className="text-ink-2">
        You are invited as <strong className="font-semibold text-ink">{invitation.email}</strong> with the
        role {roleNames[invitation.role]}. This link works once, until <ExactTime iso={invitation.until} />.
      </p>
      {invitation.password ? (
        <Card>
          <JoinForm join={join} token={token} email={invitation.email} />
        </Card>
      ) : (
        <>
          <p className="text-ink-2">Sign in with a provider that knows this address; that is how you join.</p>
          <div>
            <ButtonLink variant="primary" href="/sign-in">
              Go to the sign-in
            </ButtonLink>
          </div>
        </>
      )}
    </PlainPage>
  )
}

import type { Metadata } from 'next'
import { resetPassword } from '@/app/join/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { GoneLink } from '@/components/sign-in/gone-link'
import { NewPasswordForm } from '@/components/sign-in/new-password-form'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { KeepZone } from '@/components/ui/zone'
import { openReset } from '@/lib/people/queries/open-links'

export const metadata: Metadata = { title: 'New password' }

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const reset = await openReset(token)
  if (!reset) return <GoneLink what="link" />
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Choose a new password" />
      <p className="text-ink-2">
        For <bdi>{reset.name}</bdi>, <strong className="font-semibold text-ink">{reset.email}</strong>.
        Wherever you are signed in now, you will be signed out.
      </p>
      <Card>
        <NewPasswordForm choose={resetPassword} token={token} email={reset.email} />
      </Card>
    </PlainPage>
  )
}

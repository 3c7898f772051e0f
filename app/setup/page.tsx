import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { setUp } from '@/app/setup/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { SetupForm } from '@/components/sign-in/setup-form'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { KeepZone } from '@/components/ui/zone'
import { signInOptions } from '@/lib/people/queries/sign-in'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetupPage() {
  const { needsSetup } = await signInOptions()
  if (!needsSetup) redirect('/sign-in')
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Set up Hakim" />
      <p className="text-ink-2">
        No administrator can sign in yet. Whoever enters the setup token becomes one; they invite everybody
        else under Settings → People.
      </p>
      <Card>
        <SetupForm setUp={setUp} />
      </Card>
    </PlainPage>
  )
}

import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signIn, signInAs } from '@/app/sign-in/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { OneClick } from '@/components/sign-in/one-click'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { KeepZone } from '@/components/ui/zone'
import { currentPerson } from '@/lib/auth/viewer'
import { ownPage } from '@/lib/people/domain/return-path'
import { signInOptions } from '@/lib/people/queries/sign-in'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const [{ oneClick, needsSetup }, person] = await Promise.all([signInOptions(), currentPerson()])
  const next = ownPage((await searchParams).next)
  if (needsSetup) redirect('/setup')
  if (person) redirect(next)
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Sign in" />
      {oneClick && (
        <>
          <p className="text-ink-2">
            <strong className="font-semibold text-ink">Local mode:</strong> these three accounts need no
            password. They exist only because this Hakim can be reached from this machine alone; with a
            database of its own (<code className="font-mono text-xs">DATABASE_URL</code>) there are none.
          </p>
          <OneClick signInAs={signInAs} next={next} />
        </>
      )}
      <Card title={oneClick ? 'Or use your own account' : undefined}>
        <SignInForm signIn={signIn} next={next} main={!oneClick} />
      </Card>
    </PlainPage>
  )
}

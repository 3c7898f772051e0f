import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { passkeyOptions, signIn, signInAs, signInWithPasskey } from '@/app/sign-in/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { LeaveProvider } from '@/components/sign-in/leave-provider'
import { OneClick } from '@/components/sign-in/one-click'
import { PasskeyButton } from '@/components/sign-in/passkey-button'
import { ProviderLinks } from '@/components/sign-in/provider-links'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { KeepZone } from '@/components/ui/zone'
import { currentPerson } from '@/lib/auth/viewer'
import { ownPage } from '@/lib/people/domain/return-path'
import { refusalSentence } from '@/lib/people/domain/sso-refusal'
import { signInOptions } from '@/lib/people/queries/sign-in'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const [{ oneClick, password, passkeyOrigin, providers, needsSetup, isEmpty }, person] = await Promise.all([
    signInOptions(),
    currentPerson(),
  ])
  const { next: wanted, refused, provider: id, left, ended } = await searchParams
  const next = ownPage(wanted)
  if (needsSetup && isEmpty) redirect('/setup')
  if (person) redirect(next)
  const asked = providers.find((one) => one.id === id)
  const leaving = providers.find((one) => one.id === left)
  const refusal = asked ? refusalSentence(refused, asked.name) : null
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Sign in" />
      {leaving && <LeaveProvider provider={leaving} />}
      {refusal && <Notice tone="error">{refusal}</Notice>}
      {ended === '1' && <Notice tone="info">Your session has ended. Sign in again to go on.</Notice>}
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
      {providers.length > 0 && <ProviderLinks providers={providers} next={next} />}
      {password && (
        <Card title={oneClick || providers.length > 0 ? 'Or use your own account' : undefined}>
          <SignInForm signIn={signIn} next={next} main={!oneClick && providers.length === 0} />
          {passkeyOrigin !== null && (
            <div className="mt-3.5 flex flex-col border-t pt-3.5">
              <PasskeyButton
                origin={passkeyOrigin}
                options={passkeyOptions}
                signIn={signInWithPasskey}
                next={next}
              />
            </div>
          )}
        </Card>
      )}
    </PlainPage>
  )
}

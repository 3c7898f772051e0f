import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signInWithCode } from '@/app/sign-in/actions'
import { PlainPage } from '@/components/layout/plain-page'
import { CodeForm } from '@/components/sign-in/code-form'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { KeepZone } from '@/components/ui/zone'
import { currentPerson } from '@/lib/auth/viewer'
import { ownPage } from '@/lib/people/domain/return-path'

export const metadata: Metadata = { title: 'Second factor' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CodePage({ searchParams }: Props) {
  const next = ownPage((await searchParams).next)
  if (await currentPerson()) redirect(next)
  return (
    <PlainPage>
      <KeepZone />
      <PageHeader title="Second factor" />
      <p className="text-ink-2">
        Your password is right. Now enter the code that your authenticator app shows.
      </p>
      <Card>
        <CodeForm signIn={signInWithCode} next={next} />
      </Card>
      <p className="text-ink-2">
        If you have lost both your phone and the recovery codes, an administrator can remove your second
        factor.{' '}
        <Link href="/sign-in" className="underline">
          Start again
        </Link>
      </p>
    </PlainPage>
  )
}

import type { Metadata } from 'next'
import { BrowserCard } from '@/components/account/browser-card'
import { DelegationsCard } from '@/components/account/delegations-card'
import { KeysCard } from '@/components/account/keys-card'
import { NameCard } from '@/components/account/name-card'
import { PasskeysCard } from '@/components/account/passkeys-card'
import { PasswordCard } from '@/components/account/password-card'
import { SecondFactorCard } from '@/components/account/second-factor-card'
import { SessionsCard } from '@/components/account/sessions-card'
import { TokensCard } from '@/components/account/tokens-card'
import { ToldCard } from '@/components/account/told-card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { accountPage } from '@/lib/auth/account/account-page'
import { readerKeys } from '@/lib/auth/reader-keys'
import { requirePerson } from '@/lib/auth/viewer'
import { auditHref } from '@/lib/history/domain/page-filter'
import * as actions from './actions'

export const metadata: Metadata = { title: 'My account' }

export default async function AccountPage() {
  const person = await requirePerson()
  const [account, keysOn] = await Promise.all([accountPage(person), readerKeys()])
  const { refusal } = account
  return (
    <>
      <PageHeader title="My account" />
      {refusal && <Notice tone="info">{refusal}</Notice>}
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3.5">
          <NameCard account={account} rename={actions.rename} />
          <KeysCard
            person={account.did}
            keys={account.keys}
            hasPassword={!refusal}
            origin={account.passkey_origin}
            enrol={actions.enrolKey}
            revoke={actions.revokeKey}
          />
          {!refusal && (
            <>
              <PasswordCard change={actions.changePassword} email={account.email} />
              <SecondFactorCard
                on={account.second_factor}
                codesLeft={account.recovery_codes_left}
                start={actions.startSecondFactor}
                confirm={actions.confirmSecondFactor}
                stop={actions.stopSecondFactor}
                renew={actions.renewRecoveryCodes}
              />
              <PasskeysCard
                passkeys={account.passkeys}
                origin={account.passkey_origin}
                options={actions.passkeyOptions}
                add={actions.addPasskey}
                remove={actions.removePasskey}
              />
            </>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <SessionsCard
            sessions={account.sessions}
            end={actions.endSession}
            endOthers={actions.endOtherSessions}
          />
          <BrowserCard keysOn={keysOn} />
          <DelegationsCard />
          <TokensCard />
          <ToldCard history={auditHref({ person: person.did })} />
        </div>
      </div>
    </>
  )
}

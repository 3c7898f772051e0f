import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { enrolKey } from '@/app/(console)/account/actions'
import { agreeToChange, refuseChange, withdrawChange } from '@/app/(console)/settings/consent/actions'
import { ChangesCard } from '@/components/consent/changes-card'
import { DelegationsCard } from '@/components/consent/delegations-card'
import { OwnersCard } from '@/components/consent/owners-card'
import { PinsCard } from '@/components/consent/pins-card'
import { RestrictedCard } from '@/components/consent/restricted-card'
import { RuleList } from '@/components/consent/rule-list'
import { WindowsCard } from '@/components/consent/windows-card'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { NodeTimes } from '@/components/ui/zone'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { nodeConsent } from '@/lib/consent/queries/node-consent'
import { nodeTimeZone } from '@/lib/fleet/queries/node-time-zone'
import { decodedDidParam, didParam, nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { titleText } from '@/lib/kernel/text/title-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { addOwner, addWindow, delegate, endDelegation, removeOwner, removeWindow, restrict } from './actions'

type Params = { params: Promise<{ did: string }> }

/** Read once for title and page. */
const consentAt = cache(async (did: string | null) =>
  did === null ? null : nodeConsent(await requirePerson(), did),
)

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const consent = await consentAt(decodedDidParam((await params).did))
  return { title: consent ? `Consent · ${titleText(consent.name ?? shortDid(consent.did))}` : 'Not found' }
}

export default async function NodeConsentPage({ params }: Params) {
  const consent = await consentAt(didParam((await params).did))
  if (!consent) notFound()
  const viewer = await requirePerson()
  const [reader, timeZone, signing] = await Promise.all([
    readerZone(),
    nodeTimeZone(viewer, consent.did),
    signingWays(viewer),
  ])
  const agreeing = { signing, enrol: enrolKey, agree: agreeToChange }
  return (
    <NodeTimes zone={timeZone}>
      <PageHeader
        title="Consent"
        sub={<bdi>{consent.name ?? shortDid(consent.did)}</bdi>}
        crumbs={[
          { label: 'Fleet', href: '/' },
          { label: consent.name ?? shortDid(consent.did), href: nodePath(consent.did) },
          { label: 'Consent' },
        ]}
      />
      <ChangesCard
        changes={consent.changes}
        agreeing={agreeing}
        actions={{ refuse: refuseChange, withdraw: withdrawChange }}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3.5">
          <OwnersCard consent={consent} agreeing={agreeing} actions={{ addOwner, removeOwner }} />
          <PinsCard offered={consent.pins} />
          <DelegationsCard
            consent={consent}
            signing={signing}
            actions={{ delegate, endDelegation, enrol: enrolKey }}
          />
          <RestrictedCard consent={consent} agreeing={agreeing} restrict={restrict} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <WindowsCard
            consent={consent}
            zone={shownZone(reader, { zone: timeZone })}
            actions={{ addWindow, removeWindow }}
          />
          <Card title="Rules for its jobs" aside="all matching rules apply">
            {consent.rules.length === 0 ? (
              <p className="text-ink-2">No rules: one owner or delegate decides.</p>
            ) : (
              <RuleList rules={consent.rules} remove={null} />
            )}
          </Card>
        </div>
      </div>
    </NodeTimes>
  )
}

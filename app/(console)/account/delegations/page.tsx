import type { Metadata } from 'next'
import { DelegateForm } from '@/components/account/delegate-form'
import { DelegationGroups } from '@/components/account/delegation-groups'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'
import { delegationDays } from '@/lib/consent/domain/limits'
import { delegationsPage } from '@/lib/consent/queries/delegations-page'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { enrolKey } from '../actions'
import { delegateNodes, endDelegations } from './actions'

export const metadata: Metadata = { title: 'Delegations · My account' }

export default async function DelegationsRoute() {
  const viewer = await requirePerson()
  const [page, signing] = await Promise.all([delegationsPage(viewer), signingWays(viewer)])
  return (
    <>
      <PageHeader
        title="Delegations"
        crumbs={[{ label: 'My account', href: '/account' }, { label: 'Delegations' }]}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <Card title="Delegate your nodes" aside="for at most a year">
          {page.nodes.length === 0 ? (
            <p className="text-ink-2">You own no node. Only an owner can delegate the right to decide.</p>
          ) : (
            <DelegateForm
              page={page}
              lastDay={new Date(Date.now() + delegationDays * 86_400_000).toISOString().slice(0, 10)}
              signing={signing}
              enrol={enrolKey}
              send={delegateNodes}
            />
          )}
        </Card>
        <div className="flex min-w-0 flex-col gap-3.5">
          <DelegationGroups
            title="By you"
            none="You have delegated nothing."
            groups={page.groups.filter(({ given }) => given)}
            end={endDelegations}
          />
          <DelegationGroups
            title="To you"
            none="Nobody has delegated to you."
            groups={page.groups.filter(({ given }) => !given)}
            end={endDelegations}
          />
        </div>
      </div>
    </>
  )
}

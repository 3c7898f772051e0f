import type { Metadata } from 'next'
import { enrolKey } from '@/app/(console)/account/actions'
import { ChangesCard } from '@/components/consent/changes-card'
import { GroupsCard } from '@/components/consent/groups-card'
import { RulesCard } from '@/components/consent/rules-card'
import { requirePerson } from '@/lib/auth/viewer'
import { consentSettings } from '@/lib/consent/queries/settings'
import { signingWays } from '@/lib/people/queries/signing-ways'
import {
  addMember,
  agreeToChange,
  countMatches,
  createGroup,
  createRule,
  refuseChange,
  removeGroup,
  removeMember,
  removeRule,
  withdrawChange,
} from './actions'

export const metadata: Metadata = { title: 'Consent · Settings' }

export default async function ConsentPage() {
  const viewer = await requirePerson()
  const [settings, signing] = await Promise.all([consentSettings(viewer), signingWays(viewer)])
  return (
    <>
      <p className="max-w-prose text-ink-2">
        A job runs when an owner of its node, or a delegate, has approved it. Rules can require more votes;
        nobody votes on their own request.
      </p>
      <ChangesCard
        changes={settings.changes}
        agreeing={{ signing, enrol: enrolKey, agree: agreeToChange }}
        actions={{ refuse: refuseChange, withdraw: withdrawChange }}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <RulesCard
          settings={settings}
          actions={{ create: createRule, remove: removeRule, count: countMatches }}
        />
        <GroupsCard
          settings={settings}
          actions={{ create: createGroup, remove: removeGroup, addMember, removeMember }}
        />
      </div>
    </>
  )
}

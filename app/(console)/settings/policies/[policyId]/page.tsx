import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { enrolKey } from '@/app/(console)/account/actions'
import { EndPolicy } from '@/components/policies/end-policy'
import { PolicyEditor } from '@/components/policies/policy-editor'
import { PolicyHead } from '@/components/policies/policy-head'
import { RevisionsCard } from '@/components/policies/revisions-card'
import { requirePerson } from '@/lib/auth/viewer'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { draftOf } from '@/lib/policies/domain/policy-draft'
import { isOpen } from '@/lib/policies/domain/policy-state'
import { policyChoices } from '@/lib/policies/queries/policy-choices'
import { policyPage } from '@/lib/policies/queries/policy-pages'
import { replayDraft } from '@/lib/policies/queries/replay-draft'
import { endPolicy, readPolicyFile, replayPolicy, signPolicy } from '../actions'

type Props = { params: Promise<{ policyId: string }> }

const read = cache(async (id: string) => {
  const viewer = await requirePerson()
  const policy = await policyPage(viewer, id)
  return policy && { viewer, policy }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await read((await params).policyId)
  return { title: found ? `${found.policy.name} · Policies` : 'Policy not found' }
}

export default async function PolicyRoute({ params }: Props) {
  const found = await read((await params).policyId)
  const [last] = found?.policy.revisions ?? []
  if (!found || !last) notFound()
  const { viewer, policy } = found
  const { owner, name, policyId, names } = policy
  const open = isOpen(last.state)
  const end = owner.you && open ? <EndPolicy policyId={policyId} name={name} end={endPolicy} /> : undefined
  const head = <PolicyHead title={name} last={last} owner={owner} actions={end} />
  if (!owner.you)
    return (
      <>
        {head}
        <RevisionsCard policy={policy} />
      </>
    )
  const [choices, signing, replayed] = await Promise.all([
    policyChoices(viewer),
    signingWays(viewer),
    replayDraft(viewer, { policy: { ...last.policy, revision: last.revision + 1 } }),
  ])
  return (
    <>
      {head}
      <PolicyEditor
        // A new revision begins another form.
        key={last.revision}
        identity={{ policy_id: policyId, revision: last.revision + 1, person: viewer.did }}
        name={name}
        start={draftOf(last.policy)}
        before={draftOf(last.policy)}
        inForce={open}
        first={replayed.ok ? replayed.value : null}
        choices={choices}
        names={names}
        signing={signing}
        actions={{ replay: replayPolicy, readFile: readPolicyFile, sign: signPolicy, enrol: enrolKey }}
      />
      <RevisionsCard policy={policy} />
    </>
  )
}

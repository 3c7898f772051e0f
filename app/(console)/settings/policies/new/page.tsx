import type { Metadata } from 'next'
import { enrolKey } from '@/app/(console)/account/actions'
import { PolicyEditor } from '@/components/policies/policy-editor'
import { PolicyHead } from '@/components/policies/policy-head'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePerson } from '@/lib/auth/viewer'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { emptyDraft } from '@/lib/policies/domain/policy-draft'
import { signRefusal } from '@/lib/policies/domain/sign-refusal'
import { policyChoices } from '@/lib/policies/queries/policy-choices'
import { readPolicyFile, replayPolicy, signPolicy } from '../actions'

export const metadata: Metadata = { title: 'New policy · Settings' }

export default async function NewPolicyPage() {
  const viewer = await requirePerson()
  const [choices, signing] = await Promise.all([policyChoices(viewer), signingWays(viewer)])
  const refusal = signRefusal(viewer)
  return (
    <>
      <PolicyHead title="New policy" />
      {refusal !== null || choices.offers.length === 0 ? (
        <EmptyState title={refusal === null ? 'Nothing to approve beforehand' : 'Approvers only'}>
          {refusal ?? 'None of the nodes that you own offers a task whose risk is below high.'}
        </EmptyState>
      ) : (
        <PolicyEditor
          identity={{ policy_id: crypto.randomUUID(), revision: 1, person: viewer.did }}
          name=""
          start={emptyDraft(Date.now())}
          before={null}
          inForce={false}
          first={null}
          choices={choices}
          names={{}}
          signing={signing}
          actions={{ replay: replayPolicy, readFile: readPolicyFile, sign: signPolicy, enrol: enrolKey }}
        />
      )}
    </>
  )
}

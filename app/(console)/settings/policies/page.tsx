import type { Metadata } from 'next'
import { PolicyTable } from '@/components/policies/policy-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePerson } from '@/lib/auth/viewer'
import { signRefusal } from '@/lib/policies/domain/sign-refusal'
import { policyList } from '@/lib/policies/queries/policy-pages'
import { endPolicy } from './actions'

export const metadata: Metadata = { title: 'Policies · Settings' }

export default async function PoliciesPage() {
  const viewer = await requirePerson()
  const policies = await policyList(viewer)
  const refusal = signRefusal(viewer)
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose text-ink-2">
          A policy approves requests in its owner’s name, inside bounds that they have signed beforehand. It
          is never used for a task of high risk, and its owner can end it at any time.
        </p>
        {refusal === null && (
          <ButtonLink href="/settings/policies/new" variant="primary">
            New policy
          </ButtonLink>
        )}
      </div>
      {policies.length > 0 ? (
        <PolicyTable policies={policies} end={endPolicy} />
      ) : (
        <EmptyState title="No policies yet">
          {refusal ??
            'Write down what you would approve anyway, see what that would have done in the last 90 days, and sign it.'}
        </EmptyState>
      )}
    </>
  )
}

import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { type PolicyRow, readPolicies } from '@/lib/policies/db/policies'
import { policyState } from '@/lib/policies/domain/policy-state'

/** The policies that a person may read, with all their revisions: their own, and an administrator everybody's. */
export async function policiesFor(viewer: PersonViewer): Promise<PolicyRow[]> {
  const isReader = refusalOf('readAllPolicies', viewer) === null
  return readPolicies((await database()).manager, { personId: isReader ? null : viewer.id })
}

export async function apiPolicies(viewer: PersonViewer) {
  const rows = await policiesFor(viewer)
  const now = Date.now()
  const revisionOf = (row: PolicyRow) => ({
    ...{ revision: row.revision, state: policyState(row, now), digest: row.digest, signed: row.signed },
    ...{ signed_at: row.signed_at, ended_at: row.ended_at, approvals: row.approvals },
  })
  return {
    policies: rows
      .filter(({ is_last }) => is_last)
      .map(({ policy_id, name, did, person_name }) => ({
        ...{ policy_id, name, person: { did, name: person_name } },
        revisions: rows.filter((row) => row.policy_id === policy_id).map(revisionOf),
      })),
  }
}

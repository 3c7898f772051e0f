import { z } from 'zod'
import { database } from '@/lib/db/connection/server-database'
import { readNodeNames } from '@/lib/fleet/db/node-names'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { type PolicyRow as Row, readPolicies } from '@/lib/policies/db/policies'
import { type PolicyRecord, readRecords } from '@/lib/policies/db/policy-records'
import type { PolicyPage, PolicyRevision, PolicyRow } from '@/lib/policies/domain/policy-page'
import { policyState } from '@/lib/policies/domain/policy-state'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { parseSignedPolicy } from '@/lib/signing/domain/policy'
import { policiesFor } from './api-policies'

const headOf = (viewer: PersonViewer, { policy_id, name, did, person_name, person_id }: Row) => ({
  ...{ policyId: policy_id, name },
  owner: { did, name: person_name, you: person_id === viewer.id },
})

function revisionOf(row: Row, records: readonly PolicyRecord[]): PolicyRevision[] {
  const signed = parseSignedPolicy(row.signed)
  const record = records.find(
    ({ policy_id, revision }) => policy_id === row.policy_id && revision === row.revision,
  )
  if (!signed.ok) return []
  return [
    {
      ...{ revision: row.revision, policy: signed.value.policy, digest: row.digest },
      ...{ words: fingerprintWords(row.digest), signedAt: row.signed_at.toISOString() },
      ...{ state: policyState(row, Date.now()), endedAt: row.ended_at?.toISOString() ?? null },
      ...{ endedBy: record?.ended_by ?? null, approved: record?.approved ?? 0, failed: record?.failed ?? 0 },
    },
  ]
}

const sumOf = (revisions: readonly PolicyRevision[], of: 'approved' | 'failed'): number =>
  revisions.reduce((sum, revision) => sum + revision[of], 0)

/** The policies that the viewer may read, ended ones too: their own first, then what still approves, then by name. */
export async function policyList(viewer: PersonViewer): Promise<PolicyRow[]> {
  const { manager } = await database()
  const rows = await policiesFor(viewer)
  const records = await readRecords(manager, [...new Set(rows.map(({ policy_id }) => policy_id))])
  const rank = ({ owner, latest }: PolicyRow): number =>
    (owner.you ? 0 : 2) + (latest.state === 'in force' || latest.state === 'waits' ? 0 : 1)
  return rows
    .filter(({ is_last }) => is_last)
    .flatMap((row) => {
      const all = rows.filter((one) => one.policy_id === row.policy_id)
      const revisions = all.flatMap((one) => revisionOf(one, records))
      const [latest] = revisions
      if (!latest) return []
      const did = { approved: sumOf(revisions, 'approved'), failed: sumOf(revisions, 'failed') }
      return [{ ...headOf(viewer, row), latest, ...did }]
    })
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

/** One policy with all its revisions; null where it does not exist for this viewer. */
export async function policyPage(viewer: PersonViewer, policyId: string): Promise<PolicyPage | null> {
  if (!z.guid().safeParse(policyId).success) return null
  const { manager } = await database()
  const personId = refusalOf('readAllPolicies', viewer) === null ? null : viewer.id
  const rows = await readPolicies(manager, { personId, policyId })
  const [last] = rows
  if (!last) return null
  const records = await readRecords(manager, [policyId])
  const revisions = rows.flatMap((row) => revisionOf(row, records))
  const dids = [...new Set(revisions.flatMap(({ policy }) => policy.nodes))]
  return { ...headOf(viewer, last), revisions, names: await readNodeNames(manager, viewer, dids) }
}

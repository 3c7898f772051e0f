import { z } from 'zod'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { type RevisionRow, readNames, readPolicies, readRevisions } from '@/lib/policies/db/policy-pages'
import {
  type PolicyPage,
  type PolicyRevision,
  type PolicyRow,
  policyState,
} from '@/lib/policies/domain/policy-page'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'

const timesOf = ({ signed, ended_at }: RevisionRow) => ({
  starts: signed.policy.starts,
  ends: signed.policy.ends,
  endedAt: ended_at?.toISOString() ?? null,
})

const ownerOf = (viewer: PersonViewer, row: RevisionRow) => ({
  did: row.owner_did,
  name: row.owner_name,
  you: row.person_id === viewer.id,
})

const policyRow = (viewer: PersonViewer, row: RevisionRow): PolicyRow => ({
  ...{ policyId: row.policy_id, name: row.name, owner: ownerOf(viewer, row), revision: row.revision },
  ...{ task: row.signed.policy.task, nodes: row.signed.policy.nodes.length },
  ...{ signedAt: row.signed_at.toISOString(), ...timesOf(row), state: policyState(timesOf(row), Date.now()) },
  ...{ approved: row.approved, failed: row.failed },
})

const revisionOf = (row: RevisionRow): PolicyRevision => ({
  ...{ revision: row.revision, policy: row.signed.policy, digest: row.digest },
  ...{ words: fingerprintWords(row.digest), signedAt: row.signed_at.toISOString() },
  ...{ state: policyState(timesOf(row), Date.now()), endedAt: timesOf(row).endedAt, endedBy: row.ended_by },
  ...{ approved: row.approved, failed: row.failed },
})

/** The viewer's own policies, ended ones too; an administrator sees those of others as well. */
export async function policyList(viewer: PersonViewer): Promise<PolicyRow[]> {
  const { manager } = await database()
  return (await readPolicies(manager, viewer)).map((row) => policyRow(viewer, row))
}

/** One policy with all its revisions; null where it does not exist for this viewer. */
export async function policyPage(viewer: PersonViewer, policyId: string): Promise<PolicyPage | null> {
  if (!z.guid().safeParse(policyId).success) return null
  const { manager } = await database()
  const rows = await readRevisions(manager, viewer, policyId)
  const [latest] = rows
  if (!latest) return null
  const dids = new Set(rows.flatMap(({ signed }) => signed.policy.nodes))
  return {
    ...{ policyId: latest.policy_id, name: latest.name, owner: ownerOf(viewer, latest) },
    revisions: rows.map(revisionOf),
    names: await readNames(manager, viewer, [...dids]),
  }
}

import type { EntityManager } from 'typeorm'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import type { SignedPolicy } from '@/lib/signing/domain/policy'

export type RevisionRow = {
  policy_id: string
  name: string
  owner_did: string
  owner_name: string
  person_id: string
  revision: number
  digest: string
  signed: SignedPolicy
  signed_at: Date
  ended_at: Date | null
  ended_by: string | null
  approved: number
  failed: number
}

/** Policies are their owner's affair; administrators can read all of them. */
const mayRead = (viewer: string, admin: string): string => `(c.person_id = ${viewer} OR ${admin}::boolean)`

const failed = `j.status IN ('Failed', 'Lost') OR v.verdict = 'worse'`

/** What a revision approved, and how that ended. */
const record = `LEFT JOIN LATERAL (
  SELECT count(DISTINCT j.job_id)::int AS approved, (count(DISTINCT j.job_id) FILTER (WHERE ${failed}))::int AS failed
  FROM job_votes b JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_verdicts v USING (job_id)
  WHERE b.policy_id = r.policy_id AND b.policy_revision = r.revision AND b.withdrawn_at IS NULL) f ON true`

const columns = `c.policy_id, c.name, c.person_id, p.did AS owner_did, p.name AS owner_name, r.revision, r.digest, r.signed,
  r.signed_at, r.ended_at, e.name AS ended_by, f.approved, f.failed`

const from = `policies c JOIN people p ON p.id = c.person_id JOIN policy_revisions r USING (policy_id)
  LEFT JOIN people e ON e.id = r.ended_by ${record}`

const whose = (viewer: PersonViewer): [string, boolean] => [viewer.id, viewer.role === 'admin']

/** The latest revision of each policy: the viewer's own first, then those that still approve, then by name. */
export const readPolicies = (db: EntityManager, viewer: PersonViewer): Promise<RevisionRow[]> =>
  db.query(
    `SELECT ${columns} FROM ${from}
     WHERE ${mayRead('$1', '$2')} AND r.revision = (
       SELECT max(l.revision) FROM policy_revisions l WHERE l.policy_id = c.policy_id)
     ORDER BY c.person_id <> $1, r.ended_at IS NOT NULL OR r.ends <= now(), c.name, c.policy_id LIMIT 500`,
    whose(viewer),
  )

/** All revisions of a policy, the latest first; none where it does not exist for the viewer. */
export const readRevisions = (
  db: EntityManager,
  viewer: PersonViewer,
  policyId: string,
): Promise<RevisionRow[]> =>
  db.query(
    `SELECT ${columns} FROM ${from} WHERE ${mayRead('$1', '$2')} AND c.policy_id = $3 ORDER BY r.revision DESC`,
    [...whose(viewer), policyId],
  )

/** The names of these nodes, without those that the viewer may not see. */
export async function readNames(
  db: EntityManager,
  viewer: PersonViewer,
  dids: readonly string[],
): Promise<Record<string, string>> {
  const rows = await db.query<{ did: string; name: string }[]>(
    `SELECT n.node_did AS did, n.name FROM nodes n
     WHERE n.node_did = ANY ($1) AND n.name IS NOT NULL AND ($3::boolean OR n.node_did NOT IN (${hiddenNodes('$2')}))`,
    [dids, ...whose(viewer)],
  )
  return Object.fromEntries(rows.map(({ did, name }) => [did, name]))
}

import type { EntityManager } from 'typeorm'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { SignedPolicy } from '@/lib/signing/domain/policy'

/** A revision with its policy; `approvals`: how many jobs it has voted for. */
export type PolicyRow = {
  policy_id: string
  name: string
  person_id: string
  did: string
  person_name: string
  revision: number
  digest: string
  signed: JsonObject
  starts: Date
  ends: Date
  signed_at: Date
  ended_at: Date | null
  /** Whether no later one was signed. */
  is_last: boolean
  approvals: number
}

/** Every revision of these policies, newest first: of a person, of everybody (null), or of one policy. */
export const readPolicies = (
  db: EntityManager,
  { personId, policyId }: { personId: string | null; policyId?: string },
): Promise<PolicyRow[]> =>
  db.query(
    `SELECT c.policy_id, c.name, c.person_id, p.did, p.name AS person_name, r.revision, r.digest, r.signed, r.starts, r.ends,
            r.signed_at, r.ended_at, row_number() OVER (PARTITION BY c.policy_id ORDER BY r.revision DESC) = 1 AS is_last,
            (SELECT count(DISTINCT v.job_id) FROM job_votes v
             WHERE v.policy_id = r.policy_id AND v.policy_revision = r.revision)::int AS approvals
     FROM policies c JOIN policy_revisions r USING (policy_id) JOIN people p ON p.id = c.person_id
     WHERE ($1::text IS NULL OR c.person_id = $1) AND ($2::uuid IS NULL OR c.policy_id = $2)
     ORDER BY c.created_at DESC, c.policy_id, r.revision DESC`,
    [personId, policyId ?? null],
  )

/** Returns the number of the revision. Its guard refuses what is not the next one, or not about nodes of this person. */
export async function insertRevision(
  tx: EntityManager,
  { personId, name, keyId, signed }: { personId: string; name: string; keyId: string; signed: SignedPolicy },
): Promise<number> {
  const [row] = await tx.query<{ revision: number }[]>(
    `SELECT hakim_sign_policy($1, $2, $3, $4) AS revision`,
    [...[personId, name, keyId, JSON.stringify(signed)]],
  )
  if (!row) throw new Error('PostgreSQL returned no revision')
  return row.revision
}

/** False if none of its revisions was in force. */
export async function endPolicyOf(tx: EntityManager, personId: string, policyId: string): Promise<boolean> {
  const [row] = await tx.query<{ ended: boolean }[]>(`SELECT hakim_end_policy($1, $2) AS ended`, [
    personId,
    policyId,
  ])
  return row?.ended ?? false
}

/** Those of these nodes that the person does not own, in their order. */
export async function notOwned(
  db: EntityManager,
  personId: string,
  dids: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ did: string }[]>(
    `SELECT n.did FROM unnest($2::text[]) WITH ORDINALITY n (did, at)
     WHERE NOT EXISTS (SELECT FROM node_owners o WHERE o.node_did = n.did AND o.person_id = $1) ORDER BY n.at`,
    [personId, dids],
  )
  return rows.map(({ did }) => did)
}

/** What these nodes offer under a name now, as an approval document has it. */
export const readOffers = (
  db: EntityManager,
  dids: readonly string[],
  task: string,
): Promise<{ did: string; digest: string | null; risk: string | null }[]> =>
  db.query(
    `SELECT n.did, o.offer ->> 'digest' AS digest, o.offer ->> 'risk' AS risk
     FROM unnest($1::text[]) WITH ORDINALITY n (did, at)
     CROSS JOIN LATERAL (SELECT hakim_offer(n.did, $2) AS offer) o ORDER BY n.at`,
    [dids, task],
  )

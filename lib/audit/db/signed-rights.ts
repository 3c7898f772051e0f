import type { EntityManager } from 'typeorm'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'

type Signed = {
  id: string
  signed: JsonValue
  key: string | null
  rp_id: string | null
  origins: string[] | null
}

/** Something signed about who decides, with the key that is said to have signed it, and what the row says itself. */
export type SignedDelegationRow = Signed & { node_did: string; starts: string; until: string }
export type SignedChangeRow = Signed & {
  digest: string
  decision: string | null
  document: string
  /** What the document must say. */
  asked: JsonObject
}

const utc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** After `after`, in the order of their ids. */
export const signedDelegations = (
  tx: EntityManager,
  after: string | null,
  limit: number,
): Promise<SignedDelegationRow[]> =>
  tx.query(
    `SELECT d.delegation_id AS id, d.signed, k.key, k.rp_id, k.origins, d.node_did, ${utc('d.valid_from')} AS starts,
            ${utc('d.valid_until')} AS until
     FROM delegations d LEFT JOIN consent_keys k USING (key_id)
     WHERE d.signed IS NOT NULL AND ($1::uuid IS NULL OR d.delegation_id > $1) ORDER BY 1 LIMIT $2`,
    [after, limit],
  )

/** All changes that owners were asked about: what was asked has a digest, whether somebody signed it or not. */
export const askedChanges = (
  tx: EntityManager,
  after: string | null,
  limit: number,
): Promise<SignedChangeRow[]> =>
  tx.query(
    `SELECT c.change_id AS id, c.signed, k.key, k.rp_id, k.origins, c.digest, c.document,
            json_build_object('change_id', c.change_id, 'kind', c.kind, 'node', c.node_did, 'what', c.what, 'reason', c.reason,
              'asked_at', ${utc('c.asked_at')}, 'due_at', ${utc('c.due_at')}) AS asked,
            CASE WHEN c.state = 'refused' THEN 'refuse' WHEN c.state IN ('agreed', 'done') THEN 'agree' END AS decision
     FROM consent_changes c LEFT JOIN consent_keys k USING (key_id)
     WHERE $1::uuid IS NULL OR c.change_id > $1 ORDER BY 1 LIMIT $2`,
    [after, limit],
  )

export type SignedPolicyRow = Signed & {
  digest: string
  policy_id: string
  revision: number
  person: string
  starts: string
  ends: string
}

/** Of databases that have them. */
export const signedPolicies = (
  tx: EntityManager,
  after: string | null,
  limit: number,
): Promise<SignedPolicyRow[]> =>
  tx.query(
    `SELECT r.digest AS id, r.signed, k.key, k.rp_id, k.origins, r.digest, r.policy_id, r.revision, p.did AS person,
            ${utc('r.starts')} AS starts, ${utc('r.ends')} AS ends
     FROM policy_revisions r JOIN policies c USING (policy_id) JOIN people p ON p.id = c.person_id
     LEFT JOIN consent_keys k USING (key_id) WHERE $1::text IS NULL OR r.digest > $1 ORDER BY 1 LIMIT $2`,
    [after, limit],
  )

/** People whose second factor is on without a verified one, or off beside one: sign-in asks for it by that column. */
export const strangeFactors = (tx: EntityManager): Promise<{ id: string; on: boolean }[]> =>
  tx.query(
    `SELECT p.id, p.two_factor_enabled AS on FROM people p LEFT JOIN two_factors f ON f.person_id = p.id AND f.verified
     WHERE p.two_factor_enabled <> (f.id IS NOT NULL) ORDER BY p.id LIMIT 1000`,
  )

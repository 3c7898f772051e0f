import type { EntityManager } from 'typeorm'

/** More than anybody has done so far; whatever is left out is said. */
const most = 10_000

const lists = {
  sign_in_methods: `SELECT provider_id AS method, created_at, updated_at FROM accounts WHERE person_id = $1`,
  passkeys: `SELECT name, created_at, backed_up FROM passkeys WHERE person_id = $1`,
  signing_keys: `SELECT key, kind, name, enrolled_at AS created_at, expires_at, revoked_at, last_used_at FROM consent_keys
    WHERE person_id = $1`,
  sessions: `SELECT created_at, updated_at, expires_at, ip_address, user_agent FROM sessions WHERE person_id = $1`,
  tokens: `SELECT token_id, name, scopes, created_at, expires_at, revoked_at, last_used_at FROM tokens WHERE person_id = $1`,
  notification_channels: `SELECT kind, name, kinds, least_severity, nodes, label, quiet, enabled, created_at FROM notice_channels
    WHERE person_id = $1`,
  saved_views: `SELECT name, page, query, shared, created_at FROM saved_views WHERE person_id = $1`,
  pinned_nodes: `SELECT node_did, pinned_at AS created_at FROM pinned_nodes WHERE person_id = $1`,
  followed_jobs: `SELECT job_id, since AS created_at FROM job_follows WHERE person_id = $1`,
  followed_campaigns: `SELECT campaign_id, since AS created_at FROM campaign_follows WHERE person_id = $1`,
  wall_links: `SELECT name, page, query, embed, created_at, expires_at, revoked_at, last_used_at FROM wall_links
    WHERE created_by = $1`,
  owned_nodes: `SELECT node_did, since AS created_at FROM node_owners WHERE person_id = $1`,
  delegations: `SELECT d.node_did, o.did AS owner_did, p.did AS delegate_did, d.valid_from, d.valid_until, d.revoked_at, d.created_at
    FROM delegations d JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
    WHERE $1 IN (d.owner_id, d.delegate_id)`,
  policies: `SELECT c.name, r.revision, r.signed, r.signed_at AS created_at, r.ended_at
    FROM policies c JOIN policy_revisions r USING (policy_id) WHERE c.person_id = $1`,
  groups: `SELECT g.name, g.created_at FROM group_members m JOIN approver_groups g USING (group_id) WHERE m.person_id = $1`,
  requests: `SELECT j.job_id, j.target_node_did, j.task_name, j.status, d.reason, j.created_at
    FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
    WHERE j.requester_did = (SELECT did FROM people WHERE id = $1)`,
  votes: `SELECT job_id, revision, decision, reason, decided_at AS created_at, withdrawn_at FROM job_votes WHERE person_id = $1`,
  emergency_approvals: `SELECT job_id, revision, reason, broken_at AS created_at FROM break_glass WHERE person_id = $1`,
  reviews: `SELECT job_id, revision, verdict, review, reviewed_at AS created_at FROM break_glass WHERE reviewed_by = $1`,
} as const

/** What is kept about a person beyond their account, the newest first; secrets are left out. */
export async function readPersonalData(
  db: EntityManager,
  personId: string,
): Promise<{ lists: Record<string, unknown[]>; cut: string[] }> {
  const found: Record<string, unknown[]> = {}
  const cut: string[] = []
  for (const [name, sql] of Object.entries(lists)) {
    const rows = await db.query<unknown[]>(
      `SELECT * FROM (${sql}) AS list ORDER BY created_at DESC LIMIT ${most + 1}`,
      [personId],
    )
    found[name] = rows.slice(0, most)
    if (rows.length > most) cut.push(name)
  }
  return { lists: found, cut }
}

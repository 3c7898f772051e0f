import type { DataSource, EntityManager } from 'typeorm'
import { type AuditReport, verifyDatabase } from '@/lib/audit/services/verify-audit'
import { testKey } from './audit'

/** Verifies after an edit by a superuser who has switched all triggers off, and rolls it back. */
export async function afterEdit(
  db: DataSource,
  edit: (tx: EntityManager) => Promise<unknown>,
): Promise<AuditReport> {
  const runner = db.createQueryRunner()
  await runner.startTransaction()
  try {
    await runner.query(`SET LOCAL session_replication_role = 'replica'`)
    await edit(runner.manager)
    return await verifyDatabase(runner.manager, { keys: [testKey.did] })
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

/** Edits of one row: a statement that changes whatever row of a table stands at a place, and what is found. */
export type Edit = { name: string; table: string; order: string; sql: string; found: RegExp }

const job = (name: string, sql: string, found: RegExp): Edit => ({
  ...{ name, table: 'maintenance_jobs', order: 'job_id', found },
  sql: `UPDATE maintenance_jobs SET ${sql} WHERE ctid = $1`,
})
const details = (name: string, sql: string): Edit => ({
  ...{ name, table: 'job_details', order: 'job_id', found: /the job has details, times/ },
  sql: `UPDATE job_details SET ${sql} WHERE ctid = $1`,
})
const right = (name: string, table: string, order: string, sql: string, found: RegExp): Edit => ({
  ...{ name, table, order, sql, found },
})

/** What a hostile superuser can do to one row each; `$1` is its place. */
export const edits: readonly Edit[] = [
  right(
    'a vote by another person',
    ...(['job_votes', 'vote_id'] as const),
    `UPDATE job_votes v SET person_id = (SELECT id FROM people p WHERE p.id <> v.person_id ORDER BY id LIMIT 1) WHERE ctid = $1`,
    /whose person_id differs/,
  ),
  right(
    'a vote for the contrary',
    ...(['job_votes', 'vote_id'] as const),
    `UPDATE job_votes SET decision = CASE decision WHEN 'approve' THEN 'reject' ELSE 'approve' END WHERE ctid = $1`,
    /whose decision differs/,
  ),
  right('a vote deleted', 'job_votes', 'vote_id', `DELETE FROM job_votes WHERE ctid = $1`, /lacks a vote/),
  right(
    'a vote withdrawn',
    ...(['job_votes', 'vote_id'] as const),
    `UPDATE job_votes SET withdrawn_at = now() WHERE ctid = $1`,
    /whose withdrawn_at differs/,
  ),
  right(
    'an emergency approval signed',
    ...(['break_glass', 'job_id'] as const),
    `UPDATE break_glass SET signed = '{}', key_id = (SELECT key_id FROM consent_keys LIMIT 1) WHERE ctid = $1`,
    /an emergency approval .* whose (key|signed_sha256) differs/,
  ),
  right(
    'a delegation signed',
    ...(['delegations', 'delegation_id'] as const),
    `UPDATE delegations SET signed = '{}', key_id = (SELECT key_id FROM consent_keys LIMIT 1) WHERE ctid = $1`,
    /^delegations .* has (key_id|signed|a signature that is not genuine)/,
  ),
  right(
    'an account at a provider planted',
    ...(['people', 'id'] as const),
    `INSERT INTO accounts (id, person_id, account_id, provider_id)
     SELECT 'planted', id, 'me', 'https://login.example.org' FROM people WHERE ctid = $1`,
    /^accounts .* is not in the log/,
  ),
  right(
    'an account, or a password, that is somebody else’s',
    ...(['accounts', 'id'] as const),
    `UPDATE accounts a SET person_id = (SELECT id FROM people p WHERE p.id <> a.person_id ORDER BY id LIMIT 1) WHERE ctid = $1`,
    /^accounts .* has person_id/,
  ),
  right(
    'another password',
    ...(['accounts', 'id'] as const),
    `UPDATE accounts SET password = 'known to the attacker' WHERE ctid = $1`,
    /^accounts .* has secrets_sha256/,
  ),
  right(
    'a way to sign in deleted',
    ...(['accounts', 'id'] as const),
    `DELETE FROM accounts WHERE ctid = $1`,
    /^accounts .* is gone/,
  ),
  right(
    'a provider that may give roles',
    ...(['people', 'id'] as const),
    `INSERT INTO role_providers SELECT 'https://' || id FROM people WHERE ctid = $1`,
    /^role_providers .* is not in the log/,
  ),
  right(
    'a provider that no longer may',
    ...(['role_providers', 'issuer'] as const),
    `DELETE FROM role_providers WHERE ctid = $1`,
    /^role_providers .* is gone/,
  ),
  right(
    'a second factor switched off, or on',
    ...(['people', 'id'] as const),
    `UPDATE people SET two_factor_enabled = NOT two_factor_enabled WHERE ctid = $1`,
    /^people .* has two_factor_enabled/,
  ),
  right(
    'a second factor deleted',
    ...(['two_factors', 'id'] as const),
    `DELETE FROM two_factors WHERE ctid = $1`,
    /^two_factors .* is gone|^people .* has two_factor_enabled/,
  ),
  right(
    'a passkey planted',
    ...(['people', 'id'] as const),
    `INSERT INTO passkeys (id, person_id, name, credential_id, public_key, counter, device_type, backed_up)
     SELECT 'planted', id, 'x', 'x', 'x', 0, 'singleDevice', false FROM people WHERE ctid = $1`,
    /^passkeys .* is not in the log/,
  ),
  right(
    'since when a node has had an owner',
    ...(['nodes', 'node_did'] as const),
    `UPDATE nodes SET owned_since = CASE WHEN owned_since IS NULL THEN now() END WHERE ctid = $1`,
    /^nodes .* has owned_since/,
  ),
  right(
    'a node that is, or is not, a sample',
    ...(['nodes', 'node_did'] as const),
    `UPDATE nodes SET is_sample = NOT is_sample WHERE ctid = $1`,
    /^nodes .* has is_sample/,
  ),
  right(
    'what owners were asked about',
    ...(['consent_changes', 'change_id'] as const),
    `UPDATE consent_changes SET document = replace(document, 'ada', 'eve') WHERE ctid = $1`,
    /^consent_changes .* has a document that is not the one of its digest/,
  ),
  right(
    'an owner added',
    ...(['nodes', 'node_did'] as const),
    `INSERT INTO node_owners (node_did, person_id)
     SELECT node_did, (SELECT id FROM people WHERE id NOT IN (SELECT person_id FROM node_owners) LIMIT 1) FROM nodes WHERE ctid = $1`,
    /^node_owners .* is not in the log/,
  ),
  right(
    'an owner removed',
    'node_owners',
    'node_did',
    `DELETE FROM node_owners WHERE ctid = $1`,
    /^node_owners .* is gone/,
  ),
  right(
    'a role raised',
    ...(['people', 'id'] as const),
    `UPDATE people SET role = CASE role WHEN 'admin' THEN 'operator' ELSE 'admin' END WHERE ctid = $1`,
    /^people .* has role/,
  ),
  right(
    'a DID exchanged',
    ...(['people', 'id'] as const),
    `UPDATE people SET did = 'did:somebody:else' WHERE ctid = $1`,
    /^people .* has did "did:somebody:else"/,
  ),
  right(
    'a member added',
    ...(['people', 'id'] as const),
    `INSERT INTO group_members (group_id, person_id) SELECT uuid_generate_v4(), id FROM people WHERE ctid = $1`,
    /^group_members .* is not in the log/,
  ),
  right(
    'an administrator’s token planted',
    ...(['people', 'id'] as const),
    `INSERT INTO tokens (token_hash, person_id, scopes) SELECT '\\x0102', id, '{admin}' FROM people WHERE ctid = $1`,
    /^tokens .* is not in the log/,
  ),
  right(
    'a token’s secret exchanged',
    ...(['tokens', 'token_id'] as const),
    `UPDATE tokens SET token_hash = sha256(token_hash) WHERE ctid = $1`,
    /^tokens .* has token_sha256/,
  ),
  right(
    'a key exchanged',
    ...(['consent_keys', 'key_id'] as const),
    `UPDATE consent_keys SET key = 'did:key:z6Mkother' WHERE ctid = $1`,
    /^consent_keys .* has key "did:key:z6Mkother"/,
  ),
  right(
    'a restriction lifted or set',
    ...(['nodes', 'node_did'] as const),
    `UPDATE nodes SET restricted = NOT restricted WHERE ctid = $1`,
    /^nodes .* has restricted/,
  ),
  right(
    'an owner who counts later',
    ...(['node_owners', 'node_did'] as const),
    `UPDATE node_owners SET counts_from = now() WHERE ctid = $1`,
    /^node_owners .* has counts_from/,
  ),
  right(
    'a change of owners without its wait',
    ...(['consent_changes', 'change_id'] as const),
    `UPDATE consent_changes SET due_at = due_at - interval '72 hours' WHERE ctid = $1`,
    /^consent_changes .* has due_at/,
  ),
  right(
    'a rule lowered',
    ...(['approval_rules', 'rule_id'] as const),
    `UPDATE approval_rules SET owners = owners % 20 + 1 WHERE ctid = $1`,
    /^approval_rules .* has owners/,
  ),
  right(
    'an approval document changed',
    ...(['approval_documents', 'job_id'] as const),
    `UPDATE approval_documents SET document = replace(document, '"task":"', '"task":"x') WHERE ctid = $1`,
    /the job has details, times, documents/,
  ),
  right(
    'a log line changed',
    ...(['job_log_lines', 'job_id'] as const),
    `UPDATE job_log_lines SET line = line || ' ' WHERE ctid = $1`,
    /the job has details, times, documents or log lines/,
  ),
  details('the reason of a request', `reason = coalesce(reason, '') || 'x'`),
  details('the result', `result = '{"freed": "all"}'`),
  details('who claimed it', `claim_token_hash = '\\x01'`),
  details('when it began', `started_at = now() - interval '1 year'`),
  job('when it was requested', `created_at = created_at - interval '1 hour'`, /the job has details, times/),
  job(
    'when it ended',
    `completed_at = coalesce(completed_at, now()) - interval '1 hour'`,
    /the job has details, times/,
  ),
]

/** A finished job that nobody requested, approved by the owner of a node. */
export const forgeJob = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `WITH job AS (
       INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, status_history, completed_at)
       SELECT node_did, 'did:test:person:ola', 'restart_service', '{}', 'Completed', '[{"status": "Completed"}]', now()
       FROM node_owners LIMIT 1 RETURNING job_id)
     INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
     SELECT job_id, 1, 'ana', 'approve', 'x' FROM job`,
  )

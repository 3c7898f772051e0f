import { on, type RowEdit } from './row-edit'

const delegation = on('delegations', 'delegation_id')
const person = on('people', 'id')
const account = on('accounts', 'id')
const provider = on('role_providers', 'issuer')
const factor = on('two_factors', 'id')
const node = on('nodes', 'node_did')
const change = on('consent_changes', 'change_id')
const token = on('tokens', 'token_id')
const key = on('consent_keys', 'key_id')
const owner = on('node_owners', 'node_did')
const rule = on('approval_rules', 'rule_id')
const version = on('rule_versions', 'rule_id')
const used = on('used_statements', 'digest')

/** Edits of what says who people are and what they may do. */
export const rightEdits: readonly RowEdit[] = [
  used(
    'a signed statement made usable again',
    `DELETE FROM used_statements WHERE ctid = $1`,
    /^used_statements .* is gone/,
  ),
  delegation(
    'a delegation signed',
    `UPDATE delegations SET signed = '{}', key_id = (SELECT key_id FROM consent_keys LIMIT 1) WHERE ctid = $1`,
    /^delegations .* has (key_id|signed|a signature that is not genuine)/,
  ),
  person(
    'an account at a provider planted',
    `INSERT INTO accounts (id, person_id, account_id, provider_id)
     SELECT 'planted', id, 'me', 'https://login.example.org' FROM people WHERE ctid = $1`,
    /^accounts .* is not in the log/,
  ),
  account(
    'an account, or a password, that is somebody else’s',
    `UPDATE accounts a SET person_id = (SELECT id FROM people p WHERE p.id <> a.person_id ORDER BY id LIMIT 1) WHERE ctid = $1`,
    /^accounts .* has person_id/,
  ),
  account(
    'another password',
    `UPDATE accounts SET password = 'known to the attacker' WHERE ctid = $1`,
    /^accounts .* has secrets_sha256/,
  ),
  account('a way to sign in deleted', `DELETE FROM accounts WHERE ctid = $1`, /^accounts .* is gone/),
  person(
    'a provider that may give roles',
    `INSERT INTO role_providers SELECT 'https://' || id FROM people WHERE ctid = $1`,
    /^role_providers .* is not in the log/,
  ),
  provider(
    'a provider that no longer may',
    `DELETE FROM role_providers WHERE ctid = $1`,
    /^role_providers .* is gone/,
  ),
  person(
    'a second factor switched off, or on',
    `UPDATE people SET two_factor_enabled = NOT two_factor_enabled WHERE ctid = $1`,
    /^people .* has two_factor_enabled/,
  ),
  factor(
    'a second factor deleted',
    `DELETE FROM two_factors WHERE ctid = $1`,
    /^two_factors .* is gone|^people .* has two_factor_enabled/,
  ),
  person(
    'a passkey planted',
    `INSERT INTO passkeys (id, person_id, name, credential_id, public_key, counter, device_type, backed_up)
     SELECT 'planted', id, 'x', 'x', 'x', 0, 'singleDevice', false FROM people WHERE ctid = $1`,
    /^passkeys .* is not in the log/,
  ),
  node(
    'since when a node has had an owner',
    `UPDATE nodes SET owned_since = CASE WHEN owned_since IS NULL THEN now() END WHERE ctid = $1`,
    /^nodes .* has owned_since/,
  ),
  node(
    'a node that is, or is not, a sample',
    `UPDATE nodes SET is_sample = NOT is_sample WHERE ctid = $1`,
    /^nodes .* has is_sample/,
  ),
  change(
    'what owners were asked about',
    `UPDATE consent_changes SET document = replace(document, 'ada', 'eve') WHERE ctid = $1`,
    /^consent_changes .* has a document that is not the one of its digest/,
  ),
  node(
    'an owner added',
    `INSERT INTO node_owners (node_did, person_id)
     SELECT node_did, (SELECT id FROM people WHERE id NOT IN (SELECT person_id FROM node_owners) LIMIT 1) FROM nodes WHERE ctid = $1`,
    /^node_owners .* is not in the log/,
  ),
  owner('an owner removed', `DELETE FROM node_owners WHERE ctid = $1`, /^node_owners .* is gone/),
  person(
    'a role raised',
    `UPDATE people SET role = CASE role WHEN 'admin' THEN 'operator' ELSE 'admin' END WHERE ctid = $1`,
    /^people .* has role/,
  ),
  person(
    'a DID exchanged',
    `UPDATE people SET did = 'did:somebody:else' WHERE ctid = $1`,
    /^people .* has did "did:somebody:else"/,
  ),
  person(
    'a member added',
    `INSERT INTO group_members (group_id, person_id) SELECT uuid_generate_v4(), id FROM people WHERE ctid = $1`,
    /^group_members .* is not in the log/,
  ),
  person(
    'an administrator’s token planted',
    `INSERT INTO tokens (token_hash, person_id, scopes) SELECT '\\x0102', id, '{admin}' FROM people WHERE ctid = $1`,
    /^tokens .* is not in the log/,
  ),
  token(
    'a token’s secret exchanged',
    `UPDATE tokens SET token_hash = sha256(token_hash) WHERE ctid = $1`,
    /^tokens .* has token_sha256/,
  ),
  key(
    'a key exchanged',
    `UPDATE consent_keys SET key = 'did:key:z6Mkother' WHERE ctid = $1`,
    /^consent_keys .* has key "did:key:z6Mkother"/,
  ),
  node(
    'a restriction lifted or set',
    `UPDATE nodes SET restricted = NOT restricted WHERE ctid = $1`,
    /^nodes .* has restricted/,
  ),
  owner(
    'an owner who counts later',
    `UPDATE node_owners SET counts_from = now() WHERE ctid = $1`,
    /^node_owners .* has counts_from/,
  ),
  change(
    'a change of owners without its wait',
    `UPDATE consent_changes SET due_at = due_at - interval '72 hours' WHERE ctid = $1`,
    /^consent_changes .* has due_at/,
  ),
  rule(
    'a rule lowered',
    `UPDATE approval_rules SET owners = owners % 20 + 1 WHERE ctid = $1`,
    /^approval_rules .* has owners/,
  ),
  version(
    'another reason of a version of a rule',
    `UPDATE rule_versions SET reason = 'another', changed_by = (SELECT id FROM people ORDER BY id LIMIT 1) WHERE ctid = $1`,
    /^rule_versions .* has (reason|changed_by)/,
  ),
]

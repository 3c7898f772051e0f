/** A table that rights rest on: its key, and the columns that the log has the last word on. */
export type RightsTable = { key: readonly string[]; watched: readonly string[] }

/**
 * What of which table is compared with the log; a column is missing here if it may change without an event. A test compares
 * them with the triggers. The columns `…_sha256` are digests of what the log must not hold.
 */
export const rightsTables = {
  people: { key: ['id'], watched: ['did', 'role', 'email_sha256', 'disabled_at', 'erased_at'] },
  invitations: {
    key: ['invitation_id'],
    watched: ['email_sha256', 'role', 'token_sha256', 'created_at', 'expires_at'],
  },
  password_resets: { key: ['person_id'], watched: ['token_sha256', 'created_at', 'expires_at'] },
  accounts: { key: ['id'], watched: ['person_id', 'account_id', 'provider_id', 'secrets_sha256'] },
  role_providers: { key: ['issuer'], watched: [] },
  two_factors: { key: ['id'], watched: ['person_id', 'secrets_sha256', 'verified'] },
  passkeys: { key: ['id'], watched: ['person_id', 'name', 'credential_id', 'secrets_sha256'] },
  consent_keys: {
    key: ['key_id'],
    watched: [
      ...['person_id', 'key', 'kind', 'name', 'credential_id', 'rp_id', 'origins'],
      ...['enrolled_at', 'expires_at', 'revoked_at'],
    ],
  },
  nodes: {
    key: ['node_did'],
    watched: [
      ...['restricted', 'labels', 'retired_at', 'service_reason', 'consent', 'owned_since', 'is_sample'],
    ],
  },
  node_owners: { key: ['node_did', 'person_id'], watched: ['since', 'counts_from'] },
  consent_changes: {
    key: ['change_id'],
    watched: [
      ...['kind', 'node_did', 'what', 'reason', 'asked_by', 'asked_at', 'due_at', 'digest', 'state'],
      ...['decided_by', 'decided_at', 'key_id', 'signed', 'done_at'],
    ],
  },
  delegations: {
    key: ['delegation_id'],
    watched: [
      ...['node_did', 'owner_id', 'delegate_id', 'valid_from', 'valid_until', 'created_at', 'revoked_at'],
      ...['key_id', 'signed'],
    ],
  },
  policies: { key: ['policy_id'], watched: ['person_id', 'name', 'created_at'] },
  policy_revisions: {
    key: ['policy_id', 'revision'],
    watched: [...['digest', 'signed', 'key_id', 'starts', 'ends', 'signed_at', 'ended_at', 'ended_by']],
  },
  node_windows: {
    key: ['window_id'],
    watched: [
      ...['node_did', 'name', 'weekdays', 'start_minute', 'duration_minutes', 'time_zone', 'created_at'],
    ],
  },
  tokens: {
    key: ['token_id'],
    watched: ['token_sha256', 'node_did', 'person_id', 'expires_at', 'revoked_at', 'scopes'],
  },
  wall_links: {
    key: ['link_id'],
    watched: ['token_sha256', 'name', 'page', 'query', 'embed', 'created_by', 'expires_at', 'revoked_at'],
  },
  approver_groups: { key: ['group_id'], watched: ['name', 'created_at'] },
  group_members: { key: ['group_id', 'person_id'], watched: [] },
  group_rotas: {
    key: ['group_id'],
    watched: ['people', 'turn_days', 'starts_on', 'handover_minute', 'time_zone', 'escalate_minutes'],
  },
  rota_swaps: {
    key: ['swap_id'],
    watched: ['group_id', 'person_id', 'instead_of', 'starts_at', 'ends_at', 'created_at'],
  },
  approval_rules: {
    key: ['rule_id'],
    watched: ['name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners', 'created_at'],
  },
  rule_seats: { key: ['rule_id', 'group_id'], watched: ['votes'] },
  rule_versions: {
    key: ['rule_id', 'version'],
    watched: ['facts', 'reason', 'changed_by', 'changed_at', 'change_id'],
  },
} as const satisfies Record<string, RightsTable>

export type RightsTableName = keyof typeof rightsTables
export const rightsTableNames = Object.keys(rightsTables).filter(isRightsTable)

export function isRightsTable(name: string): name is RightsTableName {
  return Object.hasOwn(rightsTables, name)
}

/** Which table an event of a kind is about. */
export const changedTables: ReadonlyMap<unknown, RightsTableName> = new Map(
  rightsTableNames.flatMap((table) =>
    ['insert', 'update', 'delete'].map((operation) => [`${table} ${operation}`, table]),
  ),
)

/** What a log says only once it has stated it (docs/decisions/0050-what-else-is-compared.md): these tables whole, and of nodes these columns. */
export const laterTables: readonly RightsTableName[] = ['accounts', 'role_providers']
export const laterColumns = { owned_since: null, is_sample: false }

/** Tables that an older schema does not have; the log has said all of them since there are any. */
export const newTables: readonly RightsTableName[] = [
  ...(['wall_links', 'policies', 'policy_revisions', 'rule_versions', 'group_rotas', 'rota_swaps'] as const),
]

/** A node of which the log says nothing has these; nodes come with their first report. */
export const plainNode = {
  restricted: false,
  labels: {},
  retired_at: null,
  service_reason: null,
  consent: null,
  ...laterColumns,
}

/**
 * The tables whose rows a backup holds, each after those that it refers to. A test compares them with the schema: only those
 * that the migrations fill are left out, and tables of other programs, which are not Hakim's to save.
 */
export const savedTables = [
  'people',
  'invitations',
  'password_resets',
  'accounts',
  'role_providers',
  'two_factors',
  'passkeys',
  'sessions',
  'verifications',
  'sign_in_failures',
  'sign_in_tries',
  'nodes',
  'node_owners',
  'consent_keys',
  'policies',
  'policy_revisions',
  'delegations',
  'node_windows',
  'tokens',
  'agent_instances',
  'node_names',
  'approver_groups',
  'group_members',
  'approval_rules',
  'rule_seats',
  'group_rotas',
  'rota_swaps',
  'settings',
  'health_reports',
  'node_latest',
  'reports_ahead',
  'report_hours',
  'late_reports',
  'report_log',
  'metric_names',
  'roll_ups',
  'roll_up_statuses',
  'roll_up_dirty_days',
  'roll_up_marks',
  'roll_up_dirty_hours',
  'maintenance_jobs',
  'job_details',
  'approval_documents',
  'consent_changes',
  'rule_versions',
  'job_votes',
  'break_glass',
  'used_statements',
  'job_log_lines',
  'job_verdicts',
  'campaigns',
  'campaign_waves',
  'campaign_jobs',
  'adopted_jobs',
  'job_events',
  'audit_checkpoints',
  'audit_seals',
  'audit_entries',
  'audit_people',
  'audit_verifications',
  'job_counts',
  'lease_checks',
  'notice_channels',
  'notices',
  'notice_deliveries',
  'untold_events',
  'job_reminders',
  'duty_escalations',
  'job_comments',
  'job_follows',
  'campaign_follows',
  'campaign_reminders',
  'annotations',
  'saved_views',
  'short_links',
  'pinned_nodes',
  'wall_links',
  'alert_rules',
  'alert_groups',
  'alert_incidents',
  'alert_silences',
  'alert_evaluator',
] as const

export type SavedTable = (typeof savedTables)[number]

/** Only databases of older versions have these. */
const formerTables: readonly SavedTable[] = ['roll_up_dirty_hours', 'sign_in_failures', 'audit_seals']

/** Those of the schema as it is now. */
export const currentTables = savedTables.filter((table) => !formerTables.includes(table))

/** Is told what is being done, and with how many rows so far. */
export type Progress = (step: string, rows?: number) => void

/** A server that runs on an empty database writes these; a restore replaces them. */
const ofRunningServer: readonly SavedTable[] = [
  'settings',
  'job_counts',
  'lease_checks',
  'audit_verifications',
  'report_log',
  'role_providers',
  'alert_evaluator',
]

/** Tables in which a single row means that the database is in use. */
export const tablesInUse = savedTables.filter((table) => !ofRunningServer.includes(table))

/** Which server runs now is no part of a backup: another one may serve the restored database. */
export const conditionOf = (table: SavedTable): string | null =>
  table === 'settings' ? `key <> 'server_secret'` : null

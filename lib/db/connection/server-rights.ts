/**
 * What the role of the server may do with each table, as PostgreSQL names it; it owns none of them. What is missing here goes
 * through the functions below, which check who acts. `migrate` grants exactly this, and a test compares it with the schema.
 */
const all = 'SELECT, INSERT, UPDATE, DELETE'

export const tableRights: Readonly<Record<string, string>> = {
  // What anybody signs in with, as better-auth writes it.
  accounts: all,
  passkeys: all,
  password_resets: all,
  sessions: all,
  sign_in_tries: all,
  two_factors: all,
  verifications: all,
  // People, and what acts in their name.
  people: 'SELECT, UPDATE (name, image, email_verified, updated_at, last_sign_in_at, two_factor_enabled)',
  invitations: 'SELECT, DELETE',
  tokens: 'SELECT, UPDATE (last_used_at)',
  consent_keys: 'SELECT, UPDATE (last_used_at, counter, counter_fell_at)',
  // Rights, which only somebody who acts can change: hakim_actor_guard.
  approval_rules: all,
  approver_groups: all,
  delegations: 'SELECT, INSERT, UPDATE (revoked_at)',
  group_members: all,
  node_owners: 'SELECT, INSERT, DELETE',
  node_windows: all,
  rule_seats: all,
  // Jobs; the guard decides about each move.
  maintenance_jobs: 'SELECT, INSERT, UPDATE',
  // Not the risk, by which rules ask for votes, nor what the guard keeps.
  job_details: `SELECT, UPDATE (reason, requester_id, idempotency_key, retry_of, revision, window_start, window_end, time_zone,
                expires_at, claim_token_hash, lease_expires_at, started_at, progress_percent, progress_message, result,
                outcome_digest, ran, cancel_requested_at, cancel_requested_by, cancel_reason, changed_xid)`,
  job_log_lines: 'SELECT, INSERT',
  job_votes: 'SELECT',
  break_glass: 'SELECT',
  approval_documents: 'SELECT',
  consent_changes: 'SELECT',
  policies: 'SELECT',
  policy_revisions: 'SELECT',
  // What has counted already; the guards add to it.
  used_statements: 'SELECT',
  job_transitions: 'SELECT',
  job_verdicts: 'SELECT, UPDATE',
  // The log.
  job_events: 'SELECT',
  audit_entries: 'SELECT',
  audit_people: 'SELECT',
  audit_checkpoints: 'SELECT',
  adopted_jobs: 'SELECT',
  // Digests of reports, which the server makes; the log has a digest of each hour of them.
  report_hours: 'SELECT, INSERT, DELETE',
  late_reports: 'SELECT, DELETE',
  report_log: 'SELECT, INSERT, UPDATE',
  // What a server has found when it verified the log; only its own word.
  audit_verifications: all,
  // Nodes and their reports.
  nodes: `SELECT, INSERT, UPDATE (name, labels, tasks, tasks_announced_at, backfill_before_day, kept_before_day, restricted,
          retired_at, service_by, service_reason, consent)`,
  health_reports: 'SELECT, INSERT, DELETE',
  node_latest: 'SELECT, UPDATE',
  agent_instances: all,
  metric_names: 'SELECT, INSERT',
  node_names: all,
  reports_ahead: 'SELECT, DELETE',
  roll_up_dirty_days: all,
  roll_up_marks: all,
  roll_up_statuses: all,
  roll_ups: all,
  // Who is told of what, and the messages.
  notice_channels: all,
  notices: 'SELECT, INSERT, DELETE',
  notice_deliveries: all,
  untold_events: 'SELECT, UPDATE, DELETE',
  job_reminders: all,
  job_comments: 'SELECT',
  job_follows: 'SELECT, INSERT, DELETE',
  campaign_follows: 'SELECT, INSERT, DELETE',
  campaign_reminders: 'SELECT, INSERT',
  annotations: 'SELECT, INSERT, DELETE',
  // What people keep of the pages they look at, and links for a wall.
  saved_views: all,
  short_links: 'SELECT, INSERT',
  pinned_nodes: 'SELECT, INSERT, DELETE',
  wall_links: 'SELECT, UPDATE (last_used_at)',
  // What may start when; the functions below write them.
  campaigns: 'SELECT',
  campaign_waves: 'SELECT',
  campaign_jobs: 'SELECT',
  // Alert rules, and what came of them.
  alert_rules: all,
  alert_groups: all,
  alert_incidents: all,
  alert_silences: all,
  alert_evaluator: all,
  // The server's own.
  job_counts: all,
  lease_checks: all,
  settings: all,
  hakim_functions: 'SELECT',
  hakim_migrations: 'SELECT',
  node_deciders: 'SELECT',
  // The owner's alone to change: which providers may give roles, and to read: what actors are proven with.
  role_providers: 'SELECT',
  actor_secrets: '',
}

/**
 * Functions that run with the owner's rights and that the server may call. It may call all those that run with its own rights,
 * since they let it do nothing more.
 */
export const definersForServer: readonly string[] = [
  'act',
  'add_checkpoint',
  'add_person',
  'add_token',
  'add_wall_link',
  'advance_campaign',
  'apply_change',
  'approve_in_emergency',
  'ask_change',
  'comment',
  'consent',
  'decide_change',
  'document_problem',
  'end_policy',
  'end_token',
  'end_tokens_of',
  'end_wall_link',
  'enrol_key',
  'erase_person',
  'hold_events',
  'index_older',
  'invite',
  'log_reports',
  'move_campaign',
  'note',
  'policy_rate_used',
  'policy_refuses',
  'remove_sample',
  'review_emergency',
  'revoke_key',
  'set_role',
  'set_state',
  'shorten_token',
  'sign_policy',
  'start_campaign',
  'tokens_used',
  'vote',
  'vote_by_policy',
  'withdraw_vote',
]

-- What the migrations and migrations/functions make of an empty database: for reading, not for running.
-- A test compares both: `npx vitest run test/migrations/schema.test.ts --update` rewrites this file.

CREATE EXTENSION "uuid-ossp";

CREATE EXTENSION pg_trgm;

CREATE COLLATION hakim_names (provider = i, locale = 'und-u-kn-true');



CREATE SEQUENCE audit_verifications_run_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
CREATE SEQUENCE hakim_migrations_id_seq AS integer START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1;
CREATE SEQUENCE job_events_event_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
CREATE SEQUENCE job_log_lines_seq_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
CREATE SEQUENCE metric_names_metric_id_seq AS integer START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1;
CREATE SEQUENCE nodes_node_key_seq AS integer START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1;

CREATE TABLE accounts (
  id text NOT NULL,
  person_id text NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_accounts_person ON accounts USING btree (person_id);
CREATE UNIQUE INDEX idx_accounts_provider ON accounts USING btree (provider_id, account_id);
CREATE TRIGGER hakim_end_links AFTER INSERT OR UPDATE OF password ON accounts FOR EACH ROW WHEN ((new.password IS NOT NULL)) EXECUTE FUNCTION hakim_end_links();
CREATE TRIGGER hakim_log_added AFTER INSERT ON accounts FOR EACH ROW WHEN (((new.provider_id <> 'credential'::text) OR (new.person_id !~~ 'local-%'::text))) EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_log_changed AFTER UPDATE OF person_id, account_id, provider_id, password ON accounts FOR EACH ROW WHEN (((old.provider_id <> 'credential'::text) OR (old.person_id !~~ 'local-%'::text) OR ((new.provider_id <> 'credential'::text) OR (new.person_id !~~ 'local-%'::text)))) EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_log_removed AFTER DELETE ON accounts FOR EACH ROW WHEN (((old.provider_id <> 'credential'::text) OR (old.person_id !~~ 'local-%'::text))) EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE actor_secrets (
  only_row boolean DEFAULT true NOT NULL,
  secret bytea NOT NULL,
  CONSTRAINT actor_secrets_pkey PRIMARY KEY (only_row),
  CONSTRAINT actor_secrets_only_row_check CHECK (only_row)
);

CREATE TABLE adopted_jobs (
  job_id uuid NOT NULL,
  subject_sha256 text NOT NULL,
  state_sha256 text NOT NULL,
  CONSTRAINT adopted_jobs_pkey PRIMARY KEY (job_id)
);
CREATE TRIGGER hakim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON adopted_jobs FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();

CREATE TABLE agent_instances (
  node_did character varying(255) NOT NULL,
  instance text NOT NULL,
  host text NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  other_instance text,
  other_host text,
  other_since timestamp with time zone,
  other_seen_at timestamp with time zone,
  CONSTRAINT agent_instances_pkey PRIMARY KEY (node_did)
);

CREATE TABLE alert_evaluator (
  only_row boolean DEFAULT true NOT NULL,
  holder uuid,
  leased_until timestamp with time zone,
  ran_at timestamp with time zone,
  alive_since timestamp with time zone,
  CONSTRAINT alert_evaluator_pkey PRIMARY KEY (only_row),
  CONSTRAINT alert_evaluator_only_row_check CHECK (only_row)
);

CREATE TABLE alert_groups (
  group_id uuid DEFAULT gen_random_uuid() NOT NULL,
  rule_id uuid NOT NULL,
  opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  closed_at timestamp with time zone,
  told_at timestamp with time zone,
  escalated_at timestamp with time zone,
  acknowledged_by text,
  acknowledged_at timestamp with time zone,
  acknowledged_text text,
  CONSTRAINT alert_groups_pkey PRIMARY KEY (group_id),
  CONSTRAINT alert_groups_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES alert_rules(rule_id) ON DELETE CASCADE
);
CREATE INDEX idx_alert_groups_list ON alert_groups USING btree (opened_at DESC, group_id DESC);
CREATE INDEX idx_alert_groups_open ON alert_groups USING btree (rule_id) WHERE (closed_at IS NULL);
CREATE TRIGGER hakim_log_added AFTER INSERT ON alert_groups FOR EACH ROW WHEN ((new.acknowledged_at IS NOT NULL)) EXECUTE FUNCTION hakim_log_alerts();
CREATE TRIGGER hakim_log_alerts AFTER UPDATE OF group_id, rule_id, acknowledged_by, acknowledged_at, acknowledged_text ON alert_groups FOR EACH ROW EXECUTE FUNCTION hakim_log_alerts();
CREATE TRIGGER hakim_log_removed AFTER DELETE ON alert_groups FOR EACH ROW WHEN ((old.acknowledged_at IS NOT NULL)) EXECUTE FUNCTION hakim_log_alerts();

CREATE TABLE alert_incidents (
  incident_id uuid DEFAULT gen_random_uuid() NOT NULL,
  group_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  node_did character varying(255) NOT NULL,
  started_at timestamp with time zone NOT NULL,
  fired_at timestamp with time zone NOT NULL,
  well_since timestamp with time zone,
  ended_at timestamp with time zone,
  value double precision,
  opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  closed_at timestamp with time zone,
  told_at timestamp with time zone,
  end_told_at timestamp with time zone,
  CONSTRAINT alert_incidents_pkey PRIMARY KEY (incident_id),
  CONSTRAINT alert_incidents_check CHECK (((ended_at IS NULL) = (closed_at IS NULL))),
  CONSTRAINT alert_incidents_group_id_fkey FOREIGN KEY (group_id) REFERENCES alert_groups(group_id) ON DELETE CASCADE,
  CONSTRAINT alert_incidents_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT alert_incidents_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES alert_rules(rule_id) ON DELETE CASCADE
);
CREATE INDEX idx_alert_incidents_closed ON alert_incidents USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX idx_alert_incidents_group ON alert_incidents USING btree (group_id);
CREATE INDEX idx_alert_incidents_node ON alert_incidents USING btree (node_did, started_at);
CREATE UNIQUE INDEX idx_alert_incidents_open ON alert_incidents USING btree (rule_id, node_did) WHERE (ended_at IS NULL);

CREATE TABLE alert_rules (
  rule_id uuid DEFAULT gen_random_uuid() NOT NULL,
  scope text NOT NULL,
  label text,
  node_did character varying(255),
  condition jsonb NOT NULL,
  keep_minutes integer NOT NULL,
  severity text NOT NULL,
  tell text[],
  escalate_minutes integer,
  escalate_to text[],
  during_jobs boolean NOT NULL,
  enabled boolean NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  changed_by text,
  changed_at timestamp with time zone,
  deleted_by text,
  deleted_at timestamp with time zone,
  during_windows boolean DEFAULT false NOT NULL,
  CONSTRAINT alert_rules_pkey PRIMARY KEY (rule_id),
  CONSTRAINT alert_rules_check CHECK (((scope = 'label'::text) = (label IS NOT NULL))),
  CONSTRAINT alert_rules_check1 CHECK (((scope = 'node'::text) = (node_did IS NOT NULL))),
  CONSTRAINT alert_rules_escalate_minutes_check CHECK (((escalate_minutes >= 1) AND (escalate_minutes <= 10080))),
  CONSTRAINT alert_rules_keep_minutes_check CHECK (((keep_minutes >= 0) AND (keep_minutes <= 1440))),
  CONSTRAINT alert_rules_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'label'::text, 'node'::text]))),
  CONSTRAINT alert_rules_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text]))),
  CONSTRAINT alert_rules_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_alerts AFTER INSERT OR DELETE OR UPDATE ON alert_rules FOR EACH ROW EXECUTE FUNCTION hakim_log_alerts();

CREATE TABLE alert_silences (
  silence_id uuid DEFAULT gen_random_uuid() NOT NULL,
  rule_id uuid,
  node_did character varying(255),
  label text,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT alert_silences_pkey PRIMARY KEY (silence_id),
  CONSTRAINT alert_silences_check CHECK ((num_nonnulls(node_did, label) <= 1)),
  CONSTRAINT alert_silences_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT alert_silences_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES alert_rules(rule_id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_alerts AFTER INSERT OR DELETE OR UPDATE ON alert_silences FOR EACH ROW EXECUTE FUNCTION hakim_log_alerts();

CREATE TABLE annotations (
  annotation_id uuid DEFAULT gen_random_uuid() NOT NULL,
  node_did character varying(255),
  label text,
  at timestamp with time zone NOT NULL,
  until timestamp with time zone,
  text text NOT NULL,
  person_id text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT annotations_pkey PRIMARY KEY (annotation_id),
  CONSTRAINT annotations_check CHECK ((until >= at)),
  CONSTRAINT annotations_check1 CHECK ((num_nonnulls(node_did, label) < 2)),
  CONSTRAINT annotations_label_check CHECK ((label ~ ':'::text)),
  CONSTRAINT annotations_text_check CHECK (((length(text) >= 1) AND (length(text) <= 500))),
  CONSTRAINT annotations_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT annotations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL
);
CREATE INDEX idx_annotations_at ON annotations USING btree (at);
CREATE INDEX idx_annotations_node ON annotations USING btree (node_did, at);

CREATE TABLE approval_documents (
  job_id uuid NOT NULL,
  revision integer NOT NULL,
  nonce text NOT NULL,
  document text NOT NULL,
  digest text NOT NULL,
  made_at timestamp with time zone DEFAULT now() NOT NULL,
  dry_run text,
  dry_run_until timestamp with time zone,
  CONSTRAINT approval_documents_pkey PRIMARY KEY (job_id, revision),
  CONSTRAINT approval_documents_check CHECK (((dry_run IS NULL) OR (dry_run_until IS NOT NULL))),
  CONSTRAINT approval_documents_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);
CREATE INDEX idx_approval_documents_dry_run ON approval_documents USING btree (dry_run_until) WHERE ((dry_run IS NULL) AND (dry_run_until IS NOT NULL));
CREATE TRIGGER hakim_append_only BEFORE TRUNCATE ON approval_documents FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();
CREATE TRIGGER hakim_document_guard BEFORE INSERT OR DELETE OR UPDATE ON approval_documents FOR EACH ROW EXECUTE FUNCTION hakim_document_guard();
CREATE CONSTRAINT TRIGGER hakim_log_details AFTER INSERT OR UPDATE ON approval_documents DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_log_details();

CREATE TABLE approval_rules (
  rule_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  name character varying(100) NOT NULL,
  task_name character varying(100),
  label_key character varying(63),
  label_value character varying(255),
  least_risk character varying(10),
  owners smallint DEFAULT 1 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT approval_rules_pkey PRIMARY KEY (rule_id),
  CONSTRAINT approval_rules_name_key UNIQUE (name),
  CONSTRAINT approval_rules_check CHECK (((label_value IS NULL) OR (label_key IS NOT NULL))),
  CONSTRAINT approval_rules_least_risk_check CHECK (((least_risk)::text = ANY ((ARRAY['low'::character varying, 'medium'::character varying, 'high'::character varying])::text[]))),
  CONSTRAINT approval_rules_owners_check CHECK (((owners >= 1) AND (owners <= 20)))
);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON approval_rules FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON approval_rules FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE CONSTRAINT TRIGGER hakim_rule_changed AFTER INSERT OR DELETE OR UPDATE ON approval_rules DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_rule_changed();
CREATE TRIGGER hakim_rule_guard BEFORE DELETE OR UPDATE ON approval_rules FOR EACH ROW EXECUTE FUNCTION hakim_rule_guard();

CREATE TABLE approver_groups (
  group_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  name character varying(100) NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT approver_groups_pkey PRIMARY KEY (group_id),
  CONSTRAINT approver_groups_name_key UNIQUE (name)
);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON approver_groups FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON approver_groups FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE audit_checkpoints (
  checkpoint_no bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  event_ids bigint[] NOT NULL,
  event_streams text[] NOT NULL,
  event_seqs integer[] NOT NULL,
  event_hashes bytea NOT NULL,
  prev_hash bytea,
  hash bytea NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT audit_checkpoints_pkey PRIMARY KEY (checkpoint_no)
);
CREATE INDEX idx_audit_checkpoints_last ON audit_checkpoints USING btree ((event_ids[cardinality(event_ids)]));
CREATE TRIGGER hakim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();

CREATE TABLE audit_entries (
  event_id bigint NOT NULL,
  at timestamp with time zone,
  kind text NOT NULL,
  node_did text,
  CONSTRAINT audit_entries_pkey PRIMARY KEY (event_id)
);
CREATE INDEX idx_audit_entries_at ON audit_entries USING btree (at, event_id);
CREATE INDEX idx_audit_entries_kind ON audit_entries USING btree (kind, event_id);
CREATE INDEX idx_audit_entries_node ON audit_entries USING btree (node_did, event_id) WHERE (node_did IS NOT NULL);

CREATE TABLE audit_people (
  person_id text NOT NULL,
  event_id bigint NOT NULL,
  CONSTRAINT audit_people_pkey PRIMARY KEY (person_id, event_id)
);

CREATE TABLE audit_verifications (
  run_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  asked_at timestamp with time zone DEFAULT now() NOT NULL,
  asked_by text,
  nightly boolean DEFAULT false NOT NULL,
  started_at timestamp with time zone,
  seen_at timestamp with time zone,
  stop_asked_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome text,
  progress jsonb,
  report jsonb,
  CONSTRAINT audit_verifications_pkey PRIMARY KEY (run_id),
  CONSTRAINT audit_verifications_check CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  CONSTRAINT audit_verifications_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'stopped'::text, 'failed'::text, 'interrupted'::text]))),
  CONSTRAINT audit_verifications_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX idx_audit_verifications_open ON audit_verifications USING btree ((true)) WHERE (ended_at IS NULL);

CREATE TABLE break_glass (
  job_id uuid NOT NULL,
  revision integer NOT NULL,
  person_id text NOT NULL,
  approval_hash text NOT NULL,
  reason text NOT NULL,
  broken_at timestamp with time zone DEFAULT now() NOT NULL,
  reviewed_by text,
  reviewed_at timestamp with time zone,
  verdict text,
  review text,
  key_id uuid,
  signed jsonb,
  CONSTRAINT break_glass_pkey PRIMARY KEY (job_id, revision),
  CONSTRAINT break_glass_check CHECK ((((reviewed_at IS NULL) = (verdict IS NULL)) AND ((reviewed_by IS NULL) = (verdict IS NULL)))),
  CONSTRAINT break_glass_check1 CHECK (((key_id IS NULL) = (signed IS NULL))),
  CONSTRAINT break_glass_reason_check CHECK ((char_length(TRIM(BOTH FROM reason)) >= 20)),
  CONSTRAINT break_glass_verdict_check CHECK ((verdict = ANY (ARRAY['justified'::text, 'not_justified'::text]))),
  CONSTRAINT break_glass_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE,
  CONSTRAINT break_glass_key_id_fkey FOREIGN KEY (key_id) REFERENCES consent_keys(key_id),
  CONSTRAINT break_glass_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  CONSTRAINT break_glass_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES people(id)
);
CREATE INDEX idx_break_glass_open ON break_glass USING btree (job_id) WHERE (reviewed_at IS NULL);
CREATE TRIGGER hakim_append_only BEFORE TRUNCATE ON break_glass FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();
CREATE TRIGGER hakim_break_glass_guard BEFORE INSERT OR DELETE OR UPDATE ON break_glass FOR EACH ROW EXECUTE FUNCTION hakim_break_glass_guard();

CREATE TABLE campaign_follows (
  campaign_id uuid NOT NULL,
  person_id text NOT NULL,
  since timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT campaign_follows_pkey PRIMARY KEY (campaign_id, person_id),
  CONSTRAINT campaign_follows_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(campaign_id) ON DELETE CASCADE,
  CONSTRAINT campaign_follows_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_campaign_follows_person ON campaign_follows USING btree (person_id);

CREATE TABLE campaign_jobs (
  job_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  wave integer NOT NULL,
  CONSTRAINT campaign_jobs_pkey PRIMARY KEY (job_id),
  CONSTRAINT campaign_jobs_campaign_id_wave_fkey FOREIGN KEY (campaign_id, wave) REFERENCES campaign_waves(campaign_id, wave) ON DELETE CASCADE,
  CONSTRAINT campaign_jobs_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);
CREATE INDEX idx_campaign_jobs_wave ON campaign_jobs USING btree (campaign_id, wave);

CREATE TABLE campaign_reminders (
  campaign_id uuid NOT NULL,
  reminded_at timestamp with time zone DEFAULT now() NOT NULL,
  reminded_by text,
  people text[] NOT NULL,
  CONSTRAINT campaign_reminders_pkey PRIMARY KEY (campaign_id, reminded_at),
  CONSTRAINT campaign_reminders_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(campaign_id) ON DELETE CASCADE,
  CONSTRAINT campaign_reminders_reminded_by_fkey FOREIGN KEY (reminded_by) REFERENCES people(id) ON DELETE SET NULL
);

CREATE TABLE campaign_waves (
  campaign_id uuid NOT NULL,
  wave integer NOT NULL,
  opened_at timestamp with time zone,
  waits_until timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT campaign_waves_pkey PRIMARY KEY (campaign_id, wave),
  CONSTRAINT campaign_waves_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(campaign_id) ON DELETE CASCADE
);

CREATE TABLE campaigns (
  campaign_id uuid NOT NULL,
  name text NOT NULL,
  task_name character varying(255) NOT NULL,
  params jsonb NOT NULL,
  reason text NOT NULL,
  requester_id text,
  idempotency_key text,
  wave_size integer NOT NULL,
  pause_minutes integer NOT NULL,
  wait_minutes integer NOT NULL,
  at_once integer,
  stop_failures integer,
  stop_worse boolean NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  state text DEFAULT 'running'::text NOT NULL,
  state_at timestamp with time zone DEFAULT now() NOT NULL,
  state_by text,
  state_reason text,
  failures_before integer DEFAULT 0 NOT NULL,
  worse_before integer DEFAULT 0 NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT campaigns_pkey PRIMARY KEY (campaign_id),
  CONSTRAINT campaigns_requester_id_idempotency_key_key UNIQUE (requester_id, idempotency_key),
  CONSTRAINT campaigns_at_once_check CHECK ((at_once > 0)),
  CONSTRAINT campaigns_pause_minutes_check CHECK ((pause_minutes >= 0)),
  CONSTRAINT campaigns_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'stopped'::text, 'cancelled'::text, 'finished'::text]))),
  CONSTRAINT campaigns_stop_failures_check CHECK ((stop_failures > 0)),
  CONSTRAINT campaigns_wait_minutes_check CHECK ((wait_minutes > 0)),
  CONSTRAINT campaigns_wave_size_check CHECK ((wave_size > 0)),
  CONSTRAINT campaigns_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT campaigns_state_by_fkey FOREIGN KEY (state_by) REFERENCES people(id) ON DELETE SET NULL
);
CREATE INDEX idx_campaigns_list ON campaigns USING btree (created_at DESC, campaign_id DESC);
CREATE INDEX idx_campaigns_open ON campaigns USING btree (campaign_id) WHERE (ended_at IS NULL);

CREATE TABLE consent_changes (
  change_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  kind text NOT NULL,
  node_did character varying(255),
  what jsonb NOT NULL,
  reason text,
  asked_by text,
  asked_at timestamp with time zone DEFAULT now() NOT NULL,
  due_at timestamp with time zone DEFAULT now() NOT NULL,
  document text DEFAULT ''::text NOT NULL,
  digest text DEFAULT ''::text NOT NULL,
  state text DEFAULT 'waiting'::text NOT NULL,
  decided_by text,
  decided_at timestamp with time zone,
  key_id uuid,
  signed jsonb,
  done_at timestamp with time zone,
  CONSTRAINT consent_changes_pkey PRIMARY KEY (change_id),
  CONSTRAINT consent_changes_check CHECK (((node_did IS NULL) = (kind = ANY (ARRAY['remove_rule'::text, 'change_rule'::text])))),
  CONSTRAINT consent_changes_check1 CHECK (((key_id IS NULL) = (signed IS NULL))),
  CONSTRAINT consent_changes_kind_check CHECK ((kind = ANY (ARRAY['add_owner'::text, 'remove_owner'::text, 'restrict'::text, 'label'::text, 'remove_rule'::text, 'change_rule'::text]))),
  CONSTRAINT consent_changes_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'agreed'::text, 'refused'::text, 'withdrawn'::text, 'done'::text]))),
  CONSTRAINT consent_changes_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  CONSTRAINT consent_changes_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  CONSTRAINT consent_changes_key_id_fkey FOREIGN KEY (key_id) REFERENCES consent_keys(key_id),
  CONSTRAINT consent_changes_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE
);
CREATE INDEX idx_consent_changes_node ON consent_changes USING btree (node_did, asked_at);
CREATE UNIQUE INDEX idx_consent_changes_open ON consent_changes USING btree (kind, COALESCE(node_did, ''::character varying), what) WHERE (state = ANY (ARRAY['waiting'::text, 'agreed'::text]));
CREATE TRIGGER hakim_change_guard BEFORE INSERT OR DELETE OR UPDATE ON consent_changes FOR EACH ROW EXECUTE FUNCTION hakim_change_guard();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON consent_changes FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE consent_keys (
  key_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  person_id text NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  name character varying(100) NOT NULL,
  credential_id text,
  rp_id text,
  origins text[],
  enrolled_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  counter bigint,
  counter_fell_at timestamp with time zone,
  CONSTRAINT consent_keys_pkey PRIMARY KEY (key_id),
  CONSTRAINT consent_keys_credential_id_key UNIQUE (credential_id),
  CONSTRAINT consent_keys_key_key UNIQUE (key),
  CONSTRAINT consent_keys_check CHECK (((kind = 'passkey'::text) = ((credential_id IS NOT NULL) AND (rp_id IS NOT NULL) AND (origins IS NOT NULL)))),
  CONSTRAINT consent_keys_kind_check CHECK ((kind = ANY (ARRAY['ed25519'::text, 'p256'::text, 'passkey'::text]))),
  CONSTRAINT consent_keys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_consent_keys_person ON consent_keys USING btree (person_id);
CREATE TRIGGER hakim_key_guard BEFORE UPDATE ON consent_keys FOR EACH ROW EXECUTE FUNCTION hakim_key_guard();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF person_id, key, kind, name, credential_id, rp_id, origins, expires_at, revoked_at ON consent_keys FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE delegations (
  delegation_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  node_did character varying(255) NOT NULL,
  owner_id text NOT NULL,
  delegate_id text NOT NULL,
  valid_from timestamp with time zone DEFAULT now() NOT NULL,
  valid_until timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  revoked_at timestamp with time zone,
  key_id uuid,
  signed jsonb,
  CONSTRAINT delegations_pkey PRIMARY KEY (delegation_id),
  CONSTRAINT delegations_check CHECK ((valid_until > valid_from)),
  CONSTRAINT delegations_check1 CHECK ((owner_id <> delegate_id)),
  CONSTRAINT delegations_check2 CHECK (((key_id IS NULL) = (signed IS NULL))),
  CONSTRAINT delegations_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT delegations_key_id_fkey FOREIGN KEY (key_id) REFERENCES consent_keys(key_id),
  CONSTRAINT delegations_node_did_owner_id_fkey FOREIGN KEY (node_did, owner_id) REFERENCES node_owners(node_did, person_id) ON DELETE CASCADE
);
CREATE INDEX idx_delegations_delegate ON delegations USING btree (delegate_id);
CREATE INDEX idx_delegations_key ON delegations USING btree (key_id) WHERE (key_id IS NOT NULL);
CREATE INDEX idx_delegations_node ON delegations USING btree (node_did, delegate_id);
CREATE UNIQUE INDEX idx_delegations_nonce ON delegations USING btree (((signed #>> '{delegation,nonce}'::text[]))) WHERE (signed IS NOT NULL);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON delegations FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard();
CREATE TRIGGER hakim_delegation_guard BEFORE INSERT OR UPDATE ON delegations FOR EACH ROW EXECUTE FUNCTION hakim_delegation_guard();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON delegations FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE duty_escalations (
  job_id uuid NOT NULL,
  group_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT duty_escalations_pkey PRIMARY KEY (job_id, group_id),
  CONSTRAINT duty_escalations_group_id_fkey FOREIGN KEY (group_id) REFERENCES approver_groups(group_id) ON DELETE CASCADE,
  CONSTRAINT duty_escalations_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);
CREATE INDEX idx_duty_escalations_due ON duty_escalations USING btree (due_at);
CREATE INDEX idx_duty_escalations_group ON duty_escalations USING btree (group_id);

CREATE TABLE group_members (
  group_id uuid NOT NULL,
  person_id text NOT NULL,
  CONSTRAINT group_members_pkey PRIMARY KEY (group_id, person_id),
  CONSTRAINT group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES approver_groups(group_id) ON DELETE CASCADE,
  CONSTRAINT group_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_group_members_person ON group_members USING btree (person_id);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON group_members FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE group_rotas (
  group_id uuid NOT NULL,
  people text[] NOT NULL,
  turn_days smallint NOT NULL,
  starts_on date NOT NULL,
  handover_minute smallint NOT NULL,
  time_zone text NOT NULL,
  escalate_minutes integer NOT NULL,
  CONSTRAINT group_rotas_pkey PRIMARY KEY (group_id),
  CONSTRAINT group_rotas_escalate_minutes_check CHECK (((escalate_minutes >= 5) AND (escalate_minutes <= 10080))),
  CONSTRAINT group_rotas_handover_minute_check CHECK (((handover_minute >= 0) AND (handover_minute <= 1439))),
  CONSTRAINT group_rotas_people_check CHECK (((cardinality(people) >= 1) AND (cardinality(people) <= 50))),
  CONSTRAINT group_rotas_turn_days_check CHECK (((turn_days >= 1) AND (turn_days <= 56))),
  CONSTRAINT group_rotas_group_id_fkey FOREIGN KEY (group_id) REFERENCES approver_groups(group_id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON group_rotas FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON group_rotas FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE hakim_functions (
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT hakim_functions_pkey PRIMARY KEY (name)
);

CREATE TABLE hakim_migrations (
  id integer DEFAULT nextval('hakim_migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8999bb24700ed236187813990ed" PRIMARY KEY (id)
);

CREATE TABLE health_reports (
  report_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  target_node_did character varying(255) NOT NULL,
  "timestamp" timestamp with time zone NOT NULL,
  status character varying(50) NOT NULL,
  metrics jsonb,
  diagnosis jsonb,
  raw_report jsonb NOT NULL,
  CONSTRAINT health_reports_pkey PRIMARY KEY (report_id)
);
CREATE INDEX idx_health_reports_node_time ON health_reports USING btree (target_node_did, "timestamp" DESC);
CREATE INDEX idx_health_reports_target_node_did ON health_reports USING btree (target_node_did);
CREATE INDEX idx_health_reports_timestamp ON health_reports USING btree ("timestamp");
CREATE TRIGGER hakim_reports_deleted AFTER DELETE ON health_reports REFERENCING OLD TABLE AS gone FOR EACH STATEMENT WHEN ((current_setting('hakim.retention'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION hakim_reports_changed();
CREATE TRIGGER hakim_reports_inserted AFTER INSERT ON health_reports REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_inserted();
CREATE TRIGGER hakim_reports_truncated AFTER TRUNCATE ON health_reports FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_truncated();
CREATE TRIGGER hakim_reports_updated AFTER UPDATE ON health_reports REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hakim_reports_changed();
CREATE TRIGGER hakim_roll_ups_delete AFTER DELETE ON health_reports REFERENCING OLD TABLE AS gone FOR EACH STATEMENT WHEN ((current_setting('hakim.retention'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION hakim_roll_ups_marked();
CREATE TRIGGER hakim_roll_ups_insert AFTER INSERT ON health_reports REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hakim_roll_ups_marked();
CREATE TRIGGER hakim_roll_ups_truncate AFTER TRUNCATE ON health_reports FOR EACH STATEMENT EXECUTE FUNCTION hakim_roll_ups_truncated();
CREATE TRIGGER hakim_roll_ups_update AFTER UPDATE ON health_reports REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hakim_roll_ups_marked();

CREATE TABLE invitations (
  invitation_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  token_hash bytea NOT NULL,
  invited_by text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT invitations_pkey PRIMARY KEY (invitation_id),
  CONSTRAINT invitations_email_key UNIQUE (email),
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash),
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'approver'::text, 'admin'::text]))),
  CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES people(id) ON DELETE SET NULL
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON invitations FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE job_comments (
  comment_id uuid DEFAULT gen_random_uuid() NOT NULL,
  job_id uuid NOT NULL,
  person_id text NOT NULL,
  revision integer NOT NULL,
  at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  text text NOT NULL,
  mentions text[] NOT NULL,
  asks boolean NOT NULL,
  answered_at timestamp with time zone,
  CONSTRAINT job_comments_pkey PRIMARY KEY (comment_id),
  CONSTRAINT job_comments_check CHECK ((asks OR (answered_at IS NULL))),
  CONSTRAINT job_comments_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000))),
  CONSTRAINT job_comments_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE,
  CONSTRAINT job_comments_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX idx_job_comments_job ON job_comments USING btree (job_id, at);
CREATE INDEX idx_job_comments_open ON job_comments USING btree (job_id) WHERE (asks AND (answered_at IS NULL));

CREATE TABLE job_counts (
  status character varying(50) NOT NULL,
  jobs bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_insert_threshold=-1);

CREATE TABLE job_details (
  job_id uuid NOT NULL,
  reason text,
  requester_id text,
  idempotency_key text,
  is_sample boolean DEFAULT false NOT NULL,
  claim_token_hash bytea,
  lease_expires_at timestamp with time zone,
  started_at timestamp with time zone,
  progress_percent smallint,
  progress_message text,
  result jsonb,
  outcome_digest text,
  changed_xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  revision integer DEFAULT 1 NOT NULL,
  risk character varying(10),
  window_start timestamp with time zone,
  window_end timestamp with time zone,
  time_zone text,
  expires_at timestamp with time zone,
  due_at timestamp with time zone,
  retry_of uuid,
  cancel_requested_at timestamp with time zone,
  cancel_requested_by text,
  cancel_reason text,
  running_node character varying(255),
  ran jsonb,
  CONSTRAINT job_details_pkey PRIMARY KEY (job_id),
  CONSTRAINT job_details_requester_id_idempotency_key_key UNIQUE (requester_id, idempotency_key),
  CONSTRAINT job_details_check CHECK ((isfinite(expires_at) AND isfinite(window_start) AND isfinite(window_end))),
  CONSTRAINT job_details_check1 CHECK (((window_start IS NULL) = (window_end IS NULL))),
  CONSTRAINT job_details_check2 CHECK ((window_end > window_start)),
  CONSTRAINT job_details_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE,
  CONSTRAINT job_details_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES people(id) ON DELETE SET NULL
);
CREATE INDEX idx_job_details_changed ON job_details USING btree (changed_xid);
CREATE INDEX idx_job_details_due ON job_details USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX idx_job_details_lease ON job_details USING btree (lease_expires_at) WHERE (lease_expires_at IS NOT NULL);
CREATE INDEX idx_job_details_reason ON job_details USING gin (reason COLLATE "C" gin_trgm_ops);
CREATE INDEX idx_job_details_retry ON job_details USING btree (retry_of) WHERE (retry_of IS NOT NULL);
CREATE INDEX idx_job_details_risk ON job_details USING btree (risk);
CREATE UNIQUE INDEX idx_job_details_running ON job_details USING btree (running_node) WHERE (running_node IS NOT NULL);
CREATE TRIGGER hakim_details_guard BEFORE UPDATE ON job_details FOR EACH ROW EXECUTE FUNCTION hakim_details_guard();
CREATE CONSTRAINT TRIGGER hakim_log_changed_details AFTER UPDATE ON job_details DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((((((((((((((((((new.reason IS DISTINCT FROM old.reason) OR (new.requester_id IS DISTINCT FROM old.requester_id)) OR (new.idempotency_key IS DISTINCT FROM old.idempotency_key)) OR (new.is_sample IS DISTINCT FROM old.is_sample)) OR (new.claim_token_hash IS DISTINCT FROM old.claim_token_hash)) OR (new.started_at IS DISTINCT FROM old.started_at)) OR (new.result IS DISTINCT FROM old.result)) OR (new.outcome_digest IS DISTINCT FROM old.outcome_digest)) OR (new.revision IS DISTINCT FROM old.revision)) OR ((new.risk)::text IS DISTINCT FROM (old.risk)::text)) OR (new.window_start IS DISTINCT FROM old.window_start)) OR (new.window_end IS DISTINCT FROM old.window_end)) OR (new.time_zone IS DISTINCT FROM old.time_zone)) OR (new.expires_at IS DISTINCT FROM old.expires_at)) OR (new.retry_of IS DISTINCT FROM old.retry_of)) OR (new.cancel_requested_at IS DISTINCT FROM old.cancel_requested_at)) OR (new.cancel_requested_by IS DISTINCT FROM old.cancel_requested_by)) OR (new.cancel_reason IS DISTINCT FROM old.cancel_reason)) OR (new.ran IS DISTINCT FROM old.ran))) EXECUTE FUNCTION hakim_log_details();
CREATE CONSTRAINT TRIGGER hakim_log_details AFTER INSERT ON job_details DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_log_details();
CREATE TRIGGER hakim_request_changed AFTER UPDATE ON job_details FOR EACH ROW WHEN (((((((new.revision IS DISTINCT FROM old.revision) OR (new.reason IS DISTINCT FROM old.reason)) OR (new.window_start IS DISTINCT FROM old.window_start)) OR (new.window_end IS DISTINCT FROM old.window_end)) OR (new.time_zone IS DISTINCT FROM old.time_zone)) OR (new.expires_at IS DISTINCT FROM old.expires_at))) EXECUTE FUNCTION hakim_request_changed();

CREATE TABLE job_events (
  event_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  stream text NOT NULL,
  seq integer NOT NULL,
  body text NOT NULL,
  prev_hash bytea,
  hash bytea NOT NULL,
  CONSTRAINT job_events_pkey PRIMARY KEY (event_id),
  CONSTRAINT job_events_stream_seq_key UNIQUE (stream, seq)
);
CREATE TRIGGER hakim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON job_events FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();
CREATE TRIGGER hakim_chain_event BEFORE INSERT ON job_events FOR EACH ROW EXECUTE FUNCTION hakim_chain_event();
CREATE TRIGGER hakim_event_added AFTER INSERT ON job_events FOR EACH ROW EXECUTE FUNCTION hakim_event_added();

CREATE TABLE job_follows (
  job_id uuid NOT NULL,
  person_id text NOT NULL,
  since timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT job_follows_pkey PRIMARY KEY (job_id, person_id),
  CONSTRAINT job_follows_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE,
  CONSTRAINT job_follows_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_job_follows_person ON job_follows USING btree (person_id);

CREATE TABLE job_log_lines (
  job_id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  stream text NOT NULL,
  line text NOT NULL,
  CONSTRAINT job_log_lines_pkey PRIMARY KEY (job_id, seq),
  CONSTRAINT job_log_lines_stream_check CHECK ((stream = ANY (ARRAY['stdout'::text, 'stderr'::text, 'system'::text]))),
  CONSTRAINT job_log_lines_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_check_before BEFORE INSERT OR UPDATE ON job_log_lines FOR EACH ROW EXECUTE FUNCTION hakim_check_before();

CREATE TABLE job_reminders (
  job_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT job_reminders_pkey PRIMARY KEY (job_id),
  CONSTRAINT job_reminders_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);

CREATE TABLE job_transitions (
  from_status character varying(50) NOT NULL,
  to_status character varying(50) NOT NULL,
  CONSTRAINT job_transitions_pkey PRIMARY KEY (from_status, to_status)
);

CREATE TABLE job_verdicts (
  job_id uuid NOT NULL,
  ended_at timestamp with time zone DEFAULT now() NOT NULL,
  look_at timestamp with time zone DEFAULT now(),
  verdict text,
  settled_at timestamp with time zone,
  back_at timestamp with time zone,
  evidence jsonb,
  CONSTRAINT job_verdicts_pkey PRIMARY KEY (job_id),
  CONSTRAINT job_verdicts_check CHECK (((verdict IS NULL) = (evidence IS NULL))),
  CONSTRAINT job_verdicts_check1 CHECK (((settled_at IS NULL) OR (verdict IS NOT NULL))),
  CONSTRAINT job_verdicts_verdict_check CHECK ((verdict = ANY (ARRAY['fixed'::text, 'no_change'::text, 'worse'::text, 'not_enough_data'::text]))),
  CONSTRAINT job_verdicts_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE
);
CREATE INDEX idx_job_verdicts_fixed ON job_verdicts USING btree (((evidence #>> '{before,code}'::text[])), ended_at) WHERE (verdict = 'fixed'::text);
CREATE INDEX idx_job_verdicts_look ON job_verdicts USING btree (look_at) WHERE (look_at IS NOT NULL);

CREATE TABLE job_votes (
  vote_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  job_id uuid NOT NULL,
  revision integer NOT NULL,
  person_id text NOT NULL,
  decision text NOT NULL,
  approval_hash text NOT NULL,
  reason text,
  decided_at timestamp with time zone DEFAULT now() NOT NULL,
  withdrawn_at timestamp with time zone,
  key_id uuid,
  signed jsonb,
  policy_id uuid,
  policy_revision integer,
  CONSTRAINT job_votes_pkey PRIMARY KEY (vote_id),
  CONSTRAINT job_votes_check CHECK (((key_id IS NULL) = (signed IS NULL))),
  CONSTRAINT job_votes_check1 CHECK (((policy_id IS NULL) = (policy_revision IS NULL))),
  CONSTRAINT job_votes_check2 CHECK (((policy_id IS NULL) OR ((decision = 'approve'::text) AND (signed IS NULL)))),
  CONSTRAINT job_votes_decision_check CHECK ((decision = ANY (ARRAY['approve'::text, 'reject'::text]))),
  CONSTRAINT job_votes_job_id_fkey FOREIGN KEY (job_id) REFERENCES maintenance_jobs(job_id) ON DELETE CASCADE,
  CONSTRAINT job_votes_key_id_fkey FOREIGN KEY (key_id) REFERENCES consent_keys(key_id),
  CONSTRAINT job_votes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  CONSTRAINT job_votes_policy_id_policy_revision_fkey FOREIGN KEY (policy_id, policy_revision) REFERENCES policy_revisions(policy_id, revision)
);
CREATE INDEX idx_job_votes_job ON job_votes USING btree (job_id, revision);
CREATE UNIQUE INDEX idx_job_votes_one ON job_votes USING btree (job_id, revision, person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX idx_job_votes_person_time ON job_votes USING btree (person_id, decided_at);
CREATE INDEX idx_job_votes_policy ON job_votes USING btree (policy_id, decided_at) WHERE (policy_id IS NOT NULL);
CREATE TRIGGER hakim_append_only BEFORE TRUNCATE ON job_votes FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();
CREATE TRIGGER hakim_vote_guard BEFORE INSERT OR DELETE OR UPDATE ON job_votes FOR EACH ROW EXECUTE FUNCTION hakim_vote_guard();

CREATE TABLE late_reports (
  report_id uuid NOT NULL,
  node_did character varying(255) NOT NULL,
  hour integer NOT NULL,
  arrived_hour integer NOT NULL,
  sha256 bytea NOT NULL,
  CONSTRAINT late_reports_pkey PRIMARY KEY (report_id)
);
CREATE INDEX idx_late_reports_arrived ON late_reports USING btree (arrived_hour);
CREATE INDEX idx_late_reports_hour ON late_reports USING btree (hour);

CREATE TABLE lease_checks (
  only_row boolean DEFAULT true NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  CONSTRAINT lease_checks_pkey PRIMARY KEY (only_row),
  CONSTRAINT lease_checks_only_row_check CHECK (only_row)
);

CREATE TABLE maintenance_jobs (
  job_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  target_node_did character varying(255) NOT NULL,
  requester_did character varying(255) NOT NULL,
  task_name character varying(100) NOT NULL,
  params jsonb,
  status character varying(50) NOT NULL,
  status_history jsonb,
  created_at timestamp with time zone DEFAULT now(),
  completed_at timestamp with time zone,
  CONSTRAINT maintenance_jobs_pkey PRIMARY KEY (job_id)
);
CREATE INDEX idx_maintenance_jobs_newest ON maintenance_jobs USING btree (LEAST(GREATEST(created_at, '0001-01-01 00:00:00+00'::timestamp with time zone), '9999-12-31 00:00:00+00'::timestamp with time zone) DESC, job_id DESC);
CREATE INDEX idx_maintenance_jobs_node_newest ON maintenance_jobs USING btree (target_node_did, LEAST(GREATEST(created_at, '0001-01-01 00:00:00+00'::timestamp with time zone), '9999-12-31 00:00:00+00'::timestamp with time zone) DESC, job_id DESC) INCLUDE (status);
CREATE INDEX idx_maintenance_jobs_open ON maintenance_jobs USING btree (target_node_did, created_at, job_id) WHERE (((status)::text COLLATE "C") = ANY ((ARRAY['Approved'::character varying, 'Running'::character varying])::text[]));
CREATE INDEX idx_maintenance_jobs_page ON maintenance_jobs USING btree (status, LEAST(GREATEST(created_at, '0001-01-01 00:00:00+00'::timestamp with time zone), '9999-12-31 00:00:00+00'::timestamp with time zone) DESC, job_id DESC);
CREATE INDEX idx_maintenance_jobs_requester_newest ON maintenance_jobs USING btree (requester_did, LEAST(GREATEST(created_at, '0001-01-01 00:00:00+00'::timestamp with time zone), '9999-12-31 00:00:00+00'::timestamp with time zone) DESC, job_id DESC) INCLUDE (status);
CREATE INDEX idx_maintenance_jobs_runs ON maintenance_jobs USING btree (target_node_did, task_name, completed_at DESC NULLS LAST) WHERE ((status)::text = ANY ((ARRAY['Completed'::character varying, 'Failed'::character varying])::text[]));
CREATE INDEX idx_maintenance_jobs_status ON maintenance_jobs USING btree (status);
CREATE INDEX idx_maintenance_jobs_target_node_did ON maintenance_jobs USING btree (target_node_did);
CREATE INDEX idx_maintenance_jobs_text ON maintenance_jobs USING gin (((((((task_name)::text || ' '::text) || COALESCE((params)::text, ''::text)) || ' '::text) || COALESCE((jsonb_path_query_array(status_history, '$[*]."message"'::jsonpath))::text, ''::text))) COLLATE "C" gin_trgm_ops);
CREATE TRIGGER hakim_campaign_guard BEFORE UPDATE ON maintenance_jobs FOR EACH ROW WHEN ((((old.status)::text = 'Approved'::text) AND ((new.status)::text = 'Running'::text))) EXECUTE FUNCTION hakim_campaign_guard();
CREATE TRIGGER hakim_check_before BEFORE DELETE ON maintenance_jobs FOR EACH ROW EXECUTE FUNCTION hakim_check_before();
CREATE TRIGGER hakim_count_delete AFTER DELETE ON maintenance_jobs REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_jobs();
CREATE TRIGGER hakim_count_insert AFTER INSERT ON maintenance_jobs REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_jobs();
CREATE TRIGGER hakim_count_truncate AFTER TRUNCATE ON maintenance_jobs FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_no_jobs();
CREATE TRIGGER hakim_count_update AFTER UPDATE ON maintenance_jobs REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hakim_count_jobs();
CREATE TRIGGER hakim_job_added AFTER INSERT ON maintenance_jobs FOR EACH ROW WHEN (((new.status)::text = ANY ((ARRAY['Completed'::character varying, 'Failed'::character varying, 'Lost'::character varying])::text[]))) EXECUTE FUNCTION hakim_job_ended();
CREATE TRIGGER hakim_job_changed AFTER INSERT OR DELETE OR UPDATE ON maintenance_jobs FOR EACH ROW EXECUTE FUNCTION hakim_job_changed();
CREATE TRIGGER hakim_job_ended AFTER UPDATE ON maintenance_jobs FOR EACH ROW WHEN ((((new.status)::text IS DISTINCT FROM (old.status)::text) AND ((old.status)::text = ANY ((ARRAY['Running'::character varying, 'Lost'::character varying])::text[])) AND ((new.status)::text = ANY ((ARRAY['Completed'::character varying, 'Failed'::character varying, 'Cancelled'::character varying, 'Lost'::character varying])::text[])))) EXECUTE FUNCTION hakim_job_ended();
CREATE TRIGGER hakim_job_guard BEFORE INSERT OR UPDATE ON maintenance_jobs FOR EACH ROW EXECUTE FUNCTION hakim_job_guard();

CREATE TABLE metric_names (
  metric_id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  name_hash bytea NOT NULL,
  CONSTRAINT metric_names_pkey PRIMARY KEY (metric_id),
  CONSTRAINT metric_names_name_hash_key UNIQUE (name_hash)
);

CREATE TABLE node_latest (
  node_did character varying(255) NOT NULL,
  report_id uuid,
  "timestamp" timestamp with time zone,
  status character varying(50),
  status_since timestamp with time zone,
  metrics jsonb,
  diagnosis jsonb,
  cadence_seconds double precision,
  changed_xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  heard_at timestamp with time zone,
  arrived_at timestamp with time zone,
  contact_seconds double precision,
  interval_seconds double precision,
  ahead_seconds double precision,
  changed_at timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
  changed_to text[] DEFAULT '{}'::text[] NOT NULL,
  reports bigint DEFAULT 0 NOT NULL,
  CONSTRAINT node_latest_pkey PRIMARY KEY (node_did),
  CONSTRAINT node_latest_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE
);
CREATE INDEX idx_node_latest_changed ON node_latest USING btree (changed_xid);

CREATE TABLE node_names (
  node_did character varying(255) NOT NULL,
  name_hash bytea NOT NULL,
  seen_on date DEFAULT CURRENT_DATE NOT NULL,
  CONSTRAINT node_names_pkey PRIMARY KEY (node_did, name_hash)
);

CREATE TABLE node_owners (
  node_did character varying(255) NOT NULL,
  person_id text NOT NULL,
  since timestamp with time zone DEFAULT now() NOT NULL,
  counts_from timestamp with time zone,
  CONSTRAINT node_owners_pkey PRIMARY KEY (node_did, person_id),
  CONSTRAINT node_owners_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT node_owners_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_node_owners_person ON node_owners USING btree (person_id);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON node_owners FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON node_owners FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_owner_guard BEFORE INSERT OR DELETE OR UPDATE ON node_owners FOR EACH ROW EXECUTE FUNCTION hakim_owner_guard();

CREATE TABLE node_windows (
  window_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  node_did character varying(255) NOT NULL,
  name character varying(100) NOT NULL,
  weekdays smallint[] NOT NULL,
  start_minute smallint NOT NULL,
  duration_minutes smallint NOT NULL,
  time_zone text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT node_windows_pkey PRIMARY KEY (window_id),
  CONSTRAINT node_windows_node_did_name_key UNIQUE (node_did, name),
  CONSTRAINT node_windows_duration_minutes_check CHECK (((duration_minutes >= 5) AND (duration_minutes <= 1440))),
  CONSTRAINT node_windows_start_minute_check CHECK (((start_minute >= 0) AND (start_minute <= 1439))),
  CONSTRAINT node_windows_weekdays_check CHECK (((cardinality(weekdays) > 0) AND (weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]))),
  CONSTRAINT node_windows_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE
);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON node_windows FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON node_windows FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_window_guard BEFORE INSERT OR DELETE OR UPDATE ON node_windows FOR EACH ROW EXECUTE FUNCTION hakim_window_guard();

CREATE TABLE nodes (
  node_did character varying(255) NOT NULL,
  name character varying(100),
  labels jsonb DEFAULT '{}'::jsonb NOT NULL,
  is_sample boolean DEFAULT false NOT NULL,
  tasks jsonb,
  tasks_announced_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  node_key integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  backfill_before_day integer,
  kept_before_day integer,
  restricted boolean DEFAULT false NOT NULL,
  retired_at timestamp with time zone,
  service_by text,
  service_reason text,
  consent jsonb,
  owned_since timestamp with time zone,
  CONSTRAINT nodes_pkey PRIMARY KEY (node_did),
  CONSTRAINT nodes_node_key_key UNIQUE (node_key),
  CONSTRAINT nodes_service_by_fkey FOREIGN KEY (service_by) REFERENCES people(id) ON DELETE SET NULL
);
CREATE INDEX idx_nodes_backfill ON nodes USING btree (backfill_before_day) WHERE (backfill_before_day IS NOT NULL);
CREATE INDEX idx_nodes_restricted ON nodes USING btree (node_did) WHERE restricted;
CREATE INDEX idx_nodes_retired ON nodes USING btree (node_did) WHERE (retired_at IS NOT NULL);
CREATE TRIGGER hakim_actor_guard BEFORE UPDATE OF restricted, labels, retired_at, service_by, service_reason ON nodes FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard();
CREATE TRIGGER hakim_log_added AFTER INSERT ON nodes FOR EACH ROW WHEN ((new.restricted OR (new.labels <> '{}'::jsonb) OR (num_nonnulls(new.retired_at, new.service_reason, new.consent) > 0) OR new.is_sample OR (new.owned_since IS NOT NULL))) EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_log_owned AFTER UPDATE OF owned_since ON nodes FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_log_removed AFTER DELETE ON nodes FOR EACH ROW WHEN ((old.restricted OR (old.labels <> '{}'::jsonb) OR (num_nonnulls(old.retired_at, old.service_reason, old.consent) > 0) OR old.is_sample OR (old.owned_since IS NOT NULL))) EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_log_rights AFTER UPDATE OF restricted, labels, retired_at, service_reason, consent, is_sample ON nodes FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_node_guard BEFORE UPDATE OF restricted, labels, owned_since ON nodes FOR EACH ROW EXECUTE FUNCTION hakim_node_guard();
CREATE TRIGGER hakim_offers_changed AFTER UPDATE OF tasks ON nodes FOR EACH ROW WHEN ((new.tasks IS DISTINCT FROM old.tasks)) EXECUTE FUNCTION hakim_offers_changed();

CREATE TABLE notice_channels (
  channel_id uuid NOT NULL,
  kind text NOT NULL,
  person_id text,
  name text NOT NULL,
  host text,
  encrypted bytea,
  kinds text[],
  least_severity text NOT NULL,
  nodes text NOT NULL,
  label text,
  quiet jsonb,
  enabled boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  lease uuid,
  leased_until timestamp with time zone,
  CONSTRAINT notice_channels_pkey PRIMARY KEY (channel_id),
  CONSTRAINT notice_channels_check CHECK (((kind = ANY (ARRAY['mail'::text, 'browser'::text])) = (person_id IS NOT NULL))),
  CONSTRAINT notice_channels_check1 CHECK (((kind = ANY (ARRAY['webhook'::text, 'slack'::text])) = (num_nonnulls(host, encrypted) = 2))),
  CONSTRAINT notice_channels_check2 CHECK (((nodes <> 'owned'::text) OR (person_id IS NOT NULL))),
  CONSTRAINT notice_channels_check3 CHECK (((nodes = 'label'::text) = (label IS NOT NULL))),
  CONSTRAINT notice_channels_kind_check CHECK ((kind = ANY (ARRAY['mail'::text, 'browser'::text, 'webhook'::text, 'slack'::text]))),
  CONSTRAINT notice_channels_least_severity_check CHECK ((least_severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text]))),
  CONSTRAINT notice_channels_nodes_check CHECK ((nodes = ANY (ARRAY['all'::text, 'owned'::text, 'label'::text]))),
  CONSTRAINT notice_channels_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_notice_channels_person ON notice_channels USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE TABLE notice_deliveries (
  delivery_id uuid DEFAULT gen_random_uuid() NOT NULL,
  channel_id uuid NOT NULL,
  group_key text NOT NULL,
  notices uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  state text DEFAULT 'waiting'::text NOT NULL,
  asked boolean DEFAULT false NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_at timestamp with time zone DEFAULT now() NOT NULL,
  give_up_at timestamp with time zone,
  answer text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT notice_deliveries_pkey PRIMARY KEY (delivery_id),
  CONSTRAINT notice_deliveries_check CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
  CONSTRAINT notice_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
  CONSTRAINT notice_deliveries_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES notice_channels(channel_id) ON DELETE CASCADE
);
CREATE INDEX idx_notice_deliveries_group ON notice_deliveries USING btree (channel_id, group_key, ended_at);
CREATE INDEX idx_notice_deliveries_list ON notice_deliveries USING btree (channel_id, created_at DESC, delivery_id DESC);
CREATE UNIQUE INDEX idx_notice_deliveries_open ON notice_deliveries USING btree (channel_id, group_key) WHERE ((state = 'waiting'::text) AND (attempts = 0));
CREATE INDEX idx_notice_deliveries_waiting ON notice_deliveries USING btree (channel_id, next_at) WHERE (state = 'waiting'::text);

CREATE TABLE notices (
  notice_id uuid NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  node_did character varying(255),
  title text NOT NULL,
  text text NOT NULL,
  path text NOT NULL,
  group_key text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  shared text,
  CONSTRAINT notices_pkey PRIMARY KEY (notice_id),
  CONSTRAINT notices_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text])))
);
CREATE INDEX idx_notices_at ON notices USING btree (at);

CREATE TABLE passkeys (
  id text NOT NULL,
  person_id text NOT NULL,
  name text,
  credential_id text NOT NULL,
  public_key text NOT NULL,
  counter double precision NOT NULL,
  device_type text NOT NULL,
  backed_up boolean NOT NULL,
  transports text,
  aaguid text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
  CONSTRAINT passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_passkeys_person ON passkeys USING btree (person_id);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF person_id, name, credential_id, public_key ON passkeys FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE password_resets (
  person_id text NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT password_resets_pkey PRIMARY KEY (person_id),
  CONSTRAINT password_resets_token_hash_key UNIQUE (token_hash),
  CONSTRAINT password_resets_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON password_resets FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE people (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean DEFAULT false NOT NULL,
  image text,
  did character varying(255) NOT NULL,
  role text DEFAULT 'operator'::text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  last_sign_in_at timestamp with time zone,
  disabled_at timestamp with time zone,
  state_reason text,
  erased_at timestamp with time zone,
  two_factor_enabled boolean DEFAULT false NOT NULL,
  CONSTRAINT people_pkey PRIMARY KEY (id),
  CONSTRAINT people_did_key UNIQUE (did),
  CONSTRAINT people_email_key UNIQUE (email),
  CONSTRAINT people_check CHECK (((erased_at IS NULL) OR (disabled_at IS NOT NULL))),
  CONSTRAINT people_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'approver'::text, 'admin'::text])))
);
CREATE TRIGGER hakim_end_links AFTER UPDATE OF disabled_at ON people FOR EACH ROW WHEN ((new.disabled_at IS NOT NULL)) EXECUTE FUNCTION hakim_end_links();
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF role, did, email, disabled_at, erased_at ON people FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_people_guard BEFORE UPDATE OF role, disabled_at ON people FOR EACH ROW EXECUTE FUNCTION hakim_people_guard();

CREATE TABLE pinned_nodes (
  person_id text NOT NULL,
  node_did character varying(255) NOT NULL,
  pinned_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT pinned_nodes_pkey PRIMARY KEY (person_id, node_did),
  CONSTRAINT pinned_nodes_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT pinned_nodes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

CREATE TABLE policies (
  policy_id uuid NOT NULL,
  person_id text NOT NULL,
  name character varying(100) NOT NULL,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT policies_pkey PRIMARY KEY (policy_id),
  CONSTRAINT policies_name_check CHECK (((name)::text <> ''::text)),
  CONSTRAINT policies_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_policies_person ON policies USING btree (person_id);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON policies FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE policy_revisions (
  policy_id uuid NOT NULL,
  revision integer NOT NULL,
  digest text NOT NULL,
  signed jsonb NOT NULL,
  key_id uuid NOT NULL,
  starts timestamp with time zone NOT NULL,
  ends timestamp with time zone NOT NULL,
  signed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  ended_at timestamp with time zone,
  ended_by text,
  CONSTRAINT policy_revisions_pkey PRIMARY KEY (policy_id, revision),
  CONSTRAINT policy_revisions_digest_key UNIQUE (digest),
  CONSTRAINT policy_revisions_revision_check CHECK ((revision > 0)),
  CONSTRAINT policy_revisions_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT policy_revisions_key_id_fkey FOREIGN KEY (key_id) REFERENCES consent_keys(key_id),
  CONSTRAINT policy_revisions_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES policies(policy_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX idx_policy_revisions_in_force ON policy_revisions USING btree (policy_id) WHERE (ended_at IS NULL);
CREATE INDEX idx_policy_revisions_key ON policy_revisions USING btree (key_id);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON policy_revisions FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE TRIGGER hakim_policy_guard BEFORE INSERT OR DELETE OR UPDATE ON policy_revisions FOR EACH ROW EXECUTE FUNCTION hakim_policy_guard();

CREATE TABLE report_hours (
  hour integer NOT NULL,
  nodes text[] NOT NULL,
  reports integer[] NOT NULL,
  digests bytea NOT NULL,
  CONSTRAINT report_hours_pkey PRIMARY KEY (hour)
);

CREATE TABLE report_log (
  only_row boolean DEFAULT true NOT NULL,
  first_hour integer NOT NULL,
  digested_hour integer NOT NULL,
  retired_before_day integer DEFAULT 0 NOT NULL,
  CONSTRAINT report_log_pkey PRIMARY KEY (only_row),
  CONSTRAINT report_log_only_row_check CHECK (only_row)
);

CREATE TABLE reports_ahead (
  report_id uuid NOT NULL,
  node_did character varying(255) NOT NULL,
  "timestamp" timestamp with time zone NOT NULL,
  arrived_at timestamp with time zone NOT NULL,
  CONSTRAINT reports_ahead_pkey PRIMARY KEY (report_id)
);
CREATE INDEX idx_reports_ahead_node ON reports_ahead USING btree (node_did, arrived_at DESC);

CREATE TABLE role_providers (
  issuer text NOT NULL,
  CONSTRAINT role_providers_pkey PRIMARY KEY (issuer)
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON role_providers FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE roll_up_dirty_days (
  node_key integer NOT NULL,
  day integer NOT NULL
);
CREATE INDEX idx_roll_up_dirty_days_day ON roll_up_dirty_days USING btree (day);
CREATE INDEX idx_roll_up_dirty_days_node ON roll_up_dirty_days USING btree (node_key, day);

CREATE TABLE roll_up_marks (
  node_key integer NOT NULL,
  hour integer NOT NULL,
  buckets smallint NOT NULL
);
CREATE INDEX idx_roll_up_marks_hour ON roll_up_marks USING btree (hour, buckets);
CREATE INDEX idx_roll_up_marks_node ON roll_up_marks USING btree (node_key, hour);

CREATE TABLE roll_up_statuses (
  node_key integer NOT NULL,
  tier integer NOT NULL,
  chunk integer NOT NULL,
  status character varying(50) NOT NULL,
  kept boolean NOT NULL,
  at smallint[] NOT NULL,
  reports integer[] NOT NULL,
  CONSTRAINT roll_up_statuses_pkey PRIMARY KEY (node_key, tier, chunk, status, kept),
  CONSTRAINT roll_up_statuses_node_key_fkey FOREIGN KEY (node_key) REFERENCES nodes(node_key) ON DELETE CASCADE
);

CREATE TABLE roll_ups (
  node_key integer NOT NULL,
  tier integer NOT NULL,
  chunk integer NOT NULL,
  metric_id integer NOT NULL,
  kept boolean NOT NULL,
  at smallint[] NOT NULL,
  count integer[] NOT NULL,
  sum double precision[] NOT NULL,
  min double precision[] NOT NULL,
  max double precision[] NOT NULL,
  first double precision[] NOT NULL,
  last double precision[] NOT NULL,
  CONSTRAINT roll_ups_pkey PRIMARY KEY (node_key, tier, chunk, metric_id, kept),
  CONSTRAINT roll_ups_metric_id_fkey FOREIGN KEY (metric_id) REFERENCES metric_names(metric_id),
  CONSTRAINT roll_ups_node_key_fkey FOREIGN KEY (node_key) REFERENCES nodes(node_key) ON DELETE CASCADE
);

CREATE TABLE rota_swaps (
  swap_id uuid DEFAULT gen_random_uuid() NOT NULL,
  group_id uuid NOT NULL,
  person_id text NOT NULL,
  instead_of text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT rota_swaps_pkey PRIMARY KEY (swap_id),
  CONSTRAINT rota_swaps_check CHECK ((ends_at > starts_at)),
  CONSTRAINT rota_swaps_check1 CHECK ((person_id <> instead_of)),
  CONSTRAINT rota_swaps_group_id_fkey FOREIGN KEY (group_id) REFERENCES group_rotas(group_id) ON DELETE CASCADE,
  CONSTRAINT rota_swaps_instead_of_fkey FOREIGN KEY (instead_of) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT rota_swaps_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_rota_swaps_group_id ON rota_swaps USING btree (group_id);
CREATE INDEX idx_rota_swaps_instead_of ON rota_swaps USING btree (instead_of);
CREATE INDEX idx_rota_swaps_person_id ON rota_swaps USING btree (person_id);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON rota_swaps FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON rota_swaps FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE rule_seats (
  rule_id uuid NOT NULL,
  group_id uuid NOT NULL,
  votes smallint NOT NULL,
  CONSTRAINT rule_seats_pkey PRIMARY KEY (rule_id, group_id),
  CONSTRAINT rule_seats_votes_check CHECK (((votes >= 1) AND (votes <= 20))),
  CONSTRAINT rule_seats_group_id_fkey FOREIGN KEY (group_id) REFERENCES approver_groups(group_id),
  CONSTRAINT rule_seats_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES approval_rules(rule_id) ON DELETE CASCADE
);
CREATE INDEX idx_rule_seats_group ON rule_seats USING btree (group_id);
CREATE TRIGGER hakim_actor_guard BEFORE INSERT OR DELETE OR UPDATE ON rule_seats FOR EACH STATEMENT EXECUTE FUNCTION hakim_actor_guard('admin');
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON rule_seats FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();
CREATE CONSTRAINT TRIGGER hakim_rule_changed AFTER INSERT OR DELETE OR UPDATE ON rule_seats DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hakim_rule_changed();
CREATE TRIGGER hakim_rule_guard BEFORE DELETE OR UPDATE ON rule_seats FOR EACH ROW EXECUTE FUNCTION hakim_rule_guard();

CREATE TABLE rule_versions (
  rule_id uuid NOT NULL,
  version integer NOT NULL,
  facts jsonb NOT NULL,
  reason text,
  changed_by text,
  changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  change_id uuid,
  CONSTRAINT rule_versions_pkey PRIMARY KEY (rule_id, version),
  CONSTRAINT rule_versions_version_check CHECK ((version > 0)),
  CONSTRAINT rule_versions_change_id_fkey FOREIGN KEY (change_id) REFERENCES consent_changes(change_id) ON DELETE SET NULL,
  CONSTRAINT rule_versions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT rule_versions_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES approval_rules(rule_id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE ON rule_versions FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE saved_views (
  view_id uuid DEFAULT gen_random_uuid() NOT NULL,
  person_id text NOT NULL,
  name text NOT NULL,
  page text NOT NULL,
  query text NOT NULL,
  shared boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT saved_views_pkey PRIMARY KEY (view_id),
  CONSTRAINT saved_views_person_id_name_key UNIQUE (person_id, name),
  CONSTRAINT saved_views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT saved_views_page_check CHECK ((page = ANY (ARRAY['fleet'::text, 'map'::text, 'board'::text, 'compare'::text]))),
  CONSTRAINT saved_views_query_check CHECK ((length(query) <= 8000)),
  CONSTRAINT saved_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_saved_views_shared ON saved_views USING btree (name) WHERE shared;

CREATE TABLE sessions (
  id text NOT NULL,
  person_id text NOT NULL,
  token text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  issuer text,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_token_key UNIQUE (token),
  CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_sessions_person ON sessions USING btree (person_id);
CREATE TRIGGER hakim_session_begins BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION hakim_session_begins();

CREATE TABLE settings (
  key text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (key)
);

CREATE TABLE short_links (
  code text NOT NULL,
  address text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT short_links_pkey PRIMARY KEY (code),
  CONSTRAINT short_links_address_check CHECK (((address ~ '^/([^/]|$)'::text) AND (length(address) <= 8000))),
  CONSTRAINT short_links_code_check CHECK ((code ~ '^[0-9A-Za-z_-]{12}$'::text))
);

CREATE TABLE sign_in_tries (
  kind text NOT NULL,
  slot integer NOT NULL,
  tries integer NOT NULL,
  last_try_at timestamp with time zone NOT NULL,
  blocked_until timestamp with time zone,
  CONSTRAINT sign_in_tries_pkey PRIMARY KEY (kind, slot),
  CONSTRAINT sign_in_tries_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'network'::text, 'device'::text]))),
  CONSTRAINT sign_in_tries_slot_check CHECK (((slot >= 0) AND (slot <= 65535)))
);

CREATE TABLE tokens (
  token_id uuid DEFAULT uuid_generate_v4() NOT NULL,
  token_hash bytea NOT NULL,
  node_did character varying(255),
  person_id text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  name character varying(100),
  scopes text[] NOT NULL,
  replaces uuid,
  CONSTRAINT tokens_pkey PRIMARY KEY (token_id),
  CONSTRAINT tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT tokens_check CHECK (((node_did IS NULL) <> (person_id IS NULL))),
  CONSTRAINT tokens_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['read'::text, 'report'::text, 'jobs'::text, 'decide'::text, 'admin'::text]))),
  CONSTRAINT tokens_node_did_fkey FOREIGN KEY (node_did) REFERENCES nodes(node_did) ON DELETE CASCADE,
  CONSTRAINT tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idx_tokens_node ON tokens USING btree (node_did) WHERE (node_did IS NOT NULL);
CREATE INDEX idx_tokens_person ON tokens USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF scopes, revoked_at, expires_at, node_did, person_id, token_hash ON tokens FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE two_factors (
  id text NOT NULL,
  person_id text NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean DEFAULT true NOT NULL,
  failed_verification_count integer DEFAULT 0 NOT NULL,
  locked_until timestamp with time zone,
  CONSTRAINT two_factors_pkey PRIMARY KEY (id),
  CONSTRAINT two_factors_person_id_key UNIQUE (person_id),
  CONSTRAINT two_factors_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF person_id, secret, backup_codes, verified ON two_factors FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE TABLE untold_events (
  event_id bigint NOT NULL,
  CONSTRAINT untold_events_pkey PRIMARY KEY (event_id)
);

CREATE TABLE used_statements (
  digest text NOT NULL,
  CONSTRAINT used_statements_pkey PRIMARY KEY (digest)
);
CREATE TRIGGER hakim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON used_statements FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only();

CREATE TABLE verifications (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX idx_verifications_identifier ON verifications USING btree (identifier);

CREATE TABLE wall_links (
  link_id uuid DEFAULT gen_random_uuid() NOT NULL,
  token_hash bytea NOT NULL,
  name text NOT NULL,
  page text NOT NULL,
  query text NOT NULL,
  embed text[] DEFAULT '{}'::text[] NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  CONSTRAINT wall_links_pkey PRIMARY KEY (link_id),
  CONSTRAINT wall_links_token_hash_key UNIQUE (token_hash),
  CONSTRAINT wall_links_embed_check CHECK ((cardinality(embed) <= 10)),
  CONSTRAINT wall_links_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT wall_links_page_check CHECK ((page = ANY (ARRAY['fleet'::text, 'map'::text]))),
  CONSTRAINT wall_links_query_check CHECK ((length(query) <= 8000)),
  CONSTRAINT wall_links_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id) ON DELETE CASCADE
);
CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF token_hash, name, page, query, embed, created_by, expires_at, revoked_at ON wall_links FOR EACH ROW EXECUTE FUNCTION hakim_log_rights();

CREATE VIEW node_deciders AS
 SELECT o.node_did,
    o.person_id,
    'owner'::text AS standing,
    o.counts_from,
    o.person_id AS owner_id
   FROM (node_owners o
     JOIN people p ON ((p.id = o.person_id)))
  WHERE (p.disabled_at IS NULL)
UNION ALL
 SELECT d.node_did,
    d.delegate_id AS person_id,
    'delegate'::text AS standing,
    w.counts_from,
    d.owner_id
   FROM (((delegations d
     JOIN node_owners w ON ((((w.node_did)::text = (d.node_did)::text) AND (w.person_id = d.owner_id))))
     JOIN people o ON ((o.id = d.owner_id)))
     JOIN people p ON ((p.id = d.delegate_id)))
  WHERE ((d.revoked_at IS NULL) AND (clock_timestamp() >= d.valid_from) AND (clock_timestamp() < d.valid_until) AND (o.disabled_at IS NULL) AND (p.disabled_at IS NULL));

-- Functions; their bodies are in migrations/functions.
-- hakim_act(p_did text, p_kind text, p_secret text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_actor() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_actor_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_actor_proof(p_did text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_add_checkpoint(p_no bigint, p_at timestamp with time zone, p_ids bigint[], p_streams text[], p_seqs integer[], p_hashes bytea, p_prev bytea, p_hash bytea, p_signature bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_add_person(p_id text, p_name text, p_email text, p_did text, p_role text, p_joins boolean, p_issuer text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_add_token(p_hash bytea, p_node text, p_person text, p_name text, p_scopes text[], p_until timestamp with time zone, p_replaces uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_add_wall_link(p_hash bytea, p_person text, p_name text, p_page text, p_query text, p_embed text[], p_until timestamp with time zone) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_advance_campaign(p_campaign uuid) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_alert_facts(p_table text, p_row jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT
-- hakim_append_only() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_apply_change(p_change uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_applying() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_approve_in_emergency(p_job uuid, p_revision integer, p_person text, p_hash text, p_reason text, p_key uuid, p_signed jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_ask_change(p_kind text, p_node text, p_what jsonb, p_reason text, p_person text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_ask_dry_run(p_person text, p_job uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_borne_out(p_job uuid, p_status text) RETURNS boolean LANGUAGE plpgsql STABLE
-- hakim_break_glass_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_by_owner() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_campaign_broken(p_campaign uuid) RETURNS text LANGUAGE sql STABLE
-- hakim_campaign_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_campaign_holds(p_job uuid) RETURNS text LANGUAGE plpgsql STABLE
-- hakim_campaign_outcomes(p_campaign uuid, OUT failures integer, OUT worse integer) RETURNS record LANGUAGE sql STABLE
-- hakim_can_sign_in(person text) RETURNS boolean LANGUAGE sql STABLE
-- hakim_canonical(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
-- hakim_canonical_number(value numeric) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET extra_float_digits TO '1'
-- hakim_chain_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_change_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_change_nodes(p_node text, p_rule uuid) RETURNS SETOF text LANGUAGE sql STABLE
-- hakim_change_rule(p_rule uuid, p_version integer, p_is jsonb, p_reason text, p_person text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_check_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_check_details(p_job uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_claim(p_job uuid, p_version xid, p_actor text, p_entry jsonb, p_token bytea, p_seconds integer, p_kind text, p_secret text) RETURNS boolean LANGUAGE plpgsql
-- hakim_claimable(p_node text, p_undo integer) RETURNS TABLE(job_id uuid, target_node_did character varying, requester_did character varying, task_name character varying, params jsonb, status character varying, status_history jsonb, created_at timestamp with time zone, completed_at timestamp with time zone, version text, document text, digest text, votes jsonb, policies jsonb, emergency jsonb) LANGUAGE plpgsql STABLE ROWS 1
-- hakim_comment(p_job uuid, p_person text, p_text text, p_asks boolean, p_mentions text[]) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_consent(p_job uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_contact_seconds(known double precision, gap double precision, carried double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_count_jobs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_count_no_jobs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_decide_again(p_job uuid, p_message text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_decide_change(p_change uuid, p_state text, p_person text, p_key uuid, p_signed jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_decided_on(p_job uuid, p_revision integer) RETURNS boolean LANGUAGE sql STABLE
-- hakim_delegation_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_details_checked(p_job uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_details_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_document_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_document_open_jobs() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_document_problem(p_job uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_end_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_end_policy(p_person text, p_policy uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_end_token(p_id uuid) RETURNS timestamp with time zone LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_end_tokens_of(p_node text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_end_wall_link(p_id uuid) RETURNS timestamp with time zone LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_enrol_key(p_person text, p_key text, p_kind text, p_name text, p_credential text, p_rp text, p_origins text[], p_days integer) RETURNS SETOF consent_keys LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_erase_person(p_person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_event_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_event_hash(prev bytea, stream text, seq integer, body text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_exact(params jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits TO '1'
-- hakim_first_after(node text, at timestamp with time zone, id uuid) RETURNS timestamp with time zone LANGUAGE sql STABLE
-- hakim_group_sees(p_node text, p_person text) RETURNS boolean LANGUAGE plpgsql STABLE
-- hakim_hold_events() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_in_log(p_job uuid, p_status text) RETURNS boolean LANGUAGE plpgsql STABLE
-- hakim_index_again() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_index_event(p_id bigint, p_stream text, p_body text) RETURNS void LANGUAGE plpgsql
-- hakim_index_older(p_limit integer) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_invite(p_email text, p_role text, p_hash bytea, p_by text, p_until timestamp with time zone) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_job_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_job_digest(p_job uuid) RETURNS text LANGUAGE plpgsql STABLE SET "TimeZone" TO 'UTC'
-- hakim_job_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_job_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_key_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_last_eight(list anyarray) RETURNS anyarray LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_latest_diagnosis(diagnosis jsonb) RETURNS jsonb LANGUAGE sql STABLE
-- hakim_latest_metrics(metrics jsonb) RETURNS jsonb LANGUAGE sql STABLE
-- hakim_lock_latest(node text) RETURNS void LANGUAGE plpgsql
-- hakim_log(stream text, kind text, facts jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_log_alert_state() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC'
-- hakim_log_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC'
-- hakim_log_details() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_log_more_state() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' SET bytea_output TO 'hex'
-- hakim_log_reports(p_kind text, p_facts jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_log_rights() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' SET bytea_output TO 'hex'
-- hakim_log_state() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' SET bytea_output TO 'hex'
-- hakim_log_statements() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_logged_digest(p_job uuid) RETURNS text LANGUAGE plpgsql STABLE
-- hakim_make_document(p_job uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_may_see(p_node text, p_person text) RETURNS boolean LANGUAGE sql STABLE
-- hakim_metric(value jsonb) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_move_campaign(p_campaign uuid, p_person text, p_to text, p_reason text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_node_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_note(p_kind text, p_facts jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_note_checked(p_job uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_note_rule(p_rule uuid, p_reason text, p_person text, p_change uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_note_statements() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_offer(p_node text, p_task text) RETURNS jsonb LANGUAGE sql STABLE
-- hakim_offers_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_owner_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_owners_given(p_job uuid, p_voters text[], p_by_hand text[]) RETURNS integer LANGUAGE sql STABLE
-- hakim_owns_changed(p_person text, p_node text, p_rule uuid, p_all boolean) RETURNS boolean LANGUAGE sql STABLE
-- hakim_people_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_policy_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_policy_rate_used(p_policy uuid, p_revision integer, p_job uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_policy_refuses(p_policy uuid, p_revision integer, p_job uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_refresh_latest(node text) RETURNS void LANGUAGE plpgsql
-- hakim_remove_sample() RETURNS TABLE(jobs integer, nodes integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_report_digest(r health_reports) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_report_dry_run(p_job uuid, p_result jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_reports_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_reports_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_reports_page(node text, before timestamp with time zone, before_id uuid, most integer, room bigint) RETURNS TABLE(report_id uuid, at timestamp with time zone, status text, metrics text, diagnosis text, raw_report text, left_out boolean, beyond boolean) LANGUAGE plpgsql STABLE
-- hakim_reports_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_request_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_requested_at(p_job uuid) RETURNS timestamp with time zone LANGUAGE sql STABLE
-- hakim_require_actor(p_person text, p_admins boolean) RETURNS void LANGUAGE plpgsql
-- hakim_require_read_committed() RETURNS void LANGUAGE plpgsql
-- hakim_review_emergency(p_job uuid, p_revision integer, p_person text, p_verdict text, p_review text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_revoke_key(p_person text, p_key uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_rights_facts(p_table text, p_row jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT
-- hakim_rights_seen() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_risk_rank(risk text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_roll_ups_marked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_roll_ups_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_rule_asks_less(p_was jsonb, p_is jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
-- hakim_rule_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_rule_facts(p_rule uuid) RETURNS jsonb LANGUAGE sql STABLE
-- hakim_rule_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_rule_lowers(p_was jsonb, p_is jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
-- hakim_rule_matches(p_rule approval_rules, p_labels jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
-- hakim_rule_overtaken(p_rule uuid, p_asked timestamp with time zone) RETURNS boolean LANGUAGE sql STABLE
-- hakim_rule_version(p_rule uuid) RETURNS integer LANGUAGE sql STABLE
-- hakim_rules_of(p_job uuid) RETURNS SETOF approval_rules LANGUAGE sql STABLE
-- hakim_run_start(node text, present text, upto timestamp with time zone) RETURNS timestamp with time zone LANGUAGE plpgsql STABLE
-- hakim_series_parts(node text, starts double precision[], until double precision, tier integer, names text[]) RETURNS TABLE(kind text, name text, step integer, since double precision, before double precision, raw_buckets integer[], chunks bytea, at bytea, count bytea, sum bytea, min bytea, max bytea) LANGUAGE plpgsql STABLE ROWS 20 SET plan_cache_mode TO 'force_generic_plan'
-- hakim_session_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_set_role(p_person text, p_role text, p_issuer text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_set_rule(p_rule uuid, p_is jsonb, p_reason text, p_person text, p_change uuid) RETURNS integer LANGUAGE plpgsql
-- hakim_set_state(p_person text, p_disabled boolean, p_reason text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_shorten_token(p_id uuid, p_seconds integer) RETURNS timestamp with time zone LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_shortest(value double precision) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits TO '1'
-- hakim_sign_policy(p_person text, p_name text, p_key uuid, p_signed jsonb) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_signed_delegations(p_job uuid, p_person text, p_at timestamp with time zone) RETURNS jsonb LANGUAGE sql STABLE
-- hakim_signing_keys(p_person text) RETURNS SETOF consent_keys LANGUAGE sql STABLE
-- hakim_skip_dry_run(p_person text, p_job uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_standing(p_job uuid, p_person text) RETURNS text LANGUAGE sql STABLE
-- hakim_start_campaign(p_campaign jsonb, p_jobs uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_statement_digest(p_tag text, p_statement jsonb) RETURNS text LANGUAGE sql IMMUTABLE
-- hakim_take_change(p_kind text, p_node text, p_what jsonb) RETURNS boolean LANGUAGE plpgsql
-- hakim_through_requester(p_job uuid, p_owner text) RETURNS boolean LANGUAGE sql STABLE
-- hakim_tokens_used(p_ids uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_touch_campaign(p_campaign uuid) RETURNS void LANGUAGE sql
-- hakim_use_statement(p_tag text, p_statement jsonb) RETURNS void LANGUAGE plpgsql
-- hakim_utf16(value text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- hakim_vote(p_job uuid, p_revision integer, p_person text, p_decision text, p_hash text, p_reason text, p_key uuid, p_signed jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_vote_by_policy(p_job uuid, p_policy uuid) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_vote_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_wanted_dry_run(p_node text) RETURNS text LANGUAGE plpgsql STABLE
-- hakim_window_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'
-- hakim_withdraw_vote(p_job uuid, p_revision integer, p_person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp'

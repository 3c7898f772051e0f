import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Functions that count consent, and the triggers that hold it for every writer (docs/decisions/0012). */
export class ConsentGuard1764000008000 implements MigrationInterface {
  name = 'ConsentGuard1764000008000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO job_transitions VALUES ('Running', 'Cancelled')`)
    await runner.query(deciders)
    await runner.query(riskRank)
    await runner.query(rulesOfJob)
    await runner.query(standing)
    await runner.query(consent)
    await runner.query(voteGuard)
    await runner.query(breakGlassGuard)
    await runner.query(detailsGuard)
    for (const [table, name] of [
      ['job_votes', 'hakim_vote_guard'],
      ['break_glass', 'hakim_break_glass_guard'],
    ])
      await runner.query(`
        CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION ${name}()`)
    // Votes go with their job only; a trigger for rows does not see a TRUNCATE.
    for (const table of ['job_votes', 'break_glass'])
      await runner.query(`
        CREATE TRIGGER hakim_append_only BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only()`)
    await runner.query(`
      CREATE TRIGGER hakim_details_guard BEFORE UPDATE ON job_details
      FOR EACH ROW EXECUTE FUNCTION hakim_details_guard()`)
    await runner.query(jobGuard)
    await runner.query(jobChanged)
    await runner.query(`DROP TRIGGER hakim_job_changed ON maintenance_jobs`)
    await runner.query(`
      CREATE TRIGGER hakim_job_changed AFTER INSERT OR UPDATE OR DELETE ON maintenance_jobs
      FOR EACH ROW EXECUTE FUNCTION hakim_job_changed()`)
    await runner.query(logRights)
    for (const [table, events] of rightsTables)
      await runner.query(`
        CREATE TRIGGER hakim_log_rights AFTER ${events} ON ${table}
        FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    // Nodes come by themselves with their reports; one that is born restricted does not.
    await runner.query(`
      CREATE TRIGGER hakim_log_restricted AFTER INSERT ON nodes FOR EACH ROW WHEN (NEW.restricted)
      EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(): Promise<void> {
    throw new Error('Votes and windows cannot be taken back: restore the backup of before the upgrade')
  }
}

const any = 'INSERT OR DELETE OR UPDATE'

/** What the log of rights takes, and which columns of it matter: the rest (a token's last use) changes all the time. */
const rightsTables = [
  ['people', 'INSERT OR DELETE OR UPDATE OF role, did, email'],
  ['nodes', 'UPDATE OF restricted, labels'],
  ['node_owners', any],
  ['delegations', any],
  ['approver_groups', any],
  ['group_members', any],
  ['approval_rules', any],
  ['rule_seats', any],
  ['node_windows', any],
  ['tokens', 'INSERT OR DELETE OR UPDATE OF revoked_at, expires_at, node_did, person_id, token_hash'],
] as const

const deciders = `
  CREATE VIEW node_deciders AS
    SELECT node_did, person_id, 'owner' AS standing FROM node_owners
    UNION ALL
    SELECT node_did, delegate_id, 'delegate' FROM delegations
    WHERE revoked_at IS NULL AND clock_timestamp() >= valid_from AND clock_timestamp() < valid_until`

const riskRank = `
  CREATE FUNCTION hakim_risk_rank(risk TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['low', 'medium', 'high'], risk)
  $$`

const rulesOfJob = `
  CREATE FUNCTION hakim_rules_of(p_job UUID) RETURNS SETOF approval_rules LANGUAGE sql STABLE AS $$
    SELECT r.* FROM approval_rules r, maintenance_jobs j
    LEFT JOIN job_details d USING (job_id) LEFT JOIN nodes n ON n.node_did = j.target_node_did
    WHERE j.job_id = p_job
      AND (r.task_name IS NULL OR r.task_name = j.task_name)
      AND (r.label_key IS NULL OR n.labels ->> r.label_key = coalesce(r.label_value, n.labels ->> r.label_key))
      AND (r.least_risk IS NULL OR hakim_risk_rank(d.risk) >= hakim_risk_rank(r.least_risk))
  $$`

/** As what a person may decide on a job, roles and requester aside: owner, delegate, group, or null. */
const standing = `
  CREATE FUNCTION hakim_standing(p_job UUID, p_person TEXT) RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT coalesce(
      (SELECT max(n.standing) FROM node_deciders n JOIN maintenance_jobs j ON j.target_node_did = n.node_did
       WHERE j.job_id = p_job AND n.person_id = p_person),
      (SELECT 'group' FROM group_members m
       WHERE m.person_id = p_person AND m.group_id IN (
         SELECT s.group_id FROM hakim_rules_of(p_job) r JOIN rule_seats s USING (rule_id)) LIMIT 1))
  $$`

/**
 * How the consent to a job stands now: `{met, broken, seats: [{group_id, name, votes, given}], lacks}`. The first seat is
 * that of owners and delegates. A vote counts while its giver is still an approver, has standing, is not the
 * requester, and nothing was changed since. Groups need different people (Hall's condition over their subsets).
 * Volatile: each statement in it must see what is committed by now.
 */
const consent = `
  CREATE FUNCTION hakim_consent(p_job UUID) RETURNS JSONB LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
  AS $$
  DECLARE
    job RECORD;
    voters TEXT[];
    owners INTEGER;
    given INTEGER;
    groups JSONB;
    wanted INTEGER[];
    masks INTEGER[];
    lacks TEXT;
  BEGIN
    -- Most have no rules at all: what follows from none need not be asked of each job.
    SELECT v.voters, b.broken, EXISTS (SELECT FROM approval_rules) AS has_rules,
           (SELECT count(DISTINCT n.person_id) FROM node_deciders n
            WHERE n.node_did = j.target_node_did AND n.person_id = ANY (v.voters)) AS given INTO job
    FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(p.id), '{}') AS voters FROM job_votes v JOIN people p ON p.id = v.person_id
      WHERE v.job_id = j.job_id AND v.revision = coalesce(d.revision, 1) AND v.decision = 'approve'
        AND v.withdrawn_at IS NULL AND p.role IN ('approver', 'admin') AND p.did <> j.requester_did
        AND p.id IS DISTINCT FROM d.requester_id) v
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM break_glass g JOIN people p ON p.id = g.person_id
                     WHERE g.job_id = j.job_id AND g.revision = coalesce(d.revision, 1) AND p.role = 'admin') AS broken) b
    WHERE j.job_id = p_job;
    IF NOT FOUND THEN RETURN NULL; END IF;
    voters := job.voters;
    given := job.given;
    owners := 1;
    groups := '[]';
    IF job.has_rules THEN
      SELECT coalesce(max(r.owners), 1) INTO owners FROM hakim_rules_of(p_job) r;
    END IF;
    IF given < owners THEN
      lacks := format('%s more of the node''s owners or their delegates', owners - given);
    END IF;
    IF job.has_rules THEN
      SELECT coalesce(jsonb_agg(jsonb_build_object('group_id', s.group_id, 'name', s.name, 'votes', s.votes,
               'given', cardinality(s.members)) ORDER BY s.name), '[]'),
             array_agg(s.votes ORDER BY s.name),
             (SELECT array_agg(mask) FROM (
                SELECT sum(1 << (a.n - 1)::int)::int AS mask FROM unnest(voters) AS v (id)
                JOIN LATERAL (SELECT n FROM unnest(array_agg(s.group_id ORDER BY s.name)) WITH ORDINALITY AS o (g, n)
                              JOIN group_members m ON m.group_id = o.g AND m.person_id = v.id) a ON true
                GROUP BY v.id) each)
      INTO groups, wanted, masks
      FROM (SELECT g.group_id, g.name, max(seat.votes)::int AS votes,
                   ARRAY(SELECT m.person_id FROM group_members m
                         WHERE m.group_id = g.group_id AND m.person_id = ANY (voters)) AS members
            FROM hakim_rules_of(p_job) r JOIN rule_seats seat USING (rule_id) JOIN approver_groups g USING (group_id)
            GROUP BY g.group_id, g.name) s;
    END IF;
    IF lacks IS NULL AND wanted IS NOT NULL THEN
      SELECT string_agg(format('%s more of the group %s', (e ->> 'votes')::int - (e ->> 'given')::int, e ->> 'name'),
                        ' and ')
      INTO lacks FROM jsonb_array_elements(groups) e WHERE (e ->> 'given')::int < (e ->> 'votes')::int;
      -- Counting takes twice as long with each group: who names so many gets no consent rather than a database at a stand.
      IF cardinality(wanted) > 10 THEN
        lacks := 'simpler rules: together they name more than 10 groups for one job';
      END IF;
      IF lacks IS NULL AND EXISTS (
        SELECT FROM generate_series(1, (1 << cardinality(wanted)) - 1) AS s (subset)
        WHERE (SELECT sum(w) FROM unnest(wanted) WITH ORDINALITY AS u (w, n) WHERE subset & (1 << (n - 1)::int) <> 0)
            > (SELECT count(*) FROM unnest(masks) AS m (mask) WHERE mask & subset <> 0)) THEN
        lacks := 'different people for its groups: nobody votes for two';
      END IF;
    END IF;
    RETURN jsonb_build_object(
      'met', lacks IS NULL OR job.broken, 'broken', job.broken, 'lacks', lacks,
      'seats', jsonb_build_array(jsonb_build_object('group_id', NULL, 'name', NULL, 'votes', owners, 'given', given))
               || groups);
  END $$`

/** A refusal that the transports know by its constraint; `hint` says what to do. */
const refuse = (constraint: string, message: string, hint: string, args = ''): string =>
  `RAISE EXCEPTION '${message}'${args} USING ERRCODE = 'check_violation', CONSTRAINT = '${constraint}', HINT = '${hint}';`

/**
 * Rights and votes are read as they are committed at that moment. In a transaction with an older snapshot, withdrawn votes and
 * lost rights would still be seen. For the same reason the guards ask clock_timestamp(), not when the transaction began.
 */
const fresh = `
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
      ${refuse('maintenance_jobs_isolation', 'Consent is counted on what is committed now', 'Use the isolation level READ COMMITTED.')}
    END IF;`

const voteGuard = `
  CREATE FUNCTION hakim_vote_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    job RECORD;
    person people;
  BEGIN
    IF TG_OP = 'DELETE' THEN
      IF EXISTS (SELECT FROM maintenance_jobs WHERE job_id = OLD.job_id) THEN
        ${refuse('job_votes_kept', 'A vote is not removed', 'Withdraw it: set withdrawn_at.')}
      END IF;
      RETURN OLD;
    END IF;
    -- Locked first: one statement that waits for the job would then read its details as they were before it waited.
    PERFORM FROM maintenance_jobs WHERE job_id = NEW.job_id FOR UPDATE;
    SELECT j.status, j.requester_did, d.requester_id, coalesce(d.revision, 1) AS revision,
           least(d.expires_at, d.window_end) AS due INTO job
    FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = NEW.job_id;
    IF TG_OP = 'UPDATE' THEN
      IF (NEW.vote_id, NEW.job_id, NEW.revision, NEW.person_id, NEW.decision, NEW.approval_hash, NEW.decided_at)
           IS DISTINCT FROM
         (OLD.vote_id, OLD.job_id, OLD.revision, OLD.person_id, OLD.decision, OLD.approval_hash, OLD.decided_at)
         OR NEW.reason IS DISTINCT FROM OLD.reason OR OLD.withdrawn_at IS NOT NULL THEN
        ${refuse('job_votes_kept', 'A vote is not changed', 'Withdraw it and vote again.')}
      END IF;
      IF NEW.withdrawn_at IS NOT NULL THEN
        IF job.status NOT IN ('PendingApproval', 'Approved') THEN
          ${refuse('job_votes_late', 'The job is % and its votes stay', 'A vote can be withdrawn until the claim.', ', job.status')}
        END IF;
        PERFORM hakim_log('job:' || NEW.job_id, 'vote withdrawn', jsonb_build_object(
          'vote_id', NEW.vote_id, 'person_id', NEW.person_id, 'revision', NEW.revision));
      END IF;
      RETURN NEW;
    END IF;
    ${fresh}
    SELECT * INTO person FROM people WHERE id = NEW.person_id;
    IF job.status IS DISTINCT FROM 'PendingApproval' THEN
      ${refuse('job_votes_late', 'The job is %; it is not decided now', 'Votes are given while a job is pending.', ', job.status')}
    END IF;
    IF job.due <= clock_timestamp() THEN
      ${refuse('job_votes_late', 'The request has expired', 'Request it again.')}
    END IF;
    IF NEW.revision IS DISTINCT FROM job.revision THEN
      ${refuse('job_votes_late', 'The job was changed: it is at revision %', 'Read it again and vote on what it is now.', ', job.revision')}
    END IF;
    IF person.did = job.requester_did OR person.id = job.requester_id THEN
      ${refuse('job_votes_right', 'Nobody decides on their own request', 'Another owner of the node decides.')}
    END IF;
    IF person.role IS NULL OR person.role NOT IN ('approver', 'admin') OR hakim_standing(NEW.job_id, person.id) IS NULL THEN
      ${refuse('job_votes_right', 'This person may not decide on this job', 'Owners of the node, their delegates and the groups of its rules decide; they need the role approver.')}
    END IF;
    NEW.decided_at := now();
    NEW.withdrawn_at := NULL;
    PERFORM hakim_log('job:' || NEW.job_id, 'vote', jsonb_build_object(
      'vote_id', NEW.vote_id, 'person_id', NEW.person_id, 'person_did', person.did, 'revision', NEW.revision,
      'decision', NEW.decision, 'approval_hash', NEW.approval_hash, 'reason', NEW.reason,
      'standing', hakim_standing(NEW.job_id, person.id)));
    -- A job from before Hakim came has no details yet.
    INSERT INTO job_details (job_id) VALUES (NEW.job_id)
    ON CONFLICT (job_id) DO UPDATE SET changed_xid = pg_current_xact_id();
    RETURN NEW;
  END $$`

const breakGlassGuard = `
  CREATE FUNCTION hakim_break_glass_guard() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    job RECORD;
    person people;
  BEGIN
    IF TG_OP = 'DELETE' THEN
      IF EXISTS (SELECT FROM maintenance_jobs WHERE job_id = OLD.job_id) THEN
        ${refuse('break_glass_kept', 'A broken glass stays on record', 'Review it.')}
      END IF;
      RETURN OLD;
    END IF;
    PERFORM FROM maintenance_jobs WHERE job_id = NEW.job_id FOR UPDATE;
    SELECT j.status, j.target_node_did, j.requester_did, d.requester_id, coalesce(d.revision, 1) AS revision,
           least(d.expires_at, d.window_end) AS due
    INTO job
    FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = NEW.job_id;
    ${fresh}
    IF TG_OP = 'INSERT' THEN
      SELECT * INTO person FROM people WHERE id = NEW.person_id;
      IF job.status IS DISTINCT FROM 'PendingApproval' OR NEW.revision IS DISTINCT FROM job.revision
         OR job.due <= clock_timestamp() THEN
        ${refuse('break_glass_late', 'The job is not pending as it was shown', 'Read it again.')}
      END IF;
      IF person.role IS DISTINCT FROM 'admin' OR person.did = job.requester_did OR person.id = job.requester_id THEN
        ${refuse('break_glass_right', 'Only an administrator who did not ask for the job breaks the glass', 'Ask another administrator.')}
      END IF;
      NEW.broken_at := now();
      NEW.reviewed_at := NULL; NEW.reviewed_by := NULL; NEW.verdict := NULL; NEW.review := NULL;
      PERFORM hakim_log('job:' || NEW.job_id, 'glass broken', jsonb_build_object(
        'person_id', person.id, 'person_did', person.did, 'revision', NEW.revision,
        'approval_hash', NEW.approval_hash, 'reason', NEW.reason));
    ELSE
      IF OLD.reviewed_at IS NOT NULL OR NEW.verdict IS NULL
         OR (NEW.job_id, NEW.revision, NEW.person_id, NEW.approval_hash, NEW.reason, NEW.broken_at)
            IS DISTINCT FROM
            (OLD.job_id, OLD.revision, OLD.person_id, OLD.approval_hash, OLD.reason, OLD.broken_at) THEN
        ${refuse('break_glass_kept', 'A broken glass is reviewed once and otherwise stays as it is', 'Write what is to be added into a new job.')}
      END IF;
      SELECT * INTO person FROM people WHERE id = NEW.reviewed_by;
      IF person.id = NEW.person_id OR person.did = job.requester_did OR NOT (
           person.role = 'admin' OR EXISTS (SELECT FROM node_deciders n
             WHERE n.node_did = job.target_node_did AND n.person_id = person.id)) THEN
        ${refuse('break_glass_right', 'Nobody reviews what they asked for or broke the glass for', 'An owner of the node or another administrator reviews it.')}
      END IF;
      PERFORM hakim_log('job:' || NEW.job_id, 'glass reviewed', jsonb_build_object(
        'person_id', person.id, 'person_did', person.did, 'verdict', NEW.verdict, 'review', NEW.review));
    END IF;
    INSERT INTO job_details (job_id) VALUES (NEW.job_id)
    ON CONFLICT (job_id) DO UPDATE SET changed_xid = pg_current_xact_id();
    RETURN NEW;
  END $$`

/** Window and expiry are part of what is approved: a change is a new revision, and only while the job is pending. */
const detailsGuard = `
  CREATE FUNCTION hakim_details_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE status TEXT;
  BEGIN
    IF NEW.revision < OLD.revision THEN
      ${refuse('job_details_revision', 'A revision is not taken back', 'Change the job again instead.')}
    END IF;
    IF (NEW.window_start, NEW.window_end, NEW.time_zone, NEW.expires_at)
         IS NOT DISTINCT FROM (OLD.window_start, OLD.window_end, OLD.time_zone, OLD.expires_at) THEN
      RETURN NEW;
    END IF;
    SELECT j.status INTO status FROM maintenance_jobs j WHERE j.job_id = NEW.job_id FOR UPDATE;
    IF status <> 'PendingApproval' THEN
      ${refuse('maintenance_jobs_subject', 'The job is %: its window and expiry cannot be changed', 'Withdraw the approval first, or request a new job.', ', status')}
    END IF;
    NEW.due_at := least(NEW.expires_at, NEW.window_end);
    -- What the transaction that asks for the job says of it is no change of it.
    IF NEW.revision = OLD.revision AND (OLD.changed_xid <> pg_current_xact_id() OR EXISTS (
         SELECT FROM job_votes v WHERE v.job_id = NEW.job_id AND v.revision = OLD.revision)) THEN
      NEW.revision := OLD.revision + 1;
    END IF;
    PERFORM hakim_log('job:' || NEW.job_id, 'window', jsonb_build_object(
      'revision', NEW.revision, 'window_start', NEW.window_start, 'window_end', NEW.window_end,
      'time_zone', NEW.time_zone, 'expires_at', NEW.expires_at));
    RETURN NEW;
  END $$`

const jobGuard = `
  CREATE OR REPLACE FUNCTION hakim_job_guard() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    before JSONB;
    details job_details;
    due TIMESTAMPTZ;
    consent JSONB;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.status <> 'PendingApproval' THEN
        ${refuse('maintenance_jobs_transition', 'A job begins as PendingApproval, not as %', 'Insert it as PendingApproval; an owner of the node approves it.', ', NEW.status')}
      END IF;
      IF jsonb_typeof(NEW.status_history) = 'array' AND EXISTS (
           SELECT FROM jsonb_array_elements(NEW.status_history) AS e (entry) WHERE entry ->> 'status' <> NEW.status) THEN
        ${refuse('maintenance_jobs_history', 'The history tells of a status that the job did not have', 'Add entries of the status that the job has or is given.')}
      END IF;
      NEW.created_at := CASE WHEN isfinite(NEW.created_at) THEN NEW.created_at ELSE now() END;
      NEW.completed_at := NULL;
      NEW.status_history := coalesce(NEW.status_history, jsonb_build_array(jsonb_build_object(
        'status', NEW.status, 'timestamp', NEW.created_at, 'message', 'Requested',
        'actor_did', NEW.requester_did)));
      RETURN NEW;
    END IF;
    SELECT * INTO details FROM job_details WHERE job_id = OLD.job_id;
    due := least(details.expires_at, details.window_end);
    IF (NEW.job_id, NEW.target_node_did, NEW.requester_did, NEW.task_name)
         IS DISTINCT FROM (OLD.job_id, OLD.target_node_did, OLD.requester_did, OLD.task_name)
       OR NEW.created_at IS DISTINCT FROM OLD.created_at THEN
      ${refuse('maintenance_jobs_subject', 'What was asked for cannot be changed', 'Cancel this job and request a new one.')}
    END IF;
    IF NEW.params IS DISTINCT FROM OLD.params AND NOT
       (NEW.status = 'PendingApproval' AND OLD.status IN ('PendingApproval', 'Approved')) THEN
      ${refuse('maintenance_jobs_subject', 'The job is %: what was asked for cannot be changed', 'While it is pending its parameters can be changed, and all votes are void then.', ', OLD.status')}
    END IF;
    IF NEW.params IS DISTINCT FROM OLD.params AND due <= clock_timestamp() THEN
      ${refuse('maintenance_jobs_subject', 'The request has expired and cannot be changed', 'Request it again.')}
    END IF;
    -- A history of another shape is kept as its first entry.
    before := CASE WHEN OLD.status_history IS NULL THEN '[]'::jsonb
                   WHEN jsonb_typeof(OLD.status_history) = 'array' THEN OLD.status_history
                   ELSE jsonb_build_array(OLD.status_history) END;
    -- One entry more is what nearly all write, and is seen without a query.
    IF NEW.status_history IS DISTINCT FROM OLD.status_history
       AND NEW.status_history IS DISTINCT FROM before || jsonb_build_array(NEW.status_history -> -1) THEN
      IF coalesce(jsonb_typeof(NEW.status_history), '') <> 'array'
         OR jsonb_array_length(before) > jsonb_array_length(NEW.status_history)
         OR EXISTS (SELECT FROM jsonb_array_elements(before) WITH ORDINALITY AS e (entry, n)
                    WHERE NEW.status_history -> (n - 1)::int IS DISTINCT FROM entry) THEN
        ${refuse('maintenance_jobs_history', 'The history of a job is only added to', 'Append your entry: status_history || ...')}
      END IF;
    END IF;
    IF NEW.status_history IS DISTINCT FROM OLD.status_history AND EXISTS (
         SELECT FROM jsonb_array_elements(NEW.status_history) WITH ORDINALITY AS e (entry, n)
         WHERE n > jsonb_array_length(before) AND entry ->> 'status' NOT IN (OLD.status, NEW.status)) THEN
      ${refuse('maintenance_jobs_history', 'The history tells of a status that the job did not have', 'Add entries of the status that the job has or is given.')}
    END IF;
    IF NEW.status IS NOT DISTINCT FROM OLD.status THEN RETURN NEW; END IF;
    IF NOT EXISTS (SELECT FROM job_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
      ${refuse('maintenance_jobs_transition', 'A job cannot go from % to %', 'A finished job stays as it is; request a new one.', ', OLD.status, NEW.status')}
    END IF;
    IF NEW.status IN ('Approved', 'Running') THEN
      ${fresh}
      consent := hakim_consent(NEW.job_id);
      IF NOT (consent ->> 'met')::boolean THEN
        ${refuse('maintenance_jobs_consent', 'The job has no consent: it needs %', 'Owners of the node decide in Hakim; no other program can consent for them.', `, consent ->> 'lacks'`)}
      END IF;
      IF due <= clock_timestamp() THEN
        ${refuse('maintenance_jobs_due', 'The job has expired at %', 'Request it again.', ', due')}
      END IF;
    END IF;
    IF NEW.status = 'Running' THEN
      IF details.window_start > clock_timestamp() THEN
        ${refuse('maintenance_jobs_due', 'The maintenance window opens at %', 'Claim it then.', ', details.window_start')}
      END IF;
      -- In the collation of the index of open jobs (0009).
      IF EXISTS (SELECT FROM maintenance_jobs r WHERE r.target_node_did = NEW.target_node_did
                   AND r.status COLLATE "C" = 'Running' AND r.job_id <> NEW.job_id) THEN
        ${refuse('maintenance_jobs_one_running', 'Another job is running on this node', 'One job runs on a node at a time; wait for its end.')}
      END IF;
    ELSIF NEW.status = 'Rejected' AND NOT EXISTS (
        SELECT FROM job_votes v WHERE v.job_id = NEW.job_id AND v.revision = coalesce(details.revision, 1)
          AND v.decision = 'reject' AND v.withdrawn_at IS NULL) THEN
      ${refuse('maintenance_jobs_consent', 'Nobody who may decide has rejected the job', 'Owners of the node decide in Hakim; the requester can cancel.')}
    ELSIF NEW.status = 'Expired' AND (due IS NULL OR due > clock_timestamp()) THEN
      ${refuse('maintenance_jobs_due', 'The job has not expired', 'Cancel it instead.')}
    ELSIF NEW.status = 'Cancelled' AND OLD.status = 'Running' AND details.cancel_requested_at IS NULL THEN
      ${refuse('maintenance_jobs_transition', 'Nobody has asked to stop this job', 'Ask for it in Hakim; the agent stops and confirms.')}
    END IF;
    IF NEW.status_history IS NOT DISTINCT FROM OLD.status_history
       OR NEW.status_history -> -1 ->> 'status' IS DISTINCT FROM NEW.status THEN
      NEW.status_history := CASE WHEN NEW.status_history IS NOT DISTINCT FROM OLD.status_history THEN before
                                 ELSE NEW.status_history END
        || jsonb_build_object('status', NEW.status, 'timestamp', now(),
                              'message', 'Changed by ' || session_user || ' in the database');
    END IF;
    NEW.completed_at := CASE WHEN NEW.status IN ('Completed', 'Failed') THEN coalesce(NEW.completed_at, now()) END;
    RETURN NEW;
  END $$`

const jobChanged = `
  CREATE OR REPLACE FUNCTION hakim_job_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    void_votes INTEGER := 0;
    task_risk TEXT;
  BEGIN
    IF TG_OP = 'DELETE' THEN
      PERFORM hakim_log('job:' || OLD.job_id, 'deleted', jsonb_build_object('status', OLD.status));
      RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
      INSERT INTO nodes (node_did) VALUES (NEW.target_node_did) ON CONFLICT DO NOTHING;
      SELECT t ->> 'risk' INTO task_risk FROM nodes n
      CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(n.tasks) = 'array' THEN n.tasks END) t
      WHERE n.node_did = NEW.target_node_did AND t ->> 'name' = NEW.task_name
        AND t ->> 'risk' IN ('low', 'medium', 'high')
      ORDER BY hakim_risk_rank(t ->> 'risk') DESC LIMIT 1;
      INSERT INTO job_details (job_id, risk, expires_at, due_at)
      SELECT NEW.job_id, task_risk, due, due FROM (SELECT date_trunc('second', now()) + interval '7 days' AS due) d;
      PERFORM hakim_log('job:' || NEW.job_id, 'requested', jsonb_build_object(
        'target_node_did', NEW.target_node_did, 'requester_did', NEW.requester_did, 'task_name', NEW.task_name,
        'params_sha256', encode(sha256(convert_to(coalesce(NEW.params::text, 'null'), 'UTF8')), 'hex'),
        'history', NEW.status_history));
      RETURN NULL;
    END IF;
    -- A new round: what was voted before counts no more.
    IF NEW.params IS DISTINCT FROM OLD.params OR (OLD.status = 'Approved' AND NEW.status = 'PendingApproval') THEN
      void_votes := 1;
    END IF;
    INSERT INTO job_details AS d (job_id, running_node)
    VALUES (NEW.job_id, CASE WHEN NEW.status = 'Running' THEN NEW.target_node_did END)
    ON CONFLICT (job_id) DO UPDATE SET
      changed_xid = pg_current_xact_id(),
      revision = d.revision + void_votes,
      running_node = EXCLUDED.running_node,
      due_at = CASE WHEN NEW.status IN ('PendingApproval', 'Approved') THEN least(d.expires_at, d.window_end) END;
    IF NEW.params IS DISTINCT FROM OLD.params THEN
      PERFORM hakim_log('job:' || NEW.job_id, 'revised', jsonb_build_object(
        'params_sha256', encode(sha256(convert_to(coalesce(NEW.params::text, 'null'), 'UTF8')), 'hex')));
    END IF;
    IF NEW.status IS DISTINCT FROM OLD.status OR NEW.status_history IS DISTINCT FROM OLD.status_history THEN
      PERFORM hakim_log('job:' || NEW.job_id,
        CASE WHEN NEW.status IS DISTINCT FROM OLD.status THEN 'status' ELSE 'note' END,
        jsonb_build_object('from', OLD.status, 'to', NEW.status, 'history', (
          SELECT coalesce(jsonb_agg(entry ORDER BY n), '[]')
          FROM jsonb_array_elements(CASE WHEN jsonb_typeof(NEW.status_history) = 'array' THEN NEW.status_history END)
            WITH ORDINALITY AS e (entry, n)
          WHERE n > CASE WHEN OLD.status_history IS NULL THEN 0
                         WHEN jsonb_typeof(OLD.status_history) = 'array' THEN jsonb_array_length(OLD.status_history)
                         ELSE 1 END)));
    END IF;
    RETURN NULL;
  END $$`

/** Secrets stay out of the log: a token is known by its id. */
const logRights = `
  CREATE FUNCTION hakim_log_rights() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    was JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - ARRAY['token_hash', 'tasks', 'image', 'last_used_at'] END;
    now_is JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - ARRAY['token_hash', 'tasks', 'image', 'last_used_at'] END;
  BEGIN
    IF was IS DISTINCT FROM now_is THEN
      PERFORM hakim_log('rights', lower(TG_TABLE_NAME || ' ' || TG_OP), jsonb_build_object('was', was, 'is', now_is));
    END IF;
    RETURN NULL;
  END $$`

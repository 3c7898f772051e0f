import type { MigrationInterface, QueryRunner } from 'typeorm'

const refuse = (constraint: string, message: string, hint: string): string =>
  `RAISE EXCEPTION '${message}' USING ERRCODE = 'check_violation', CONSTRAINT = '${constraint}', HINT = '${hint}';`

/**
 * What the guard of 0008 let pass: numbers that are shown rounded, a job that is ended or called lost while its agent holds
 * it, completion times and entries of the history that nobody can have meant (docs/security.md). A trigger of its own, whose
 * name comes after the other's, so that it sees what that one made of the row.
 */
export class StrictGuard1764000013000 implements MigrationInterface {
  name = 'StrictGuard1764000013000'

  async up(runner: QueryRunner): Promise<void> {
    // A double is printed with as few digits as name it, here and in JavaScript: a number that is printed as it is
    // stored is shown as it is. What is beyond any double is shown as unreadable, and never approved.
    await runner.query(`
      CREATE FUNCTION hakim_exact(params JSONB) RETURNS BOOLEAN
      LANGUAGE sql IMMUTABLE PARALLEL SAFE SET extra_float_digits = 1 AS $$
        SELECT coalesce(bool_and(CASE
          WHEN n = 0 OR abs(n) > 1.7976931348623157e308 THEN true
          WHEN abs(n) < 2.2250738585072014e-308 THEN false
          ELSE n = n::float8::text::numeric END), true)
        FROM (SELECT v::numeric AS n FROM jsonb_path_query(coalesce(params, 'null'), 'strict $.**') v
              WHERE jsonb_typeof(v) = 'number' OFFSET 0) numbers
      $$`)
    await runner.query(`
      CREATE FUNCTION hakim_job_guard_strict() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        known INTEGER := 0;
        details job_details;
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          known := CASE WHEN OLD.status_history IS NULL THEN 0
                        WHEN jsonb_typeof(OLD.status_history) = 'array' THEN jsonb_array_length(OLD.status_history)
                        ELSE 1 END;
        END IF;
        -- Also where it is no list, or a list in a list: what is no entry is kept as it came, but tells of no other status.
        IF TG_OP = 'INSERT' OR NEW.status_history IS DISTINCT FROM OLD.status_history THEN
          IF EXISTS (SELECT FROM jsonb_path_query(NEW.status_history, 'lax $[*]') WITH ORDINALITY AS e (entry, n)
                     CROSS JOIN jsonb_path_query(entry, 'lax $[*][*][*]') told
                     WHERE n > known AND jsonb_typeof(told) = 'object'
                       AND told ->> 'status' NOT IN (coalesce(OLD.status, NEW.status), NEW.status)) THEN
            ${refuse('maintenance_jobs_history', 'The history tells of a status that the job did not have', 'Add entries of the status that the job has or is given.')}
          END IF;
        END IF;
        IF TG_OP = 'INSERT' OR NEW.params IS DISTINCT FROM OLD.params OR NEW.status = 'Approved' AND OLD.status <> 'Approved' THEN
          IF NOT hakim_exact(NEW.params) THEN
            ${refuse('maintenance_jobs_exact', 'A number in the parameters has more digits than can be shown', 'Write it as text; it would be approved rounded.')}
          END IF;
        END IF;
        IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
        -- When it ended is told once, by who ends it, and never lies ahead.
        IF NEW.status IS NOT DISTINCT FROM OLD.status THEN
          NEW.completed_at := OLD.completed_at;
          RETURN NEW;
        END IF;
        IF NOT isfinite(NEW.completed_at) OR NEW.completed_at > clock_timestamp() THEN
          NEW.completed_at := now();
        END IF;
        IF OLD.status IN ('Running', 'Lost') THEN
          SELECT * INTO details FROM job_details WHERE job_id = OLD.job_id;
          IF NEW.status = 'Lost' AND details.lease_expires_at > clock_timestamp() THEN
            ${refuse('maintenance_jobs_lease', 'The agent that runs the job is still heard', 'It is Lost when its lease has run out; Hakim sees to it.')}
          END IF;
          IF NEW.status <> 'Lost' AND details.claim_token_hash IS NOT NULL
             AND NOT has_table_privilege(session_user, 'job_details', 'UPDATE') THEN
            ${refuse('maintenance_jobs_lease', 'An agent holds this job by its claim', 'It tells Hakim itself how the job ended.')}
          END IF;
        END IF;
        RETURN NEW;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_job_guard_strict BEFORE INSERT OR UPDATE ON maintenance_jobs
      FOR EACH ROW EXECUTE FUNCTION hakim_job_guard_strict()`)
    // As migrations/1764000010000-function-rights.ts does for those before.
    const [path]: { schemas: string }[] = await runner.query(`
      SELECT string_agg(quote_ident(name), ', ') AS schemas FROM unnest(current_schemas(false)) AS s (name)`)
    await runner.query(`
      ALTER FUNCTION hakim_job_guard_strict() SECURITY DEFINER SET search_path TO ${path?.schemas}, pg_temp`)
    for (const name of ['hakim_exact(JSONB)', 'hakim_job_guard_strict()'])
      await runner.query(`REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_job_guard_strict ON maintenance_jobs`)
    await runner.query(`DROP FUNCTION hakim_job_guard_strict()`)
    await runner.query(`DROP FUNCTION hakim_exact(JSONB)`)
  }
}

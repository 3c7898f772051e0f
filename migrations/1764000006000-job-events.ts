import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The log that cannot be edited quietly: events in chains (one a job, one for all rights), each with the hash of the one
 * before. `body` is the JSON text exactly as it was hashed; the other columns are read from it. Seals bind the events of
 * all chains together (docs/decisions/0011).
 */
export class JobEvents1764000006000 implements MigrationInterface {
  name = 'JobEvents1764000006000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_events (
        event_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream TEXT NOT NULL,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL,
        prev_hash BYTEA,
        hash BYTEA NOT NULL,
        UNIQUE (stream, seq)
      )`)
    await runner.query(`
      CREATE TABLE audit_seals (
        seal_no BIGINT PRIMARY KEY,
        sealed_at TIMESTAMPTZ NOT NULL,
        event_ids BIGINT[] NOT NULL,
        event_streams TEXT[] NOT NULL,
        event_seqs INTEGER[] NOT NULL,
        event_hashes BYTEA NOT NULL,
        prev_hash BYTEA,
        hash BYTEA NOT NULL,
        signature BYTEA NOT NULL
      )`)
    await runner.query(`
      CREATE FUNCTION hakim_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: rows are neither changed nor removed', TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege', HINT = 'What was wrong is set right by a new entry.';
      END $$`)
    for (const table of ['job_events', 'audit_seals'])
      await runner.query(`
        CREATE TRIGGER hakim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION hakim_append_only()`)
    // Lengths stand before what is hashed, so that no two (stream, seq, body) share one text.
    await runner.query(`
      CREATE FUNCTION hakim_event_hash(prev BYTEA, stream TEXT, seq INTEGER, body TEXT) RETURNS BYTEA
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT sha256(coalesce(prev, ''::bytea)
          || convert_to(octet_length(stream) || ':' || stream || ':' || seq || ':' || body, 'UTF8'))
      $$`)
    await runner.query(`
      CREATE FUNCTION hakim_actor() RETURNS TEXT LANGUAGE sql STABLE AS $$
        SELECT nullif(current_setting('hakim.actor', true), '')
      $$`)
    // The table's own guard: whoever inserts, chain and hash are made here.
    await runner.query(`
      CREATE FUNCTION hakim_chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE last RECORD;
      BEGIN
        -- Two writers of the chain of all rights take turns; those of a job hold its row.
        IF NEW.stream = 'rights' THEN
          PERFORM pg_advisory_xact_lock(hashtextextended('hakim.rights', 0));
        END IF;
        SELECT seq, hash INTO last FROM job_events WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1;
        NEW.seq := coalesce(last.seq, 0) + 1;
        NEW.prev_hash := last.hash;
        NEW.hash := hakim_event_hash(NEW.prev_hash, NEW.stream, NEW.seq, NEW.body);
        RETURN NEW;
      END $$`)
    await runner.query(`
      CREATE TRIGGER hakim_chain_event BEFORE INSERT ON job_events
      FOR EACH ROW EXECUTE FUNCTION hakim_chain_event()`)
    await runner.query(`
      CREATE FUNCTION hakim_log(stream TEXT, kind TEXT, facts JSONB) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        -- Before the row gets its id, so that ids and numbers of the chain have one order.
        IF stream = 'rights' THEN
          PERFORM pg_advisory_xact_lock(hashtextextended('hakim.rights', 0));
        END IF;
        INSERT INTO job_events (stream, body) VALUES (stream, (jsonb_build_object(
          'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'kind', kind, 'db_role', session_user, 'actor_did', hakim_actor()) || facts)::text);
      END $$`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION hakim_log(TEXT, TEXT, JSONB)`)
    await runner.query(`DROP TABLE audit_seals, job_events`)
    await runner.query(`DROP FUNCTION hakim_chain_event()`)
    await runner.query(`DROP FUNCTION hakim_actor()`)
    await runner.query(`DROP FUNCTION hakim_event_hash(BYTEA, TEXT, INTEGER, TEXT)`)
    await runner.query(`DROP FUNCTION hakim_append_only()`)
  }
}

import type { DataSource } from 'typeorm'

/** What names a row that a guard lets in. */
const names = {
  maintenance_jobs: `NEW.job_id`,
  job_votes: `NEW.vote_id`,
  break_glass: `NEW.job_id || ' ' || NEW.revision`,
  delegations: `NEW.delegation_id`,
}

/**
 * Records which transactions a move to Approved or Running, a vote or a delegation could see just before and just after its guard
 * ran, so that the check knows which rights the guard must have seen, whatever ran at the same time; and what nodes offer.
 */
export async function watchMoves(db: DataSource): Promise<void> {
  await db.query(`CREATE TABLE history_moves (move_id BIGINT GENERATED ALWAYS AS IDENTITY, about TEXT, to_status TEXT,
    stage TEXT, snapshot TEXT, at TIMESTAMPTZ)`)
  await db.query(`CREATE INDEX ON history_moves (about)`)
  for (const [table, name] of Object.entries(names)) {
    const isJob = table === 'maintenance_jobs'
    await db.query(`CREATE FUNCTION history_${table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO history_moves (about, to_status, stage, snapshot, at)
        VALUES (${name}, ${isJob ? 'NEW.status' : `''`}, lower(TG_WHEN), pg_current_snapshot()::text, clock_timestamp());
        RETURN NEW;
      END $$`)
    for (const [trigger, when] of [
      ['aa_proof', 'BEFORE'],
      ['zz_proof', 'AFTER'],
    ])
      await db.query(`CREATE TRIGGER ${trigger} ${when} ${isJob ? 'UPDATE' : 'INSERT'} ON ${table} FOR EACH ROW
        ${isJob ? `WHEN (NEW.status IN ('Approved', 'Running') AND NEW.status IS DISTINCT FROM OLD.status)` : ''}
        EXECUTE FUNCTION history_${table}()`)
  }
  await db.query(`CREATE TABLE history_offers AS
    SELECT 0::bigint AS n, node_did::text, tasks, pg_current_xact_id()::text::int AS xid FROM nodes`)
  await db.query(`CREATE SEQUENCE history_offer`)
  await db.query(`CREATE FUNCTION history_offer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      INSERT INTO history_offers VALUES (nextval('history_offer'), NEW.node_did, NEW.tasks, pg_current_xact_id()::text::int);
      RETURN NULL;
    END $$`)
  await db.query(
    `CREATE TRIGGER aa_proof AFTER INSERT OR UPDATE OF tasks ON nodes FOR EACH ROW EXECUTE FUNCTION history_offer()`,
  )
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * People come by invitation, are disabled and enabled, and can be erased. Rights of the disabled no longer count: the view
 * of who decides leaves them out. The functions of the two new triggers are filled in by migrations/functions.
 */
export class PeopleStates1764000020000 implements MigrationInterface {
  name = 'PeopleStates1764000020000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people
        ADD COLUMN last_sign_in_at TIMESTAMPTZ,
        ADD COLUMN disabled_at TIMESTAMPTZ,
        ADD COLUMN state_reason TEXT,
        ADD COLUMN erased_at TIMESTAMPTZ,
        ADD CHECK (erased_at IS NULL OR disabled_at IS NOT NULL)`)
    for (const table of newTables) await runner.query(table)
    await runner.query(deciders)
    for (const name of ['hakim_people_guard', 'hakim_session_begins'])
      await runner.query(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
      )
    await runner.query(`
      CREATE TRIGGER hakim_people_guard BEFORE UPDATE OF role, disabled_at ON people
      FOR EACH ROW EXECUTE FUNCTION hakim_people_guard()`)
    await runner.query(`
      CREATE TRIGGER hakim_session_begins BEFORE INSERT ON sessions
      FOR EACH ROW EXECUTE FUNCTION hakim_session_begins()`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON people`)
    for (const [table, events] of logged)
      await runner.query(`
        CREATE TRIGGER hakim_log_rights AFTER ${events} ON ${table}
        FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(formerDeciders)
    await runner.query(`DROP TABLE password_resets, invitations`)
    await runner.query(`DROP TRIGGER hakim_session_begins ON sessions`)
    await runner.query(`DROP TRIGGER hakim_people_guard ON people`)
    await runner.query(`DROP FUNCTION hakim_session_begins(), hakim_people_guard()`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON people`)
    await runner.query(`
      CREATE TRIGGER hakim_log_rights AFTER INSERT OR DELETE OR UPDATE OF role, did, email ON people
      FOR EACH ROW EXECUTE FUNCTION hakim_log_rights()`)
    await runner.query(`
      ALTER TABLE people DROP COLUMN last_sign_in_at, DROP COLUMN disabled_at, DROP COLUMN state_reason,
        DROP COLUMN erased_at`)
  }
}

// One open link per address or person: a new one replaces it, and using one removes it.
const newTables = [
  `CREATE TABLE invitations (
     invitation_id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
     email TEXT NOT NULL UNIQUE,
     role TEXT NOT NULL CHECK (role IN ('operator', 'approver', 'admin')),
     token_hash BYTEA NOT NULL UNIQUE,
     invited_by TEXT REFERENCES people (id) ON DELETE SET NULL,
     created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
     expires_at TIMESTAMPTZ NOT NULL
   )`,
  `CREATE TABLE password_resets (
     person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
     token_hash BYTEA NOT NULL UNIQUE,
     created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
     expires_at TIMESTAMPTZ NOT NULL
   )`,
]

const logged = [
  ['people', 'INSERT OR DELETE OR UPDATE OF role, did, email, disabled_at, erased_at'],
  ['invitations', 'INSERT OR DELETE OR UPDATE'],
  ['password_resets', 'INSERT OR DELETE OR UPDATE'],
] as const

const deciders = `
  CREATE OR REPLACE VIEW node_deciders AS
    SELECT o.node_did, o.person_id, 'owner' AS standing
    FROM node_owners o JOIN people p ON p.id = o.person_id WHERE p.disabled_at IS NULL
    UNION ALL
    SELECT d.node_did, d.delegate_id, 'delegate'
    FROM delegations d JOIN people o ON o.id = d.owner_id JOIN people p ON p.id = d.delegate_id
    WHERE d.revoked_at IS NULL AND clock_timestamp() >= d.valid_from AND clock_timestamp() < d.valid_until
      AND o.disabled_at IS NULL AND p.disabled_at IS NULL`

const formerDeciders = `
  CREATE OR REPLACE VIEW node_deciders AS
    SELECT node_did, person_id, 'owner' AS standing FROM node_owners
    UNION ALL
    SELECT node_did, delegate_id, 'delegate' FROM delegations
    WHERE revoked_at IS NULL AND clock_timestamp() >= valid_from AND clock_timestamp() < valid_until`

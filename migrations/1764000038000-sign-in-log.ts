import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Events for what the verification compares since then as well (docs/decisions/0050-what-else-is-compared.md): who can sign in and
 * how, which providers may add people, since when a node has had an owner, and whether it is a sample. `hakim_log_more_state`
 * states what was there before.
 */
export class SignInLog1764000038000 implements MigrationInterface {
  name = 'SignInLog1764000038000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER hakim_log_added ON accounts`)
    await runner.query(`DROP TRIGGER hakim_log_changed ON accounts`)
    await runner.query(`DROP TRIGGER hakim_log_removed ON accounts`)
    await log(runner, 'hakim_log_added', 'INSERT', 'accounts', kept('NEW'))
    await log(
      ...([runner, 'hakim_log_changed', 'UPDATE OF person_id, account_id, provider_id, password'] as const),
      ...(['accounts', `${kept('OLD')} OR ${kept('NEW')}`] as const),
    )
    await log(runner, 'hakim_log_removed', 'DELETE', 'accounts', kept('OLD'))
    await log(runner, 'hakim_log_rights', 'INSERT OR UPDATE OR DELETE', 'role_providers')
    await runner.query(`DROP TRIGGER hakim_log_added ON nodes`)
    await runner.query(`DROP TRIGGER hakim_log_rights ON nodes`)
    await runner.query(`DROP TRIGGER hakim_log_removed ON nodes`)
    await log(runner, 'hakim_log_added', 'INSERT', 'nodes', special('NEW'))
    await log(runner, 'hakim_log_rights', `UPDATE OF ${watched}, is_sample`, 'nodes')
    // With an owner, their event says it.
    await log(runner, 'hakim_log_owned', 'UPDATE OF owned_since', 'nodes', 'pg_trigger_depth() = 0')
    await log(runner, 'hakim_log_removed', 'DELETE', 'nodes', special('OLD'))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['hakim_log_added', 'hakim_log_rights', 'hakim_log_owned', 'hakim_log_removed'])
      await runner.query(`DROP TRIGGER ${name} ON nodes`)
    await log(runner, 'hakim_log_added', 'INSERT', 'nodes', specialBefore('NEW'))
    await log(runner, 'hakim_log_rights', `UPDATE OF ${watched}`, 'nodes')
    await log(runner, 'hakim_log_removed', 'DELETE', 'nodes', specialBefore('OLD'))
    await runner.query(`DROP TRIGGER hakim_log_rights ON role_providers`)
    for (const name of ['hakim_log_added', 'hakim_log_changed', 'hakim_log_removed'])
      await runner.query(`DROP TRIGGER ${name} ON accounts`)
    await log(runner, 'hakim_log_added', 'INSERT', 'accounts', `NEW.provider_id <> 'credential'`)
    await log(
      runner,
      'hakim_log_changed',
      'UPDATE OF password',
      'accounts',
      `NEW.person_id NOT LIKE 'local-%'`,
    )
    await log(runner, 'hakim_log_removed', 'DELETE', 'accounts', `OLD.provider_id <> 'credential'`)
  }
}

const log = (
  runner: QueryRunner,
  name: string,
  event: string,
  table: string,
  when?: string,
): Promise<unknown> =>
  runner.query(`CREATE TRIGGER ${name} AFTER ${event} ON ${table}
                FOR EACH ROW ${when ? `WHEN (${when})` : ''} EXECUTE FUNCTION hakim_log_rights()`)

/** All but the passwords of the one-click accounts, which are set at every start. */
const kept = (row: string): string =>
  `(${row}.provider_id <> 'credential' OR ${row}.person_id NOT LIKE 'local-%')`

const watched = 'restricted, labels, retired_at, service_reason, consent'

/** A node that rights rest on; others come and go with their reports. */
const specialBefore = (row: string): string =>
  `${row}.restricted OR ${row}.labels <> '{}' OR num_nonnulls(${row}.retired_at, ${row}.service_reason, ${row}.consent) > 0`
const special = (row: string): string =>
  `${specialBefore(row)} OR ${row}.is_sample OR ${row}.owned_since IS NOT NULL`

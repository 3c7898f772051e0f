import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Sign-ins are counted before the password is looked at, in a table that cannot grow (lib/people/db/sign-in-tries.ts). */
export class SignInTries1764000021000 implements MigrationInterface {
  name = 'SignInTries1764000021000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_failures`)
    await runner.query(`
      CREATE TABLE sign_in_tries (
        kind TEXT NOT NULL CHECK (kind IN ('account', 'network', 'device')),
        slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 65535),
        tries INTEGER NOT NULL,
        last_try_at TIMESTAMPTZ NOT NULL,
        blocked_until TIMESTAMPTZ,
        PRIMARY KEY (kind, slot)
      )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_tries`)
    await runner.query(`
      CREATE TABLE sign_in_failures (
        email TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last_failure_at TIMESTAMPTZ NOT NULL
      )`)
  }
}

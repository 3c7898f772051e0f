import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The order of names: as people read them, whatever the locale of the database, `node-2` before `node-10`. A
 * PostgreSQL without ICU, or a database that is not in UTF-8, sorts by code points instead.
 */
export class FleetList1764000005000 implements MigrationInterface {
  name = 'FleetList1764000005000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF getdatabaseencoding() = 'UTF8' AND EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i') THEN
          CREATE COLLATION hakim_names (provider = icu, locale = 'und-u-kn-true');
        ELSE
          CREATE COLLATION hakim_names FROM "C";
        END IF;
      END $$`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP COLLATION hakim_names`)
  }
}

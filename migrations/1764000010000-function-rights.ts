import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What a role may do that has nothing but rights on the two given tables: write to them, and have the triggers keep what
 * hangs on them. It may not call the functions of the guards itself, nor hang them on tables of its own: both would
 * let it write into the log, which only the guards do. Temporary tables come last in their search path: they would
 * otherwise stand for `people` or `job_votes`.
 */
export class FunctionRights1764000010000 implements MigrationInterface {
  name = 'FunctionRights1764000010000'

  async up(runner: QueryRunner): Promise<void> {
    const onGivenTables: { name: string }[] = await runner.query(`
      SELECT DISTINCT tgfoid::regprocedure::text AS name FROM pg_trigger
      WHERE tgrelid IN ('health_reports'::regclass, 'maintenance_jobs'::regclass) AND NOT tgisinternal`)
    for (const { name } of onGivenTables) await runner.query(`ALTER FUNCTION ${name} SECURITY DEFINER`)
    const all: { name: string; definer: boolean }[] = await runner.query(`
      SELECT oid::regprocedure::text AS name, prosecdef AS definer FROM pg_proc
      WHERE proname LIKE 'hakim\\_%' AND pronamespace = (SELECT pronamespace FROM pg_proc WHERE oid = 'hakim_log'::regproc)`)
    const [path]: { schemas: string }[] = await runner.query(`
      SELECT string_agg(quote_ident(name), ', ') AS schemas FROM unnest(current_schemas(false)) AS s (name)`)
    for (const { name, definer } of all) {
      await runner.query(`REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`)
      if (definer) await runner.query(`ALTER FUNCTION ${name} SET search_path TO ${path?.schemas}, pg_temp`)
    }
  }

  async down(): Promise<void> {
    // What is taken from everybody is not given back: nothing that came before needs it.
  }
}

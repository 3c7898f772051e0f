import type { Client } from 'pg'

/**
 * What is wrong with the functions of a database, one sentence per finding; empty when all are right. A trigger must run
 * with the rights of the tables' owner and a search path that ends in pg_temp. Otherwise, anyone who writes to the given
 * tables could substitute their own tables for those that it reads. Nobody else may call any function.
 */
export async function functionFindings(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ finding: string }>(`
    WITH own AS (
      SELECT p.*, count(*) OVER (PARTITION BY proname) AS of_this_name,
             (SELECT s FROM unnest(proconfig) s WHERE s LIKE 'search_path=%') AS path,
             (SELECT relowner FROM pg_class WHERE oid = 'maintenance_jobs'::regclass) AS owner_of_tables
      FROM pg_proc p
      WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'))
    SELECT oid::regprocedure || ': ' || what AS finding
    FROM own CROSS JOIN LATERAL (VALUES
      (prorettype = 'trigger'::regtype AND NOT prosecdef, 'a trigger function without SECURITY DEFINER'),
      (prosecdef AND path IS DISTINCT FROM format('search_path=%I, pg_temp', current_schema()),
       'SECURITY DEFINER, and its search path is not the schema and then pg_temp'),
      (has_function_privilege('public', oid, 'EXECUTE'), 'PUBLIC may call it'),
      (proowner <> owner_of_tables, 'another owner than that of the tables'),
      (of_this_name > 1, 'several functions of this name'),
      (proname NOT LIKE 'hakim\\_%', 'a name without hakim_')) AS f (found, what)
    WHERE found ORDER BY 1`)
  return rows.map(({ finding }) => finding)
}

import type { EntityManager } from 'typeorm'
import { definersForServer, tableRights } from './server-rights'

/** `issuers`: the providers that may add people and give roles; null leaves them as they are. */
export type ServerRole = { role: string; issuers: readonly string[] | null }

/**
 * Gives the server's role exactly its rights (server-rights.ts). The connection has to be one of the owner of the tables.
 * Rights on them that the role was given otherwise are taken away.
 */
export async function grantServer(
  tx: Pick<EntityManager, 'query'>,
  { role, issuers }: ServerRole,
): Promise<void> {
  const to = quoted(role)
  const [place] = await tx.query<{ schema: string; functions: string; granted: string | null }[]>(
    `SELECT n.schema, string_agg(p.oid::regprocedure::text, ', ') AS functions,
            string_agg(p.oid::regprocedure::text, ', ') FILTER (
              WHERE p.prorettype <> 'trigger'::regtype AND (NOT p.prosecdef OR p.proname = ANY ($1))) AS granted
     FROM (SELECT relnamespace AS oid, relnamespace::regnamespace::text AS schema FROM pg_class
           WHERE oid = 'hakim_migrations'::regclass) n
     JOIN pg_proc p ON p.pronamespace = n.oid AND p.proname LIKE 'hakim\\_%' GROUP BY n.schema`,
    [definersForServer.map((name) => `hakim_${name}`)],
  )
  if (!place) throw new Error('There are no functions to grant')
  const { schema, functions, granted } = place
  const tables = Object.entries(tableRights)
  await tx.query(
    [
      `REVOKE ALL ON SCHEMA ${schema} FROM ${to}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${to}`,
      `REVOKE ALL ON ${tables.map(([table]) => table).join(', ')} FROM ${to}`,
      ...tables.flatMap(([table, rights]) => (rights === '' ? [] : [`GRANT ${rights} ON ${table} TO ${to}`])),
      `REVOKE ALL ON FUNCTION ${functions} FROM ${to}`,
      `GRANT EXECUTE ON FUNCTION ${granted} TO ${to}`,
    ].join(';\n'),
  )
  // So that a backup does not name these rights among those that somebody has to give again.
  await tx.query(
    `INSERT INTO settings (key, value) VALUES ('serving_role', jsonb_build_object('role', $1::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value`,
    [role],
  )
  if (issuers === null) return
  await tx.query(`DELETE FROM role_providers WHERE issuer <> ALL ($1)`, [issuers])
  await tx.query(`INSERT INTO role_providers SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [issuers])
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

import type { EntityManager } from 'typeorm'
import type { Difference } from './schema-differences'
import { definersForServer, tableRights } from './server-rights'

const tableKinds = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const
const columnKinds = ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'] as const

/** `INSERT on job_votes`, `UPDATE of name on nodes`. */
type Right = string

/** What migrate grants; a right on all columns is one on the table. */
function granted(): Set<Right> {
  const rights = Object.entries(tableRights).flatMap(([table, text]) =>
    [...text.matchAll(/([A-Z]+)(?: \(([^)]*)\))?/g)].flatMap(([, kind, columns]) =>
      columns === undefined
        ? [`${kind} on ${table}`]
        : columns.split(',').map((column) => `${kind} of ${column.trim()} on ${table}`),
    ),
  )
  return new Set(rights)
}

/** What the role may do, whoever or whatever gave it the right: itself, PUBLIC or a role that it is a member of. */
const held = `
  WITH s AS (SELECT relnamespace AS oid FROM pg_class WHERE oid = to_regclass('hakim_migrations')),
  role AS (SELECT oid FROM pg_roles WHERE rolname = $1),
  tables AS (SELECT c.oid, relname FROM pg_class c JOIN s ON relnamespace = s.oid WHERE relname = ANY ($2))
  SELECT kind || ' on ' || relname AS right FROM role, tables, unnest($3::text[]) kind
  WHERE has_table_privilege(role.oid, tables.oid, kind)
  UNION ALL
  SELECT kind || ' of ' || attname || ' on ' || relname FROM role, tables, unnest($4::text[]) kind, pg_attribute
  WHERE attrelid = tables.oid AND attnum > 0 AND NOT attisdropped AND NOT has_table_privilege(role.oid, tables.oid, kind)
    AND has_column_privilege(role.oid, tables.oid, attnum, kind)
  UNION ALL
  SELECT 'EXECUTE on ' || proname FROM role, s JOIN pg_proc p ON pronamespace = s.oid
  WHERE proname LIKE 'hakim\\_%' AND prosecdef AND proname <> ALL ($5) AND has_function_privilege(role.oid, p.oid, 'EXECUTE')
  UNION ALL
  SELECT 'CREATE in the schema' FROM role, s WHERE has_schema_privilege(role.oid, s.oid, 'CREATE')`

/** PostgreSQL before 15 lets everyone create tables in the schema `public`. */
const mendOf = (right: Right): string | null =>
  right.startsWith('CREATE') ? 'REVOKE CREATE ON SCHEMA public FROM PUBLIC' : null

/** What the role of the server may do beyond, or short of, what `hakim migrate` gives it. Not for one that owns the tables. */
export async function rightDifferences(
  db: Pick<EntityManager, 'query'>,
  role: string,
): Promise<Difference[]> {
  const rows = await db.query<{ right: Right }[]>(held, [
    ...[role, Object.keys(tableRights), tableKinds, columnKinds],
    definersForServer.map((name) => `hakim_${name}`),
  ])
  const [has, should] = [new Set(rows.map(({ right }) => right)), granted()]
  const beyond = [...has].filter((right) => !should.has(right))
  const short = has.has('SELECT on hakim_migrations') ? [...should].filter((right) => !has.has(right)) : []
  return [
    ...beyond.map((right) => ({ what: `${role} has the right to ${right}`, mend: mendOf(right) })),
    ...short.map((right) => ({ what: `${role} has no right to ${right}`, mend: null })),
  ]
}

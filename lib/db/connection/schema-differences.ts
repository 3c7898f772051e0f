import type { EntityManager } from 'typeorm'
import { functionHead, type SchemaParts, triggerText, writtenParts } from './schema-file'
import { tableRights } from './server-rights'
import { type SqlFunction, sqlFunctions } from './sql-functions'

type Db = Pick<EntityManager, 'query'>

/** What is not as the migrations made it, in words, and the SQL that mends it; null: `hakim migrate` does. */
export type Difference = { what: string; mend: string | null }

/** Whose triggers may be somebody else's: other programs write there. */
const givenTable = 'health_reports'

const own = `
  WITH s AS (
    SELECT n.oid, nspname, relowner FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
    WHERE c.oid = to_regclass('hakim_migrations'))`

/** All that are called like Hakim's. */
const functions = `
  SELECT 'function ' || proname AS name, 'function ' || p.oid::regprocedure AS with_arguments,
         concat(${functionHead('p.oid', 's.nspname')}, ' OWNER ' || nullif(proowner, relowner)::regrole, E'\\n', prosrc) AS text
  FROM s JOIN pg_proc p ON pronamespace = s.oid WHERE proname LIKE 'hakim\\_%' AND prokind = 'f'`

const present = `${own}, tables AS (
    SELECT c.* FROM pg_class c JOIN s ON relnamespace = s.oid WHERE relname = ANY ($1))
  ${functions}
  UNION ALL
  SELECT 'view ' || relname, NULL, pg_get_viewdef(oid) FROM tables WHERE relkind = 'v'
  UNION ALL
  SELECT 'trigger ' || tgname || ' on ' || relname, NULL, ${triggerText('t.oid', 'tgenabled', 's.nspname')}
  FROM s, tables JOIN pg_trigger t ON tgrelid = tables.oid
  WHERE NOT tgisinternal AND (tgname LIKE 'hakim\\_%' OR relname <> '${givenTable}')
  UNION ALL
  SELECT 'rule ' || rulename || ' on ' || relname, NULL, '' FROM tables JOIN pg_rewrite ON ev_class = tables.oid
  WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT 'foreign keys of ' || relname, NULL, '' FROM tables
  WHERE EXISTS (SELECT FROM pg_trigger WHERE tgrelid = tables.oid AND tgisinternal AND tgenabled <> 'O')
  UNION ALL
  SELECT 'row security of ' || relname, NULL, '' FROM tables WHERE relrowsecurity`

/**
 * Functions, triggers and views that differ from the files of the installation, and what else changes what a statement on
 * Hakim's tables does. Reads the catalogue alone, which every role may. For a schema that is up to date.
 */
export async function schemaDifferences(db: Db): Promise<Difference[]> {
  const written = writtenParts()
  const found = named(await db.query<Row[]>(present, [Object.keys(tableRights)]), written)
  const missing = [...written].filter(([name]) => !found.has(name))
  const other = [...found].filter(([name, text]) => written.get(name) !== text)
  return [
    ...missing.map(([name, text]) => ({ what: `${name} is missing`, mend: making(name, text) })),
    ...other.map(([name, text]) => differenceOf(name, text, written.get(name))),
  ]
}

type Row = { name: string; with_arguments: string | null; text: string }

/** An overload is not taken for the function that it stands beside. */
function named(rows: readonly Row[], written: SchemaParts): SchemaParts {
  const own = new Set(rows.filter(({ name, text }) => written.get(name) === text).map(({ name }) => name))
  const parts = rows.map(({ name, with_arguments, text }): [string, string] => [
    own.has(name) && written.get(name) !== text ? (with_arguments ?? name) : name,
    text,
  ])
  return new Map(parts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Functions of the connection's role that have another text than their files, whatever the record of them says. */
export async function replacedFunctions(db: Db): Promise<SqlFunction[]> {
  const written = writtenParts()
  const rows = await db.query<Row[]>(`${own} ${functions} AND pg_has_role(proowner, 'USAGE')`)
  const found = named(rows, written)
  return sqlFunctions().filter(({ name }) => {
    const text = found.get(`function hakim_${name}`)
    return text !== undefined && text !== written.get(`function hakim_${name}`)
  })
}

function differenceOf(name: string, text: string, written: string | undefined): Difference {
  const table = name.split(' ').at(-1)
  const enable = `ALTER TABLE ${table} ENABLE TRIGGER ALL`
  if (name.startsWith('foreign keys')) return { what: `${name} are disabled`, mend: enable }
  if (name.startsWith('row security'))
    return { what: `${name} is on`, mend: `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY` }
  if (written === undefined) return { what: `${name} is none of Hakim's`, mend: removal(name) }
  if (text === `${written}; -- enabled: D`) return { what: `${name} is disabled`, mend: enable }
  const dropped = name.startsWith('trigger') ? `${removal(name)}; ` : ''
  const made = making(name, written)
  return {
    what: `${name} is another one than that of this installation`,
    mend: made === null ? null : `${dropped}${made}`,
  }
}

/** `DROP TRIGGER name ON table` */
const removal = (name: string): string => `DROP ${name.replace(/^\w+/, (kind) => kind.toUpperCase())}`

function making(name: string, written: string): string | null {
  if (name.startsWith('function')) return null
  return name.startsWith('view') ? `CREATE OR REPLACE ${name} AS${written}` : written
}

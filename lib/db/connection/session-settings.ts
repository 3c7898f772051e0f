/**
 * Limits of a connection in milliseconds; 0: none. `silentMs` is ours: how long nothing may come back. Behind a proxy that
 * has stopped forwarding, no limit of the server reaches us.
 */
export type Limits = { statementMs: number; lockMs: number; silentMs: number }

/**
 * What Hakim's SQL and the reading of its results rely on. A database, a role or postgresql.conf may have other values, so
 * every connection sets its own.
 */
const fixed = {
  client_encoding: 'UTF8',
  datestyle: 'ISO, MDY',
  timezone: 'UTC',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
} as const

/** A server that has lost us in the middle of a transaction gives up its locks after a minute. */
const idleInTransactionMs = 60_000

/** By name; `path` is the search path. */
export const sessionSettings = (path: string, limits: Limits): [string, string][] => [
  ...Object.entries(fixed),
  ['search_path', path],
  ...timeouts(limits),
]

export const timeouts = ({ statementMs, lockMs, silentMs }: Limits): [string, string][] => [
  ['statement_timeout', String(statementMs)],
  ['lock_timeout', String(lockMs)],
  ['idle_in_transaction_session_timeout', String(silentMs === 0 ? 0 : idleInTransactionMs)],
]

/** One statement that sets them for the session. */
export const setForSession = (settings: readonly [string, string][]): { text: string; values: string[] } => ({
  text: `SELECT ${settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, false)`).join(', ')}`,
  values: settings.flat(),
})

/**
 * The search path: the schema of Hakim's tables, then the schemas that the connection would search anyway. The schema is
 * looked for elsewhere, too, if the path was changed after the installation, unless DATABASE_URL itself sets the path.
 * A new installation goes into the first schema of the path.
 */
export const findSearchPath = `
  SELECT array_to_string(ARRAY(
    SELECT quote_ident(s) FROM unnest(own || array_remove(current_schemas(false), own)) s), ', ') AS path
  FROM (SELECT coalesce(
    (SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = to_regclass('hakim_migrations')),
    (SELECT min(nspname::text)::name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE relname = 'hakim_migrations' AND relkind = 'r' AND pg_has_role(relowner, 'USAGE')
       AND (SELECT source FROM pg_settings WHERE name = 'search_path') <> 'client'
     HAVING count(*) = 1),
    current_schema(), 'public') AS own) o`

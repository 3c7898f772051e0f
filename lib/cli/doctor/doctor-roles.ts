import type { DataSource } from 'typeorm'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import type { Config } from '@/lib/config'
import { isSameDatabase, otherDatabase } from '@/lib/db/connection/same-database'
import { SERVER } from '@/lib/postgres/cluster'

type Addresses = Pick<Config, 'databaseUrl' | 'ownerDatabaseUrl'>

/** Null: that of the connection. */
export const servingRole = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | null =>
  databaseUrl === null ? SERVER : decodeURIComponent(new URL(databaseUrl).username) || null

/** Whether the server and its owner use the same database. */
export async function checkAddresses(
  db: DataSource,
  { databaseUrl, ownerDatabaseUrl }: Addresses,
): Promise<Finding> {
  if (databaseUrl === null || ownerDatabaseUrl === null)
    return finding.ok('addresses', 'one, for the server and for commands')
  return (await isSameDatabase(db, databaseUrl))
    ? finding.ok('addresses', 'DATABASE_URL and HAKIM_OWNER_DATABASE_URL are the same database')
    : finding.fail(
        'addresses',
        otherDatabase(databaseUrl, ownerDatabaseUrl),
        'correct one of them: the server uses the first, and every command the second',
      )
}

/** Whether the role that serves could do more than the guards let it. */
export async function checkRoles(
  db: DataSource,
  { databaseUrl, ownerDatabaseUrl }: Addresses,
): Promise<Finding> {
  const [row] = await db.query<{ role: string; owns: boolean }[]>(
    `SELECT r.rolname AS role, pg_has_role(r.oid, c.relowner, 'MEMBER') AS owns
     FROM pg_roles r JOIN pg_class c ON c.oid = to_regclass('hakim_migrations')
     WHERE r.rolname = coalesce($1, current_user)`,
    [servingRole({ databaseUrl })],
  )
  if (!row) return finding.ok('roles', 'there are no tables yet')
  if (!row.owns) return finding.ok('roles', `the server connects as ${row.role}, which owns nothing`)
  return finding.warn(
    'roles',
    `the server connects as ${row.role}, which may do all that the owner of the tables may: whoever gets hold of the server, or of its address of the database, can switch off the guards, write votes and rewrite the log`,
    ownerDatabaseUrl === null
      ? 'give the server a role of its own in DATABASE_URL, and name the owner in HAKIM_OWNER_DATABASE_URL for "hakim migrate" (docs/security.md)'
      : 'take its membership in the owner of the tables, or SUPERUSER, away from it',
  )
}

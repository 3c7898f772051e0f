import type { EntityManager } from 'typeorm'
import { rightDifferences } from './right-differences'
import { type Difference, schemaDifferences } from './schema-differences'

type Db = Pick<EntityManager, 'query'>

/**
 * What guards consent and log and is not as this installation makes it: functions, triggers, views, and the rights of the role
 * of the server; null: whose connection this is. Reads only. For a schema that is up to date.
 */
export async function databaseDifferences(db: Db, role: string | null): Promise<Difference[]> {
  const found = await schemaDifferences(db)
  const [serving] = await db.query<{ role: string; owns: boolean }[]>(
    `SELECT rolname AS role, pg_has_role(r.oid, relowner, 'MEMBER') AS owns
     FROM pg_roles r JOIN pg_class c ON c.oid = to_regclass('hakim_migrations') WHERE rolname = coalesce($1, current_user)`,
    [role],
  )
  return serving && !serving.owns ? [...found, ...(await rightDifferences(db, serving.role))] : found
}

/** What to do about them. */
export function remedyOf(found: readonly Difference[]): string {
  const mends = found.map(({ mend }) => mend)
  const sql = [...new Set(mends.filter((mend) => mend !== null))]
  return [
    'find out who changed it, since votes and runs until now may lack consent',
    ...(mends.includes(null)
      ? [
          'run "hakim migrate", which restores functions and rights; a right that stays was given to PUBLIC or to another role: revoke it there',
        ]
      : []),
    ...(sql.length > 0 ? [`as the owner of the tables, run: ${sql.join('; ')}`] : []),
  ].join('; ')
}

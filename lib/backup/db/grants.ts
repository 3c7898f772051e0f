import type { EntityManager } from 'typeorm'
import type { SavedTable } from '@/lib/backup/domain/tables'

/** What gives other roles their rights on the tables, as SQL. The owner's own rights need none, and
 * `migrate` gives the server's role its own. */
export async function grantsOn(tx: EntityManager, tables: readonly SavedTable[]): Promise<string[]> {
  const rows = await tx.query<{ grant: string }[]>(
    `SELECT format('GRANT %s ON %s TO %s%s', string_agg(privilege_type, ', ' ORDER BY privilege_type), oid::regclass,
                   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                   CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS grant
     FROM pg_class, aclexplode(relacl)
     WHERE oid IN (SELECT to_regclass(t) FROM unnest($1::text[]) t) AND grantee <> relowner
       AND coalesce(grantee::regrole::text <> (SELECT value ->> 'role' FROM settings WHERE key = 'serving_role'), true)
     GROUP BY oid, grantee, is_grantable ORDER BY 1`,
    [tables],
  )
  return rows.map(({ grant }) => grant)
}

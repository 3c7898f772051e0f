import type { EntityManager } from 'typeorm'
import { migrations } from '@/migrations'
import { changedFunctions, type SqlFunction } from './sql-functions'
import { tableExists } from './table-exists'

/** Migrations still to run and functions still to apply, in order, and migrations that only a newer Hakim knows. */
export type MigrationState = { pending: string[]; functions: SqlFunction[]; unknown: string[] }

/** Reads how far the schema is. TypeORM's own `showMigrations` would create its table, so it is not asked. */
export async function migrationState(db: Pick<EntityManager, 'query'>): Promise<MigrationState> {
  const known = migrations.map((migration) => migration.name)
  const rows = (await tableExists(db, 'hakim_migrations'))
    ? await db.query<{ name: string }[]>('select name from hakim_migrations')
    : []
  const applied = rows.map((row) => row.name)
  return {
    pending: known.filter((name) => !applied.includes(name)),
    functions: await changedFunctions(db),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

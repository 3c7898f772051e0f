import type { EntityManager } from 'typeorm'
import { migrations } from '@/migrations'
import { changedFunctions, type SqlFunction } from './sql-functions'
import { tableExists } from './table-exists'

/** Migrations still to run and functions still to apply, in order, and migrations that only a newer Hakim knows. */
export type MigrationState = { pending: string[]; functions: SqlFunction[]; unknown: string[] }

const knownNames = migrations.map(({ name }) => name)

/** Those of the names that only a newer Hakim knows. */
export const unknownMigrations = (names: readonly string[]): string[] =>
  names.filter((name) => !knownNames.includes(name))

type Db = Pick<EntityManager, 'query'>

/** Names of the migrations that ran, in the order in which they did. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  if (!(await tableExists(db, 'hakim_migrations'))) return []
  const rows = await db.query<{ name: string }[]>('SELECT name FROM hakim_migrations ORDER BY id')
  return rows.map(({ name }) => name)
}

/** Reads how far the schema is. TypeORM's own `showMigrations` would create its table, so it is not asked. */
export async function migrationState(db: Db): Promise<MigrationState> {
  const applied = await appliedMigrations(db)
  return {
    pending: knownNames.filter((name) => !applied.includes(name)),
    functions: await changedFunctions(db),
    unknown: unknownMigrations(applied),
  }
}

import type { DataSource } from 'typeorm'
import { migrations } from '@/migrations'

/** Names of migrations, in order: those still to run, and those that only a newer Hakim knows. */
type MigrationState = { pending: string[]; unknown: string[] }

/** Reads how far the schema is. TypeORM's own `showMigrations` would create its table, so it is not asked. */
export async function migrationState(db: DataSource): Promise<MigrationState> {
  const known = migrations.map((migration) => migration.name)
  const [table] = await db.query<{ found: string | null }[]>(
    `select to_regclass('hakim_migrations')::text as found`,
  )
  const rows = table?.found ? await db.query<{ name: string }[]>('select name from hakim_migrations') : []
  const applied = rows.map((row) => row.name)
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

import type { DataSource } from 'typeorm'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { servingRole } from '@/lib/cli/doctor/doctor-roles'
import type { Config } from '@/lib/config'
import { databaseDifferences, remedyOf } from '@/lib/db/connection/database-differences'
import { migrationState } from '@/lib/db/connection/migration-state'
import type { Difference } from '@/lib/db/connection/schema-differences'

const name = 'guards'

/** What differs from the functions, triggers, views and rights of this installation; null before the schema is up to date. */
export async function guardDifferences(
  db: DataSource,
  config: Pick<Config, 'databaseUrl'>,
): Promise<Difference[] | null> {
  const { pending, functions, unknown } = await migrationState(db)
  if (pending.length + functions.length + unknown.length > 0) return null
  return databaseDifferences(db, servingRole(config))
}

export async function checkGuards(db: DataSource, config: Pick<Config, 'databaseUrl'>): Promise<Finding> {
  const found = await guardDifferences(db, config)
  if (found === null) return finding.ok(name, 'will be compared once the schema is up to date')
  return found.length === 0
    ? finding.ok(name, 'functions, triggers, views and rights are those of this installation')
    : finding.fail(name, found.map(({ what }) => what).join('; '), remedyOf(found))
}

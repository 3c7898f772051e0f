import type { DataSource } from 'typeorm'
import { type Config, readConfig } from '@/lib/config'
import { DatabaseError, openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { migrationState } from '@/lib/db/connection/migration-state'
import { findEmbedded, startEmbedded } from '@/lib/postgres/start'

/**
 * Gives a command the URL of Hakim's database: DATABASE_URL, else the embedded database of a running `hakim start`, else
 * the embedded database, started for the duration of the command.
 */
export async function withDatabaseUrl<T>(config: Config, use: (url: string) => Promise<T>): Promise<T> {
  const url = config.databaseUrl ?? (await findEmbedded(config.dataDir))
  if (url) return use(url)
  const embedded = await startEmbedded({ dataDir: config.dataDir })
  try {
    return await use(embedded.url)
  } finally {
    await embedded.stop()
  }
}

/**
 * Runs a command on the database with an up-to-date schema. Hakim migrates only its embedded database without being
 * asked. Throws ConfigError, EmbeddedError, DatabaseError.
 */
export async function withDatabase<T>(use: (db: DataSource, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig()
  return withDatabaseUrl(config, async (url) => {
    if (config.local) await migrate(url)
    const db = await openDataSource(url, { poolSize: 2 })
    try {
      if ((await migrationState(db)).pending.length > 0) {
        throw new DatabaseError('The database schema is not up to date. Run "hakim migrate" first.')
      }
      return await use(db, config)
    } finally {
      await db.destroy()
    }
  })
}

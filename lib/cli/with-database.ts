import type { DataSource } from 'typeorm'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { type Config, ConfigError, readConfig } from '@/lib/config'
import { openDataSource } from '@/lib/db/connection/data-source'
import { DatabaseError } from '@/lib/db/connection/database-error'
import { type Migrated, migrate } from '@/lib/db/connection/migrate'
import { migrationState } from '@/lib/db/connection/migration-state'
import { isSameDatabase, otherDatabase } from '@/lib/db/connection/same-database'
import { givesRoles } from '@/lib/people/domain/sso-claims'
import type { SsoProvider } from '@/lib/people/domain/sso-provider'
import { SERVER } from '@/lib/postgres/cluster'
import { findEmbedded, startEmbedded } from '@/lib/postgres/start'

/**
 * Gives a command the URL of Hakim's database, as its owner where that is known: HAKIM_OWNER_DATABASE_URL, else DATABASE_URL,
 * else the embedded database of a running `hakim start`, else the embedded database, started for the duration of the command.
 */
export async function withDatabaseUrl<T>(config: Config, use: (url: string) => Promise<T>): Promise<T> {
  const url = config.ownerDatabaseUrl ?? config.databaseUrl ?? (await findEmbedded(config.dataDir))
  if (url) return use(url)
  const embedded = await startEmbedded({ dataDir: config.dataDir })
  try {
    return await use(embedded.url)
  } finally {
    await embedded.stop()
  }
}

/** The role that serves, where it is not the owner of the tables. */
function serverRole({ databaseUrl, ownerDatabaseUrl }: Config): string | null {
  if (databaseUrl === null) return SERVER
  if (ownerDatabaseUrl === null) return null
  const [server, owner] = [new URL(databaseUrl).username, new URL(ownerDatabaseUrl).username]
  return server === owner ? null : decodeURIComponent(server)
}

/** The server would never see what happens in another database than its own. Throws ConfigError. */
async function requireOneDatabase({ databaseUrl, ownerDatabaseUrl }: Config): Promise<void> {
  if (databaseUrl === null || ownerDatabaseUrl === null || databaseUrl === ownerDatabaseUrl) return
  const db = await openDataSource(ownerDatabaseUrl, { poolSize: 1 })
  try {
    if (await isSameDatabase(db, databaseUrl)) return
  } finally {
    await db.destroy()
  }
  throw new ConfigError(
    `Configuration: ${otherDatabase(databaseUrl, ownerDatabaseUrl)}. Both have to name the same one; nothing was changed.`,
  )
}

/**
 * Brings the schema up to date as its owner, and gives the server's role its rights. Throws ConfigError if the two addresses are
 * those of different databases.
 */
export async function migrateFor(config: Config, url: string): Promise<Migrated> {
  await requireOneDatabase(config)
  const role = serverRole(config)
  if (role === null) return migrate(url)
  const issuers =
    config.ssoFile === null
      ? null
      : ssoProviders(config)
          .filter(addsOrGives)
          .map(({ issuer }) => issuer)
  return migrate(url, { serving: { role, issuers } })
}

const addsOrGives = (provider: SsoProvider): boolean => provider.create_people || givesRoles(provider)

/**
 * Runs a command on the database with an up-to-date schema. Hakim migrates only its embedded database without being
 * asked. Throws ConfigError, EmbeddedError, DatabaseError.
 */
export async function withDatabase<T>(use: (db: DataSource, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig()
  return withDatabaseUrl(config, async (url) => {
    if (config.local) await migrateFor(config, url)
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

import { AbstractLogger, DataSource } from 'typeorm'
import { entities } from '@/lib/db/entities'
import { migrations } from '@/migrations'
import { connectionOptions, type PoolOptions } from './connection-options'
import { DatabaseError } from './database-error'

/** TypeORM prints failed migrations even when they are tried again; whoever runs them reports what was thrown. */
class Quiet extends AbstractLogger {
  protected override writeLog(): void {}
}

/** For commands, which may take as long as they need. */
const defaults: PoolOptions = {
  poolSize: 10,
  connectTimeoutMs: 10_000,
  statementMs: 0,
  lockMs: 30_000,
  silentMs: 0,
}

/** Opens a pool of at most `poolSize` connections. Throws DatabaseError if the database cannot be reached. */
export async function openDataSource(url: string, options: Partial<PoolOptions> = {}): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'hakim_migrations',
    synchronize: false,
    // The first migration does it. TypeORM would do it at every start, on a connection whose loss ends the process.
    installExtensions: false,
    logging: false,
    logger: new Quiet(),
    extra: connectionOptions(url, { ...defaults, ...options }),
    // The pool replaces a broken idle connection; without a handler the error would end the process.
    poolErrorHandler: () => undefined,
  })
  try {
    return await dataSource.initialize()
  } catch (error) {
    throw unreachable(url, error)
  }
}

const remedies: Record<string, string> = {
  ECONNREFUSED: 'nothing is listening there; start PostgreSQL or correct DATABASE_URL',
  ENOTFOUND: 'the host name is unknown; correct DATABASE_URL',
  ETIMEDOUT: 'it does not answer; check the address and the firewall',
  '28P01': 'the password is wrong; correct DATABASE_URL',
  '28000': 'this user is not allowed to connect; check DATABASE_URL and pg_hba.conf',
  '3D000': 'that database does not exist; create it with createdb',
  '53300': 'it has no free connections; raise max_connections or close other programs',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Host and database of a connection URL for messages, without the password. */
export function shownAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || '5432'}${pathname}`
}

function unreachable(url: string, error: unknown): DatabaseError {
  const why =
    remedies[codeOf(error)] ?? (error instanceof Error && error.message ? error.message : String(error))
  return new DatabaseError(`Cannot use the database at ${shownAddress(url)}: ${why}.`, { cause: error })
}

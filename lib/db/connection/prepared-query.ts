import { createHash } from 'node:crypto'
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import type { DataSource, EntityManager } from 'typeorm'

/**
 * Runs a named statement, which each connection plans once; statements of TypeORM are planned on every call. Throws what
 * `pg` throws: unlike TypeORM's errors, those do not carry the parameters into logs.
 */
export async function preparedQuery<Row extends QueryResultRow>(
  db: EntityManager,
  query: QueryConfig & { name: string | undefined },
): Promise<Row[]> {
  const runner = db.queryRunner ?? db.connection.createQueryRunner()
  try {
    const client: PoolClient = await runner.connect()
    const { rows } = await client.query<Row>(query)
    return rows
  } finally {
    if (!db.queryRunner) await runner.release()
  }
}

/** The statements of each pool that have a name, by their text. */
const pools = new WeakMap<DataSource, Map<string, string>>()

/** Kept plans take memory on each connection, so only this many statements of a pool get one. */
const maxNames = 32

/** Copies of this module share the connections, so the name depends only on the text. */
function nameOf(pool: DataSource, text: string): string | undefined {
  const names = pools.get(pool) ?? new Map<string, string>()
  pools.set(pool, names)
  const known = names.get(text)
  if (known || names.size >= maxNames) return known
  const name = createHash('sha256').update(text).digest('base64')
  names.set(text, name)
  return name
}

/** The same for SQL that is composed, such as lists with filters. */
export const keptQuery = <Row extends QueryResultRow>(
  db: EntityManager,
  text: string,
  values: unknown[],
): Promise<Row[]> => preparedQuery<Row>(db, { name: nameOf(db.connection, text), text, values })

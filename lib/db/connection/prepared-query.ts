import { createHash } from 'node:crypto'
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import type { EntityManager } from 'typeorm'

/**
 * A statement that each connection plans once, by its name: TypeORM has its statements planned at each call. An error of
 * TypeORM carries the parameters, and who logs it logs them; one of `pg` does not. Throws what `pg` throws.
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

const names = new Map<string, string>()

/** A kept plan takes memory on each connection, so what is asked for in ever new words has none after so many. */
const mostNames = 32

/** The same text has the same name in every copy of this module, since they share the connections. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= mostNames) return known
  const name = createHash('sha256').update(text).digest('base64')
  names.set(text, name)
  return name
}

/** The same for a text that is put together, as lists with their filters are. */
export const keptQuery = <Row extends QueryResultRow>(
  db: EntityManager,
  text: string,
  values: unknown[],
): Promise<Row[]> => preparedQuery<Row>(db, { name: nameOf(text), text, values })

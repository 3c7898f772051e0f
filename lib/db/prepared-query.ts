import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import type { EntityManager } from 'typeorm'

/**
 * A statement that each connection plans once, by its name: TypeORM has its statements planned at each call. An error of
 * TypeORM carries the parameters, and who logs it logs them; one of `pg` does not. Throws what `pg` throws.
 */
export async function preparedQuery<Row extends QueryResultRow>(
  db: EntityManager,
  query: QueryConfig & { name: string },
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

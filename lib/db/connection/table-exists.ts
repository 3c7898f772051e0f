import type { EntityManager } from 'typeorm'

/**
 * Whether a table exists now. Reads pg_class and not `to_regclass` alone: within a transaction that looks nothing up in
 * between, that keeps answering from the backend's cache after another process has made the table.
 */
export async function tableExists(db: Pick<EntityManager, 'query'>, name: string): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass($1)) AS found`,
    [name],
  )
  return row?.found ?? false
}

/** The same of a column of a table that there is. */
export async function columnExists(tx: EntityManager, table: string, column: string): Promise<boolean> {
  const [row] = await tx.query<{ found: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2 AND NOT attisdropped) AS found`,
    [table, column],
  )
  return row?.found ?? false
}

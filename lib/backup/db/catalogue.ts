import type { EntityManager } from 'typeorm'
import type { Identity } from '@/lib/backup/domain/manifest'
import { type SavedTable, savedTables } from '@/lib/backup/domain/tables'

/** Those of our tables that the schema has, in their order; an older schema lacks some. */
export async function presentTables(tx: EntityManager): Promise<SavedTable[]> {
  const rows = await tx.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE oid IN (SELECT to_regclass(t) FROM unnest($1::text[]) t)`,
    [savedTables],
  )
  const names = new Set(rows.map(({ name }) => name))
  return savedTables.filter((table) => names.has(table))
}

/**
 * The columns of a table, quoted, without those that are generated, and without transaction ids: on another server these
 * mean nothing, and a restored row was changed by the transaction that restores it, which is their default.
 */
export async function columnsOf(tx: EntityManager, table: SavedTable): Promise<string[]> {
  const rows = await tx.query<{ name: string }[]>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
       AND atttypid <> 'xid8'::regtype ORDER BY attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** Read after the rows, so that no row has a value that is still to come. */
export async function identitiesOf(tx: EntityManager, tables: readonly SavedTable[]): Promise<Identity[]> {
  const found: Identity[] = []
  for (const table of tables)
    for (const { column, sequence } of await identityColumns(tx, table)) {
      const [row] = await tx.query<{ last: string; called: boolean }[]>(
        `SELECT last_value::text AS last, is_called AS called FROM ${sequence}`,
      )
      if (row) found.push({ table, column, ...row })
    }
  return found
}

const identityColumns = (
  tx: EntityManager,
  table: SavedTable,
): Promise<{ column: string; sequence: string }[]> =>
  tx.query(
    `SELECT attname AS column, pg_get_serial_sequence(attrelid::regclass::text, attname) AS sequence
     FROM pg_attribute WHERE attrelid = to_regclass($1) AND attidentity <> '' AND NOT attisdropped`,
    [table],
  )

export const setIdentity = (tx: EntityManager, { table, column, last, called }: Identity): Promise<unknown> =>
  tx.query(`SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)`, [table, column, last, called])

/** Those of the tables that have a row. */
export async function tablesWithRows(
  tx: EntityManager,
  tables: readonly SavedTable[],
): Promise<SavedTable[]> {
  const found: SavedTable[] = []
  for (const table of tables) {
    const [row] = await tx.query<{ any: boolean }[]>(`SELECT EXISTS (SELECT FROM ${table}) AS any`)
    if (row?.any) found.push(table)
  }
  return found
}

export async function postgresVersion(tx: EntityManager): Promise<string> {
  const [row] = await tx.query<{ version: string }[]>(`SELECT current_setting('server_version') AS version`)
  return row?.version ?? ''
}

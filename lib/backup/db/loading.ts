import type { EntityManager } from 'typeorm'
import type { SavedTable } from '@/lib/backup/domain/tables'

type Trigger = { table: string; name: string; enabled: string }
/** An index or a constraint, as SQL. */
type Dropped = { drop: string; definition: string }

/**
 * Makes the tables ready for rows that have been through guards and triggers before, and returns how to make them again as
 * they were. Only the owner of the tables is needed. Foreign keys are checked when they are made again: all rows of a table in
 * one query instead of each row in one of its own. Nobody else sees tables without triggers and keys: until the transaction
 * ends, they are locked, and if it fails, they never were without.
 */
export async function openForLoading(
  tx: EntityManager,
  tables: readonly SavedTable[],
): Promise<() => Promise<void>> {
  await tx.query(moreMemory)
  const triggers = await tx.query<Trigger[]>(
    `SELECT tgrelid::regclass::text AS table, quote_ident(tgname) AS name, tgenabled AS enabled FROM pg_trigger
     WHERE tgrelid = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t) AND NOT tgisinternal AND tgenabled <> 'D'`,
    [tables],
  )
  for (const { table, name } of triggers) await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`)
  await tx.query(`TRUNCATE ${tables.join(', ')}`)
  const foreignKeys = await dropAll(tx, foreignKeysOf, tables)
  const indexes = await dropAll(tx, indexesOf, tables)
  return async () => {
    for (const { definition } of [...indexes, ...foreignKeys]) await tx.query(definition)
    for (const trigger of triggers)
      await tx.query(`ALTER TABLE ${trigger.table} ${enable(trigger.enabled)} TRIGGER ${trigger.name}`)
  }
}

/** So much that the keys of some million reports are sorted without files, up to the end of the transaction. */
const moreMemory = `SELECT set_config('maintenance_work_mem', '256MB', true)
  WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')`

const enable = (how: string): string =>
  how === 'A' ? 'ENABLE ALWAYS' : how === 'R' ? 'ENABLE REPLICA' : 'ENABLE'

async function dropAll(tx: EntityManager, listed: string, tables: readonly SavedTable[]): Promise<Dropped[]> {
  const found = await tx.query<Dropped[]>(listed, [tables])
  for (const { drop } of found) await tx.query(drop)
  return found
}

const foreignKeysOf = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS definition
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t)
  ORDER BY oid`

/**
 * Building an index over all rows takes a fraction of the time of adding them one by one. Keys that foreign keys of other
 * tables refer to stay, and so do indexes with an expression or condition, which PostgreSQL would print differently once
 * it has read its own text.
 */
const indexesOf = `
  SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', indexrelid::regclass)
              ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', indrelid::regclass, conname) END AS drop,
         CASE WHEN c.oid IS NULL THEN pg_get_indexdef(indexrelid)
              ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', indrelid::regclass, conname, pg_get_constraintdef(c.oid))
         END AS definition
  FROM pg_index LEFT JOIN pg_constraint c ON conindid = indexrelid AND contype IN ('p', 'u') AND conrelid = indrelid
  WHERE indrelid = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t) AND indisvalid
    AND indexprs IS NULL AND indpred IS NULL
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND conindid = indexrelid)
  ORDER BY indexrelid`

/** Statistics, without which the first pages would be planned for empty tables. */
export const analyse = (tx: EntityManager, tables: readonly SavedTable[]): Promise<unknown> =>
  tx.query(`ANALYZE ${tables.join(', ')}`)

export const lockTables = async (tx: EntityManager, tables: readonly SavedTable[]): Promise<void> => {
  if (tables.length > 0) await tx.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`)
}

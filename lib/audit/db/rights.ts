import type { EntityManager } from 'typeorm'
import { type RightsTableName, rightsTables } from '@/lib/audit/domain/rights-tables'
import type { JsonObject } from '@/lib/kernel/json/json'

const rowsPerPage = 2_000

/**
 * Times and bytes as the log has them, for the rest of the transaction. Where a policy hides rows from this role, a query fails
 * rather than leave them out.
 */
export const readAsLogged = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `SELECT set_config('TimeZone', 'UTC', true), set_config('bytea_output', 'hex', true), set_config('row_security', 'off', true)`,
  )

const sha256 = (text: string): string => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`

/** What somebody signs in with. */
const secrets: Partial<Record<RightsTableName, string>> = {
  accounts: `coalesce(password, '')`,
  passkeys: 'public_key',
  two_factors: `concat_ws(' ', secret, backup_codes)`,
}

/** Passwords of one-click accounts are set at every start, without an event. */
const conditions: Partial<Record<RightsTableName, string>> = {
  accounts: `WHERE provider_id <> 'credential' OR person_id NOT LIKE 'local-%'`,
}

/** As hakim_rights_facts makes them; written out, since the verification does not trust functions of the database. */
const digests = (table: RightsTableName, column: string): string => {
  if (column === 'email_sha256') return `${sha256('email')} AS email_sha256`
  if (column === 'token_sha256') return `${sha256('token_hash::text')} AS token_sha256`
  if (column === 'secrets_sha256') return `${sha256(secrets[table] ?? `''`)} AS secrets_sha256`
  return column
}

/** All rows of a table, what is compared of them, in pages. */
export async function* rightsRows(tx: EntityManager, table: RightsTableName): AsyncGenerator<JsonObject[]> {
  const { key, watched } = rightsTables[table]
  const columns = [...key, ...watched].map((column) => digests(table, column))
  await tx.query(
    `DECLARE hakim_rights_rows NO SCROLL CURSOR FOR
     SELECT to_jsonb(r) AS row FROM (SELECT ${columns.join(', ')} FROM ${table} ${conditions[table] ?? ''}) r`,
  )
  for (;;) {
    const rows = await tx.query<{ row: JsonObject }[]>(`FETCH ${rowsPerPage} FROM hakim_rights_rows`)
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < rowsPerPage) break
  }
  await tx.query(`CLOSE hakim_rights_rows`)
}

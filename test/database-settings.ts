import { Client } from 'pg'

/** What a database, a role or postgresql.conf may set, to values that Hakim does not expect. */
const unexpected = {
  datestyle: 'German, DMY',
  timezone: 'America/St_Johns',
  intervalstyle: 'sql_standard',
  bytea_output: 'escape',
  extra_float_digits: '-3',
  client_encoding: 'LATIN1',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  default_transaction_isolation: 'serializable',
  statement_timeout: '7s',
  lock_timeout: '7s',
  idle_in_transaction_session_timeout: '7s',
  search_path: 'elsewhere',
}

/** Gives the database settings of its own, which hold for connections from now on. */
export async function setUnexpected(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const name = new URL(url).pathname.slice(1)
  await client.query('CREATE SCHEMA IF NOT EXISTS elsewhere')
  for (const [setting, value] of Object.entries(unexpected))
    await client.query(`ALTER DATABASE ${name} SET ${setting} = ${client.escapeLiteral(value)}`)
  await client.end()
}

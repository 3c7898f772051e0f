import type { Readable, Writable } from 'node:stream'
import type { PoolClient } from 'pg'
import { from, to } from 'pg-copy-streams'
import type { EntityManager } from 'typeorm'
import type { TableHead } from '@/lib/backup/domain/manifest'
import { conditionOf } from '@/lib/backup/domain/tables'

async function clientOf(tx: EntityManager): Promise<PoolClient> {
  if (!tx.queryRunner) throw new Error('COPY needs the connection of a transaction')
  const client: PoolClient = await tx.queryRunner.connect()
  return client
}

/** The rows of a table as text, one line each: line feeds within values are escaped. In the order in which they are stored. */
export async function copyOut(tx: EntityManager, { table, columns }: TableHead): Promise<Readable> {
  const condition = conditionOf(table)
  const rows = `SELECT ${columns.join(', ')} FROM ${table}${condition ? ` WHERE ${condition}` : ''}`
  // A large table would otherwise be read from wherever another reader is.
  await tx.query(`SET LOCAL synchronize_seqscans = off`)
  return (await clientOf(tx)).query(
    to(condition ? `COPY (${rows}) TO STDOUT` : `COPY ${table} (${columns.join(', ')}) TO STDOUT`),
  )
}

/** Takes such text. FREEZE: the table was emptied in this transaction, so nobody needs older versions of its rows. */
export async function copyIn(tx: EntityManager, { table, columns }: TableHead): Promise<Writable> {
  return (await clientOf(tx)).query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN WITH (FREEZE)`))
}

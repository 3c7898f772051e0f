import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { Client, type PoolClient } from 'pg'
import { from, to } from 'pg-copy-streams'
import type { EntityManager } from 'typeorm'
import type { TableHead } from '@/lib/backup/domain/manifest'
import { conditionOf } from '@/lib/backup/domain/tables'

async function clientOf(tx: EntityManager): Promise<PoolClient> {
  if (!tx.queryRunner) throw new Error('COPY needs the connection of a transaction')
  const client: PoolClient = await tx.queryRunner.connect()
  return client
}

/**
 * Reads the rows of a table as text, one line each, in the order in which they are stored: line feeds within values are
 * escaped. `take` gets pieces of any length, the next one once it has resolved.
 */
export async function copyOut(
  tx: EntityManager,
  { table, columns }: TableHead,
  take: (chunk: Buffer) => Promise<void> | void,
): Promise<void> {
  const client = await clientOf(tx)
  const list = columns.join(', ')
  const condition = conditionOf(table)
  const what = condition ? `(SELECT ${list} FROM ${table} WHERE ${condition})` : `${table} (${list})`
  // A large table would otherwise be read from wherever another reader is.
  await tx.query(`SET LOCAL synchronize_seqscans = off`)
  try {
    for await (const chunk of client.query(to(`COPY ${what} TO STDOUT`))) {
      if (!Buffer.isBuffer(chunk)) throw new Error('COPY sent no bytes')
      await take(chunk)
    }
  } catch (error) {
    abandon(client)
    throw error
  }
}

/** Closes a connection on which rows may still be waiting to be read: the ROLLBACK after them would wait for ever. */
function abandon(client: PoolClient): void {
  if (!(client instanceof Client)) return
  const { stream } = client.connection
  if (stream instanceof Socket) stream.destroy()
}

/** Takes such text. FREEZE: the table was emptied in this transaction, so nobody needs older versions of its rows. */
export async function copyIn(tx: EntityManager, { table, columns }: TableHead): Promise<Writable> {
  return (await clientOf(tx)).query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN WITH (FREEZE)`))
}

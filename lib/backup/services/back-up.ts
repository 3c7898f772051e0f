import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DataSource, EntityManager } from 'typeorm'
import { columnsOf, identitiesOf, postgresVersion, presentTables } from '@/lib/backup/db/catalogue'
import { copyOut } from '@/lib/backup/db/copy'
import { grantsOn } from '@/lib/backup/db/grants'
import type { BackupAudit, End, Header, TableEnd } from '@/lib/backup/domain/manifest'
import { asResult, Refused } from '@/lib/backup/domain/refused'
import type { Progress, SavedTable } from '@/lib/backup/domain/tables'
import { appliedMigrations, migrationState } from '@/lib/db/connection/migration-state'
import type { Result } from '@/lib/kernel/errors'
import { auditSummary } from './audit-summary'
import { FrameWriter } from './frame-writer'
import { known } from './known-errors'
import { Rows } from './rows'

export type BackupOptions = {
  /** Hakim's version. */
  version: string
  secret: Pick<Header, 'secret' | 'key'>
  progress: Progress
}

export type BackedUp = {
  bytes: number
  rows: number
  tables: Record<string, number>
  audit: BackupAudit | null
}

/** A frame is full with a megabyte. */
const frameBytes = 1024 * 1024

/**
 * Writes the database, as it is at one moment, into a new file that only its owner can read. Others go on reading and
 * writing meanwhile. Until the backup is whole, the file has another name.
 */
export const backUp = (db: DataSource, file: string, options: BackupOptions): Promise<Result<BackedUp>> =>
  asResult(async () => {
    await refuseOtherDatabase(db)
    if (await stat(file).catch(() => null))
      throw new Refused('conflict', `${file} exists already. Choose another name; nothing was written.`)
    const partial = `${file}.partial`
    try {
      await rm(partial, { force: true })
      const handle = await open(partial, 'wx', 0o600)
      try {
        const done = await db.transaction('REPEATABLE READ', (tx) => writeAll(tx, handle, options))
        await rename(partial, file)
        await syncFolder(dirname(resolve(file)))
        return done
      } finally {
        await handle.close()
      }
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined)
      throw known(error, `Cannot write ${file}`)
    }
  })

/** Without it, a power cut could take the new name away. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

async function refuseOtherDatabase(db: DataSource): Promise<void> {
  const { unknown } = await migrationState(db)
  if (unknown.length > 0)
    throw new Refused(
      'conflict',
      `The database belongs to a newer Hakim (${unknown.join(', ')}). Back it up with that version.`,
    )
  if ((await appliedMigrations(db)).length === 0)
    throw new Refused('not_found', 'There is no database of Hakim here yet, and so nothing to back up.')
}

async function writeAll(
  tx: EntityManager,
  handle: FileHandle,
  { version, secret, progress }: BackupOptions,
): Promise<BackedUp> {
  await tx.query('SET TRANSACTION READ ONLY')
  const tables = await presentTables(tx)
  const writer = new FrameWriter(handle)
  const add = (kind: 'header' | 'tableHead' | 'tableEnd' | 'end', content: object): Promise<void> =>
    writer.add(kind, Buffer.from(JSON.stringify(content)))
  await writer.begin()
  const header: Header = {
    hakim: version,
    made_at: new Date().toISOString(),
    postgres: await postgresVersion(tx),
    migrations: await appliedMigrations(tx),
    ...secret,
  }
  await add('header', header)
  const counts: Record<string, number> = {}
  let rows = 0
  for (const table of tables) {
    const columns = await columnsOf(tx, table)
    await add('tableHead', { table, columns })
    const end = await writeRows(tx, writer, { table, columns }, progress)
    await add('tableEnd', end)
    counts[table] = end.rows
    rows += end.rows
  }
  progress('Verifying the audit log')
  const audit = tables.includes('job_events') ? await auditSummary(tx, secret.key) : null
  const end: End = {
    tables: tables.length,
    rows,
    identities: await identitiesOf(tx, tables),
    grants: await grantsOn(tx, tables),
    audit,
  }
  await add('end', end)
  await writer.end()
  return { bytes: writer.bytes, rows, tables: counts, audit }
}

async function writeRows(
  tx: EntityManager,
  writer: FrameWriter,
  head: { table: SavedTable; columns: string[] },
  progress: Progress,
): Promise<TableEnd> {
  const rows = new Rows()
  let chunks: Buffer[] = []
  let waiting = 0
  const flush = async (): Promise<void> => {
    if (waiting === 0) return
    const payload = Buffer.concat(chunks)
    chunks = []
    waiting = 0
    rows.take(payload)
    await writer.add('rows', payload)
    progress(`Writing ${head.table}`, rows.rows)
  }
  await copyOut(tx, head, async (chunk) => {
    chunks.push(chunk)
    waiting += chunk.length
    if (waiting >= frameBytes) await flush()
  })
  await flush()
  return rows.end()
}

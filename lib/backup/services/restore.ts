import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual } from 'node:util'
import type { DataSource, EntityManager } from 'typeorm'
import { eventsAfter, lastEvent } from '@/lib/audit/db/last-event'
import { columnsOf, presentTables, setIdentity, tablesWithRows } from '@/lib/backup/db/catalogue'
import { copyIn, copyOut } from '@/lib/backup/db/copy'
import { analyse, lockTables, openForLoading } from '@/lib/backup/db/loading'
import type { BackupAudit, End, Header } from '@/lib/backup/domain/manifest'
import { altered, asResult, Refused } from '@/lib/backup/domain/refused'
import { type Progress, type SavedTable, tablesInUse } from '@/lib/backup/domain/tables'
import { shownAddress } from '@/lib/db/connection/data-source'
import { bringUpToDate, lockMigrations, runMigrations } from '@/lib/db/connection/migrate'
import { appliedMigrations, unknownMigrations } from '@/lib/db/connection/migration-state'
import type { Result } from '@/lib/kernel/errors'
import { auditSummary } from './audit-summary'
import { known, unrelated } from './known-errors'
import { type OpenBackup, openBackup, type Section } from './read-backup'
import { isSame, Rows } from './rows'

export type RestoreOptions = {
  progress: Progress
  /** Heads of the audit log that were kept outside the database, by the number of their checkpoint. */
  heads?: ReadonlyMap<number, string>
}

export type Restored = {
  header: Header
  rows: number
  tables: Record<string, number>
  audit: BackupAudit | null
  /** What other roles had on the tables, as SQL. */
  grants: string[]
  /** Migrations that are newer than the backup. */
  migrated: string[]
}

/**
 * Fills an empty database from a backup: migrates it to the state of the backup, loads the rows, compares what the database
 * then holds with the backup, migrates on, and verifies the audit log. All in one transaction: if anything is wrong, the
 * database is as before.
 */
export const restore = (
  db: DataSource,
  url: string,
  file: string,
  options: RestoreOptions,
): Promise<Result<Restored>> =>
  asResult(async () => {
    try {
      const backup = await openBackup(file, options.progress)
      try {
        return await db.transaction((tx) => restoreWithin(tx, { db, url, file, backup, ...options }))
      } finally {
        await backup.close()
      }
    } catch (error) {
      throw known(error, `Cannot read ${file}`)
    }
  })

type Job = RestoreOptions & { db: DataSource; url: string; file: string; backup: OpenBackup }

async function restoreWithin(tx: EntityManager, job: Job): Promise<Restored> {
  const { db, url, backup, progress } = job
  const { header } = backup
  await lockMigrations(tx)
  await tx.query(`SET LOCAL lock_timeout = '30s'`)
  await migrateToBackup(tx, job)
  const tables = await presentTables(tx)
  const close = await openForLoading(tx, tables)
  const { end, ends } = await loadAll(tx, job)
  progress('Building indexes')
  await close().catch((error: unknown) => {
    throw unrelated(error, job.file)
  })
  // The upgrade of such a database writes into its log.
  const isOlder = !header.migrations.includes('SignInLog1764000038000')
  // The versions just before that one had this table and did not save it.
  const needed = tables.filter((table) => table in ends || !(isOlder && table === 'role_providers'))
  if (Object.keys(ends).length !== needed.length) throw altered(job.file, 'a table is missing')
  for (const identity of end.identities) await setIdentity(tx, identity)
  progress('Verifying the audit log')
  if (end.audit && isOlder) await compareAudit(tx, job, end.audit, isOlder)
  const last = await lastEvent(tx)
  const { applied } = await bringUpToDate(db, tx, url)
  if (end.audit && !isOlder) {
    // What an upgrade writes into the log is not in the backup.
    const events = end.audit.events + (await eventsAfter(tx, last))
    await compareAudit(tx, job, { ...end.audit, events }, isOlder)
  }
  // A migration may have renamed some.
  await analyse(tx, await presentTables(tx))
  const { rows, audit, grants } = end
  return { header, rows, tables: ends, audit, grants, migrated: applied }
}

/** Refuses a database that holds anything, and brings an empty one to the state that the backup was made in. */
async function migrateToBackup(tx: EntityManager, { db, url, backup }: Job): Promise<void> {
  const { header } = backup
  const newer = unknownMigrations(header.migrations)
  if (newer.length > 0)
    throw new Refused(
      'conflict',
      `The backup was made by a newer Hakim (${header.hakim}; ${newer.join(', ')}). ` +
        'Update this installation first; nothing was changed.',
    )
  const present = await presentTables(tx)
  await lockTables(tx, present)
  const used = await tablesWithRows(
    tx,
    present.filter((table) => tablesInUse.includes(table)),
  )
  if (used.length > 0)
    throw new Refused(
      'conflict',
      `The database at ${shownAddress(url)} is not empty (${shown(used)}). Restore into a new database, or, without ` +
        'DATABASE_URL, set HAKIM_DATA_DIR to a new folder; nothing was changed.',
    )
  const applied = await appliedMigrations(tx)
  const ahead = applied.filter((name) => !header.migrations.includes(name))
  if (ahead.length > 0)
    throw new Refused(
      'conflict',
      `The backup is from before ${ahead.join(', ')}, which this database already has. Restore it into a new, entirely ` +
        'empty database, which is migrated from the state of the backup on; nothing was changed.',
    )
  await runMigrations(db, tx, header.migrations)
}

const shown = (tables: readonly SavedTable[]): string =>
  tables.slice(0, 3).join(', ') + (tables.length > 3 ? ` and ${tables.length - 3} more tables` : '')

async function loadAll(tx: EntityManager, job: Job): Promise<{ end: End; ends: Record<string, number> }> {
  const ends: Record<string, number> = {}
  for (;;) {
    const { done, value } = await job.backup.sections.next()
    if (done) return { end: value, ends }
    if (value.head.table in ends) throw altered(job.file, 'a table is in it twice')
    ends[value.head.table] = await load(tx, value, job)
  }
}

async function load(tx: EntityManager, section: Section, { file, progress }: Job): Promise<number> {
  const { table, columns } = section.head
  const own = await columnsOf(tx, table)
  if (own.join() !== columns.join())
    throw new Refused(
      'conflict',
      `The backup has other columns of ${table} than this version of Hakim (${columns.join(', ')}). Restore it with the ` +
        'version that made it; nothing was changed.',
    )
  await pipeline(section.rows, await copyIn(tx, section.head))
  const end = section.end()
  const found = new Rows()
  await copyOut(tx, section.head, (chunk) => {
    found.take(chunk)
    progress(`Comparing ${table}`, found.rows)
  })
  if (!isSame(found.end(), end))
    throw new Refused(
      'conflict',
      `After loading ${file}, the database holds other rows of ${table} than the backup (${found.rows} instead of ` +
        `${end.rows}). Nothing was changed.`,
    )
  return end.rows
}

/**
 * Findings that the log had when it was backed up are no reason to refuse it; others are. The log of an older database is
 * compared without its jobs.
 */
async function compareAudit(
  tx: EntityManager,
  { backup, heads = new Map() }: Job,
  expected: BackupAudit,
  isOlder: boolean,
): Promise<void> {
  const all = await auditSummary(tx, backup.header.key, heads)
  const found = isOlder ? { ...all, jobs: expected.jobs, found: Math.max(all.found, expected.found) } : all
  if (!isDeepStrictEqual(found, expected))
    throw new Refused(
      'conflict',
      `The restored audit log is not the one that was backed up: ${words(found)} instead of ${words(expected)}. ` +
        (heads.size > 0
          ? 'If the kept heads (audit/heads.ndjson in the data folder) are of another database, move them away. '
          : '') +
        'Nothing was changed.',
    )
}

const words = ({ events, streams, checkpoints, found }: BackupAudit): string =>
  `${events} events, ${streams} chains, ${checkpoints} checkpoints and ${found} findings`

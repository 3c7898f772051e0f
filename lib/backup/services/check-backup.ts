import type { BackupAudit, Header } from '@/lib/backup/domain/manifest'
import { asResult } from '@/lib/backup/domain/refused'
import type { Progress } from '@/lib/backup/domain/tables'
import type { Result } from '@/lib/kernel/errors'
import { known } from './known-errors'
import { openBackup } from './read-backup'

export type CheckedBackup = {
  header: Header
  rows: number
  tables: Record<string, number>
  audit: BackupAudit | null
}

/** What a file says about itself; refuses one that is no backup, or torn, before anything is begun. */
export const readHeader = (file: string): Promise<Result<Header>> =>
  asResult(async () => {
    try {
      const backup = await openBackup(file, () => {})
      await backup.close()
      return backup.header
    } catch (error) {
      throw known(error, `Cannot read ${file}`)
    }
  })

/** Reads a backup from its beginning to its end and compares all digests; needs no database. */
export const checkBackup = (file: string, progress: Progress): Promise<Result<CheckedBackup>> =>
  asResult(async () => {
    try {
      const backup = await openBackup(file, progress)
      try {
        const tables: Record<string, number> = {}
        for (;;) {
          const { done, value } = await backup.sections.next()
          if (done) return { header: backup.header, rows: value.rows, tables, audit: value.audit }
          for await (const _ of value.rows);
          tables[value.head.table] = value.end().rows
        }
      } finally {
        await backup.close()
      }
    } catch (error) {
      throw known(error, `Cannot read ${file}`)
    }
  })

import type { Command } from 'commander'
import { backUp } from '@/lib/backup/services/back-up'
import { secretFacts } from '@/lib/backup/services/installation'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabaseUrl } from '@/lib/cli/with-database'
import { existingSecret, readConfig } from '@/lib/config'
import { openDataSource } from '@/lib/db/connection/data-source'
import { counted, progressLines, size } from './progress'

export function registerBackup(program: Command, version: string): void {
  program
    .command('backup')
    .description(
      'write everything in the database, as it is at one moment, into a new file; Hakim may be running',
    )
    .argument('<file>', 'the file to write; readable only by its owner')
    .option('--json', 'print {"file", "bytes", "rows", "tables", "audit"}')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const config = readConfig()
      const secret = secretFacts(existingSecret(config))
      const done = await withDatabaseUrl(config, async (url) => {
        const db = await openDataSource(url, { poolSize: 1 })
        try {
          return unwrap(await backUp(db, file, { version, secret, progress: progressLines() }))
        } finally {
          await db.destroy()
        }
      })
      const { bytes, rows, tables, audit } = done
      const text =
        `Wrote ${file} (${size(bytes)}): ${counted(rows, tables)}.\n` +
        (audit && audit.found > 0
          ? `The audit log has ${audit.found} findings: run "hakim audit verify". They are in the backup as well.\n`
          : '') +
        'HAKIM_SECRET is not in it: keep that elsewhere. The file holds password hashes; keep it as safe as the database.'
      print(json, { file, ...done }, text)
    })
}

import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { headsFile } from '@/lib/audit/services/heads-file'
import { type KeptHeads, readHeads } from '@/lib/audit/services/read-heads'
import type { Header } from '@/lib/backup/domain/manifest'
import { checkBackup, readHeader } from '@/lib/backup/services/check-backup'
import { compareSecret, type SecretComparison } from '@/lib/backup/services/installation'
import { restore } from '@/lib/backup/services/restore'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabaseUrl } from '@/lib/cli/with-database'
import { type Config, existingSecret, readConfig } from '@/lib/config'
import { openDataSource } from '@/lib/db/connection/data-source'
import { counted, progressLines } from './progress'

type Options = { check?: boolean; json?: boolean }

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('fill an empty database from a backup; if the file is torn or altered, nothing is changed')
    .argument('<file>', 'what "hakim backup" wrote')
    .option('--check', 'only read the file and compare its digests; needs no database')
    .option(
      '--json',
      'print {"file", "rows", "tables", "audit", "made_at", "hakim", "migrated", "grants", "secret"}',
    )
    .action((file: string, { check, json }: Options) => (check ? checked(file, json) : restored(file, json)))
}

async function checked(file: string, json: boolean | undefined): Promise<void> {
  const { header, ...counts } = unwrap(await checkBackup(file, progressLines()))
  const facts = { file, ...counts, made_at: header.made_at, hakim: header.hakim }
  print(json, facts, `${file} is whole. ${origin(header)}, it holds ${counted(counts.rows, counts.tables)}.`)
}

async function restored(file: string, json: boolean | undefined): Promise<void> {
  const config = readConfig()
  const heads = await keptHeads(config)
  // Before an embedded database is created for nothing.
  unwrap(await readHeader(file))
  const { header, ...done } = await withDatabaseUrl(config, async (url) => {
    const db = await openDataSource(url, { poolSize: 1 })
    try {
      return unwrap(await restore(db, url, file, { progress: progressLines(), heads }))
    } finally {
      await db.destroy()
    }
  })
  const secret = compareSecret(header, existingSecret(config))
  const { made_at, hakim } = header
  const { migrated, grants } = done
  const text =
    `Restored ${file}: ${counted(done.rows, done.tables)}. ${origin(header)}; counts, digests and audit log are the same.\n` +
    (migrated.length > 0 ? `Migrated to this version: ${migrated.join(', ')}.\n` : '') +
    (grants.length > 0
      ? `Other roles had rights on these tables, which are not restored. To give them again:\n${grants.map((grant) => `  ${grant};\n`).join('')}`
      : '') +
    secretWords(secret, config)
  print(json, { file, ...done, made_at, hakim, secret }, text)
}

async function keptHeads({ dataDir }: Config): Promise<KeptHeads['hashes']> {
  const file = headsFile(dataDir)
  // What is wrong with that file is for "hakim audit verify" to say.
  return existsSync(file) ? (await readHeads(file, new AuditFindings())).hashes : new Map()
}

const origin = ({ hakim, made_at }: Header): string => `Made by Hakim ${hakim} at ${made_at}`

function secretWords(secret: SecretComparison, { dataDir }: Config): string {
  const consequence = 'people have to sign in again, and checkpoints are signed with another key'
  if (secret === 'same') return 'HAKIM_SECRET is the same as when the backup was made.'
  if (secret === 'different')
    return `HAKIM_SECRET is not the one of the backup. If you keep it, ${consequence}.`
  if (secret === 'missing')
    return `This installation has no secret yet. Set HAKIM_SECRET or copy the file secret to ${dataDir} first; otherwise ${consequence}.`
  return 'The backup was made where no HAKIM_SECRET was known, so it cannot be compared with the one here.'
}

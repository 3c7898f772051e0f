import { existsSync } from 'node:fs'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { headsFile } from '@/lib/audit/services/heads-file'
import { readExportHeader } from '@/lib/audit/services/read-export'
import { type KeptHeads, readHeads } from '@/lib/audit/services/read-heads'
import { checkpointKey } from '@/lib/audit/services/signing'
import { type AuditReport, verifyDatabase, verifyExport } from '@/lib/audit/services/verify-audit'
import { guardDifferences } from '@/lib/cli/doctor/doctor-guards'
import { withDatabase } from '@/lib/cli/with-database'
import { type Config, existingSecret, readConfig } from '@/lib/config'

type VerifyOptions = { file?: string; heads?: string; key: readonly string[] }

export type VerifiedLog = AuditReport & {
  /** The keys that signatures were checked with, and where they came from. */
  keys: string[]
  keys_from: 'option' | 'secret' | 'heads' | 'export' | null
  heads: number
  /** When the export was made; null: the database was checked. */
  exported_at: string | null
  /** How many of the kept heads are newer than the export. */
  heads_after_export: number
  /** What of the guards in the database is not as this installation makes it; null for an export. */
  guards: string[] | null
}

const noHeads: KeptHeads = { hashes: new Map(), times: new Map(), keys: [] }

const ownKey = (config: Config): string | null => {
  const secret = existingSecret(config)
  return secret === null ? null : checkpointKey(secret).did
}

/** Verifies the log in the database, or in an export. */
export function verifiedLog(options: VerifyOptions): Promise<VerifiedLog> {
  return options.file === undefined ? inDatabase(options) : inExport(options.file, options)
}

function inDatabase({ heads: path, key }: VerifyOptions): Promise<VerifiedLog> {
  return withDatabase(async (db, config) => {
    const findings = new AuditFindings()
    const own = headsFile(config.dataDir)
    const file = path ?? (existsSync(own) ? own : undefined)
    // Read before the database's snapshot, so that every head in the file is also in the snapshot.
    const heads = file ? await readHeads(file, findings) : noHeads
    const chosen = chooseKeys(key, ownKey(config), heads.keys, null)
    const found = await db.transaction('REPEATABLE READ', (tx) =>
      verifyDatabase(tx, { keys: chosen.keys, heads: heads.hashes, findings }),
    )
    const differences = await guardDifferences(db, config)
    const guards = differences?.map(({ what }) => what) ?? null
    return { ...found, ...chosen, heads: heads.hashes.size, exported_at: null, heads_after_export: 0, guards }
  })
}

async function inExport(file: string, { heads: path, key }: VerifyOptions): Promise<VerifiedLog> {
  const findings = new AuditFindings()
  const header = await readExportHeader(file)
  const heads = path ? await readHeads(path, findings) : noHeads
  const own = ownKey(readConfig())
  const chosen = chooseKeys(key, own === header?.key ? own : null, heads.keys, header?.key ?? null)
  // The export need not have checkpoints that were made after it.
  const known = new Map(
    [...heads.hashes].filter(([no]) => !header || (heads.times.get(no) ?? '') <= header.exported_at),
  )
  const found = await verifyExport(file, { keys: chosen.keys, heads: known, findings })
  return {
    ...found,
    ...chosen,
    heads: known.size,
    exported_at: header?.exported_at ?? null,
    heads_after_export: heads.hashes.size - known.size,
    guards: null,
  }
}

/** The keys to trust: those of --key, else this installation's, else those of the kept heads, else the export's. */
function chooseKeys(
  options: readonly string[],
  own: string | null,
  kept: readonly string[],
  exported: string | null,
): Pick<VerifiedLog, 'keys' | 'keys_from'> {
  if (options.length > 0) return { keys: [...options, ...(own ? [own] : [])], keys_from: 'option' }
  if (own) return { keys: [own], keys_from: 'secret' }
  if (kept.length > 0) return { keys: [...kept], keys_from: 'heads' }
  return exported ? { keys: [exported], keys_from: 'export' } : { keys: [], keys_from: null }
}

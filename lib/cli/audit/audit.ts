import { createWriteStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportAudit } from '@/lib/audit/services/export-audit'
import { checkpointKey } from '@/lib/audit/services/signing'
import { report } from '@/lib/cli/audit/audit-report'
import { verifiedLog } from '@/lib/cli/audit/audit-verify'
import { exitCodes } from '@/lib/cli/exit'
import { shownJson, shownText } from '@/lib/cli/shown'
import { withDatabase } from '@/lib/cli/with-database'
import { existingSecret } from '@/lib/config'
import { keyOfDid } from '@/lib/kernel/did/did-key'

const exitHelp = `
Exit codes: ${exitCodes.ok} no findings · ${exitCodes.failed} findings, or the log could not be read · ${exitCodes.usage} invalid option`

export function registerAudit(program: Command): void {
  const audit = program.command('audit').description('the tamper-evident log of jobs and rights')
  audit
    .command('export')
    .description(
      'print the log with its checkpoints as NDJSON, which `hakim audit verify --file` can check anywhere',
    )
    .option('--file <path>', 'write to this file instead of standard output')
    .action(async ({ file }: { file?: string }) => {
      await withDatabase(async (db, config) => {
        const secret = existingSecret(config)
        const key = secret === null ? null : checkpointKey(secret).did
        await db.transaction('REPEATABLE READ', async (tx) => {
          const lines = Readable.from(exportAudit(tx, { key, now: new Date() }))
          if (file) await pipeline(lines, createWriteStream(file, { mode: 0o600 }))
          else await pipeline(lines, process.stdout, { end: false }).catch(endQuietly)
        })
      })
    })
  const verify = audit
    .command('verify')
    .description('report every event or checkpoint that was changed, removed, moved, inserted or cut off')
    .option('--file <path>', 'verify an export instead of the database; needs no database')
    .option(
      '--heads <path>',
      'heads.ndjson as kept elsewhere (default for the database: the one in the data folder)',
    )
    .option(
      '--key <did>',
      'the did:key that signs checkpoints; repeat it after a change of HAKIM_SECRET',
      collect,
      [],
    )
    .option('--json', 'print the report as JSON')
    .addHelpText('after', exitHelp)
    .action(
      async ({ json, ...options }: { file?: string; heads?: string; key: string[]; json?: boolean }) => {
        for (const did of options.key)
          if (!keyOfDid(did))
            verify.error(`--key ${did} is not the did:key of an Ed25519 key (did:key:z6Mk…).`, usage)
        for (const path of [options.file, options.heads])
          if (path && !existsSync(path)) verify.error(`File not found: ${path}.`, usage)
        const found = await verifiedLog(options)
        console.log(json ? shownJson(found, 2) : shownText(report(found)))
        if (!found.ok) process.exitCode = exitCodes.failed
      },
    )
}

/** When nobody reads the rest, as in `| head`, only the exit code says that the export is not complete. */
function endQuietly(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  process.exitCode = exitCodes.failed
}

const usage = { exitCode: exitCodes.usage }
const collect = (value: string, before: string[]): string[] => [...before, value]

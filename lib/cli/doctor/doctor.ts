import type { Command } from 'commander'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { checkDatabase } from '@/lib/cli/doctor/doctor-database'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { checkDisk, checkNode, checkZoneData } from '@/lib/cli/doctor/doctor-machine'
import { exitCodes, explain } from '@/lib/cli/exit'
import { shownJson, shownText } from '@/lib/cli/shown'
import { withDatabaseUrl } from '@/lib/cli/with-database'
import { ConfigError, readConfig } from '@/lib/config'

const signs = { ok: '✓', warn: '!', fail: '✗' } as const

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check configuration, database, rights, disk, clock and time-zone data, and say what to do')
    .option('--json', 'print {"ok": boolean, "checks": [{check, status, detail, remedy?}]}')
    .action(async (options: { json?: boolean }) => {
      const checks = await examine()
      const ok = checks.every((check) => check.status !== 'fail')
      console.log(options.json ? shownJson({ ok, checks }, 2) : shownText(table(checks)))
      if (!ok) process.exitCode = exitCodes.failed
    })
}

/** Runs every possible check; a failure hides only checks that depend on it. */
async function examine(): Promise<Finding[]> {
  const first = [checkNode(), checkZoneData()]
  try {
    const config = readConfig()
    const mode = config.local ? 'local mode, embedded PostgreSQL' : 'DATABASE_URL'
    const providers = ssoProviders(config).map(({ id }) => id)
    const signIn = providers.length > 0 ? `, sign-in with ${providers.join(', ')}` : ''
    first.push(finding.ok('configuration', `${mode}, log level ${config.logLevel}${signIn}`))
    const disk = checkDisk(config)
    first.push(disk)
    if (config.local && disk.status === 'fail') return first
    return [...first, ...(await withDatabaseUrl(config, (url) => checkDatabase(url, config)))]
  } catch (error) {
    const check = error instanceof ConfigError ? 'configuration' : 'database'
    return [...first, finding.fail(check, explain(error).message, 'follow the message')]
  }
}

function table(checks: readonly Finding[]): string {
  const width = Math.max(...checks.map(({ check }) => check.length))
  return checks
    .flatMap(({ status, check, detail, remedy }) => [
      `${signs[status]} ${status.padEnd(4)}  ${check.padEnd(width)}  ${detail}`,
      ...(remedy ? [`${' '.repeat(width + 10)}→ ${remedy}`] : []),
    ])
    .join('\n')
}

import type { Command } from 'commander'
import { registerAgent } from '@/lib/cli/agent'
import { registerAlert } from '@/lib/cli/alert/alert'
import { registerChannel } from '@/lib/cli/alert/channel'
import { registerAudit } from '@/lib/cli/audit/audit'
import { registerBackup } from '@/lib/cli/backup/backup'
import { registerRestore } from '@/lib/cli/backup/restore'
import { registerChange } from '@/lib/cli/change/change'
import { registerDoctor } from '@/lib/cli/doctor/doctor'
import { exitCodes } from '@/lib/cli/exit'
import type { Host } from '@/lib/cli/host'
import { registerJob } from '@/lib/cli/job/job'
import { registerKey } from '@/lib/cli/key/key'
import { registerMigrate } from '@/lib/cli/migrate'
import { registerNode } from '@/lib/cli/node'
import { registerUser } from '@/lib/cli/people/user'
import { registerPins } from '@/lib/cli/pins/pins'
import { hakimProgram } from '@/lib/cli/program'
import { registerDelegate } from '@/lib/cli/rights/delegate'
import { registerGroup } from '@/lib/cli/rights/group'
import { registerRule } from '@/lib/cli/rights/rule'
import { run } from '@/lib/cli/run'
import { registerSample } from '@/lib/cli/sample'
import { registerStart } from '@/lib/cli/start/start'
import { registerToken } from '@/lib/cli/token'
import { registerVerifyConsent } from '@/lib/cli/verify-consent'

const help = `
Exit codes: ${exitCodes.ok} done · ${exitCodes.failed} failed · ${exitCodes.usage} invalid option or setting

Settings come from the environment: DATABASE_URL (unset: Hakim runs its own PostgreSQL), HAKIM_OWNER_DATABASE_URL, HAKIM_DATA_DIR,
HOST, PORT, HAKIM_BASE_URL, HAKIM_SECRET, HAKIM_DEMO, HAKIM_LOG_LEVEL, HAKIM_LOG_FORMAT,
HAKIM_DATABASE_POOLER, HAKIM_TRUSTED_PROXIES, HAKIM_METRICS_TOKEN, HAKIM_METRICS_PORT, HAKIM_SSO_FILE,
HAKIM_PASSWORD_SIGN_IN, HAKIM_SMTP_URL, HAKIM_MAIL_FROM, HAKIM_RETAIN_REPORTS, HAKIM_RETAIN_ROLL_UPS,
HAKIM_MAX_REPORT_METRICS, HAKIM_MAX_NODE_METRICS, HAKIM_LONG_SILENCE, HAKIM_UNDO_SECONDS.

"hakim key", "hakim job", "hakim change", "hakim alert" and "hakim channel" call a server instead: HAKIM_SERVER, HAKIM_TOKEN.`

/** Every command; `host` comes from bin/hakim.mjs. */
export function hakimCommands(host: Host): Command {
  const program = hakimProgram()
    .description('Health charts and consent-based maintenance for the nodes of a decentralised network')
    .version(host.version)
    .addHelpText('after', help)
  registerStart(program, host)
  registerMigrate(program)
  registerDoctor(program)
  registerUser(program)
  registerNode(program)
  registerToken(program)
  registerGroup(program)
  registerRule(program)
  registerDelegate(program)
  registerAgent(program)
  registerKey(program)
  registerJob(program)
  registerChange(program)
  registerAlert(program)
  registerChannel(program)
  registerSample(program)
  registerAudit(program)
  registerVerifyConsent(program)
  registerPins(program)
  registerBackup(program, host.version)
  registerRestore(program)
  return program
}

/** Runs the command line and returns the exit code. */
export const main = (argv: readonly string[], host: Host): Promise<number> => run(hakimCommands(host), argv)

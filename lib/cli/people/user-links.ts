import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { factorWords } from '@/lib/people/domain/factor-words'
import { invitePerson } from '@/lib/people/services/invite-person'
import { removeSecondFactor } from '@/lib/people/services/remove-second-factor'
import { resetSignIn } from '@/lib/people/services/reset-sign-in'
import { minute } from './user-list'

type Made = { email: string; expires_at: Date; link: string | null; warnings: string[] }

/** What to do with a link; it is printed only if no mail took it. */
const linkText = ({ email, expires_at, link, warnings }: Made): string =>
  [
    ...warnings.map((warning) => `Note: ${warning}`),
    link === null
      ? `Sent to ${email}; the link works once, until ${minute(expires_at)}`
      : `Pass this link on to ${email}; it works once, until ${minute(expires_at)}:\n${link}`,
  ].join('\n')

/** Links for people who join or who have lost their password, and what to do about a lost second factor. */
export function registerUserLinks(user: Command): void {
  user
    .command('invite')
    .description('invite somebody: by mail if HAKIM_SMTP_URL is set, else by a link that is printed once')
    .requiredOption('--email <email>', 'their e-mail address')
    .requiredOption('--role <role>', 'operator, approver or admin')
    .option('--json', 'print JSON')
    .action(async ({ email, role, json }: { email: string; role: string; json?: boolean }) => {
      const made = await withDatabase(async (db) => unwrap(await invitePerson(terminal(db), { email, role })))
      print(json, made, linkText(made))
    })
  user
    .command('reset')
    .description('let a person choose a new password, by mail or by a link that is printed once')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ person, json }: { person: string; json?: boolean }) => {
      const made = await withDatabase(async (db) => unwrap(await resetSignIn(terminal(db), person)))
      print(json, made, linkText(made))
    })
  user
    .command('remove-second-factor')
    .description('remove the second factor, recovery codes and passkeys of somebody who has lost them')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ person, json }: { person: string; json?: boolean }) => {
      const removed = await withDatabase(async (db) => unwrap(await removeSecondFactor(terminal(db), person)))
      const ended = `${removed.sessions_ended} sessions ended`
      print(json, removed, `Removed ${factorWords(removed)} of ${person}; ${ended}`)
    })
}

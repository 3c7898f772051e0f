import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { shownJson } from '@/lib/cli/shown'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { changePersonRole } from '@/lib/people/services/change-role'
import { disablePerson } from '@/lib/people/services/disable-person'
import { enablePerson } from '@/lib/people/services/enable-person'
import { erasePerson } from '@/lib/people/services/erase-person'
import { exportPerson } from '@/lib/people/services/export-person'

type Options = { person: string; json?: boolean }

const onPerson = (user: Command, name: string, description: string): Command =>
  user
    .command(name)
    .description(description)
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')

/** What becomes of people: role, disabled and enabled, exported and erased. */
export function registerUserStates(user: Command): void {
  onPerson(user, 'role', 'give a person another role')
    .requiredOption('--role <role>', 'operator, approver or admin')
    .action(async ({ person, role, json }: Options & { role: string }) => {
      const changed = await withDatabase(async (db) =>
        unwrap(await changePersonRole(terminal(db), person, { role })),
      )
      print(json, changed, `${person} is now ${changed.role}`)
    })
  onPerson(user, 'disable', 'end sessions, refuse tokens, and let votes and delegations no longer count')
    .requiredOption('--reason <text>', 'why; it is logged')
    .action(async ({ person, reason, json }: Options & { reason: string }) => {
      const disabled = await withDatabase(async (db) =>
        unwrap(await disablePerson(terminal(db), person, { reason })),
      )
      print(json, disabled, `Disabled ${person}; ${disabled.sessions_ended} sessions ended`)
    })
  onPerson(user, 'enable', 'let a disabled person sign in again')
    .requiredOption('--reason <text>', 'why; it is logged')
    .action(async ({ person, reason, json }: Options & { reason: string }) => {
      const enabled = await withDatabase(async (db) =>
        unwrap(await enablePerson(terminal(db), person, { reason })),
      )
      print(json, enabled, `Enabled ${person}`)
    })
  user
    .command('export')
    .description('print everything that is kept about a person, without secrets, as JSON')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .action(async ({ person }: Options) => {
      const data = await withDatabase(async (db) => unwrap(await exportPerson(terminal(db), person)))
      console.log(shownJson(data, 2))
    })
  onPerson(user, 'erase', 'replace name and address of a person for good; DID and history stay')
    .requiredOption('--confirm <email>', 'their e-mail address once more: it cannot be undone')
    .action(async ({ person, confirm, json }: Options & { confirm: string }) => {
      const erased = await withDatabase(async (db) =>
        unwrap(await erasePerson(terminal(db), person, { email: confirm })),
      )
      print(json, erased, `Erased the name and address of ${erased.did}`)
    })
}

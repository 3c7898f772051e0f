import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { createGroup } from '@/lib/consent/services/create-group'
import { removeGroup } from '@/lib/consent/services/remove-group'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { titleText } from '@/lib/kernel/text/title-text'
import { registerRota } from './rota'

type Named = { name: string; json?: boolean }
type Member = { group: string; person: string; json?: boolean }

const withWarnings = (text: string, warnings: readonly string[]): string =>
  [text, ...warnings.map((warning) => `Note: ${warning}`)].join('\n')

export function registerGroup(program: Command): void {
  const group = program.command('group').description('groups of approvers whose votes rules can require')
  group
    .command('create')
    .description('create a group')
    .requiredOption('--name <name>', 'name of the group')
    .option('--json', 'print JSON')
    .action(async ({ name, json }: Named) => {
      const made = await withDatabase(async (db) => unwrap(await createGroup(terminal(db), { name })))
      print(json, made, `Created ${made.name}\nNext: hakim group add --group "${made.name}" --person EMAIL`)
    })
  group
    .command('delete')
    .description('delete a group that no rule uses')
    .requiredOption('--name <name>', 'name of the group')
    .option('--json', 'print JSON')
    .action(async ({ name, json }: Named) => {
      const gone = await withDatabase(async (db) => unwrap(await removeGroup(terminal(db), name)))
      print(json, gone, `Deleted ${titleText(gone.name)}`)
    })
  group
    .command('add')
    .description('add a person to a group')
    .requiredOption('--group <name>', 'name of the group')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ group: name, person, json }: Member) => {
      const added = await withDatabase(async (db) =>
        unwrap(await addGroupMember(terminal(db), name, { person })),
      )
      const text = added.added
        ? `${person} is now a member of ${name}`
        : `${person} was already a member of ${name}`
      print(json, added, withWarnings(text, added.warnings))
    })
  group
    .command('remove')
    .description('remove a person from a group')
    .requiredOption('--group <name>', 'name of the group')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--json', 'print JSON')
    .action(async ({ group: name, person, json }: Member) => {
      const gone = await withDatabase(async (db) =>
        unwrap(await removeGroupMember(terminal(db), name, { person })),
      )
      print(json, gone, withWarnings(`${person} is no longer a member of ${name}`, gone.warnings))
    })
  registerRota(group)
}

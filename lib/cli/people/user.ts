import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { registerUserLinks } from '@/lib/cli/people/user-links'
import { registerUserList } from '@/lib/cli/people/user-list'
import { registerUserStates } from '@/lib/cli/people/user-states'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabase } from '@/lib/cli/with-database'
import { createPerson } from '@/lib/people/services/create-person'

type Options = { email: string; name: string; role: string; did?: string; json?: boolean }

export function registerUser(program: Command): void {
  const user = program.command('user').description('people who sign in')
  registerUserList(user)
  registerUserLinks(user)
  registerUserStates(user)
  user
    .command('create')
    .description('create a person; the password is the first line of standard input')
    .requiredOption('--email <email>', 'e-mail address to sign in with')
    .requiredOption('--name <name>', 'display name')
    .requiredOption('--role <role>', 'operator, approver or admin')
    .option('--did <did>', 'DID (default: a new did:key)')
    .requiredOption(
      '--password-stdin',
      'read the password from standard input, to keep it out of process lists',
    )
    .option('--json', 'print JSON')
    .action(async ({ email, name, role, did, json }: Options) => {
      const password = (await text(process.stdin)).split(/\r?\n/)[0] ?? ''
      const person = await withDatabase(async (db) =>
        unwrap(await createPerson(db, { email, name, role, password, ...(did ? { did } : {}) })),
      )
      print(
        json,
        person,
        `Created ${person.name} <${person.email}>, ${person.role}, with the DID ${person.did}`,
      )
    })
}

import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabase } from '@/lib/cli/with-database'
import { createPerson } from '@/lib/people/services/create-person'

type Options = { email: string; name: string; role: string; did?: string; json?: boolean }

export function registerUser(program: Command): void {
  const user = program.command('user').description('people who sign in')
  user
    .command('create')
    .description('create a person; the password is the first line of standard input')
    .requiredOption('--email <email>', 'what they sign in with')
    .requiredOption('--name <name>', 'how they are shown')
    .requiredOption('--role <role>', 'operator, approver or admin')
    .option('--did <did>', 'their DID; without it they get a did:key')
    .requiredOption(
      '--password-stdin',
      'read the password from standard input, so that no list of processes shows it',
    )
    .option('--json', 'print JSON')
    .action(async ({ email, name, role, did, json }: Options) => {
      const password = (await text(process.stdin)).split(/\r?\n/)[0] ?? ''
      const person = await withDatabase(async (db) =>
        unwrap(await createPerson(db, { email, name, role, password, ...(did ? { did } : {}) })),
      )
      print(json, person, `${person.name} <${person.email}> is ${person.role} with the DID ${person.did}`)
    })
}

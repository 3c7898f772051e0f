import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabase } from '@/lib/cli/with-database'
import { createToken } from '@/lib/people/services/create-token'

type Options = { node?: string; user?: string; expires?: string; json?: boolean }

export function registerToken(program: Command): void {
  const token = program.command('token').description('tokens for agents and programs')
  token
    .command('create')
    .description('create a token and print it once')
    .option('--node <did>', 'for the agent of this node')
    .option('--user <email>', 'for programs that act as this person, with their rights')
    .option('--expires <lifetime>', 'such as 90d, 12h or 30m (default: it does not expire)')
    .option('--json', 'print {"token": "hk_…"}')
    .action(async ({ node, user, expires, json }: Options) => {
      const request = {
        ...(node ? { node } : {}),
        ...(user ? { email: user } : {}),
        ...(expires ? { expires } : {}),
      }
      const made = await withDatabase(async (db) => unwrap(await createToken(db, request)))
      print(json, made, made.token)
    })
}

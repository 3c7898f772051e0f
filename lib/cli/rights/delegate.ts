import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { delegate } from '@/lib/consent/services/delegate'
import { parseLifetime } from '@/lib/people/domain/lifetime'

type Options = { did: string; from: string; to: string; for: string; json?: boolean }

export function registerDelegate(program: Command): void {
  program
    .command('delegate')
    .description('delegate an owner’s decisions on a node to somebody else')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--from <owner>', 'the owner: e-mail address or DID')
    .requiredOption('--to <who>', 'the approver who decides: e-mail address or DID')
    .requiredOption('--for <lifetime>', 'such as 14d or 12h; at most a year')
    .option('--json', 'print JSON')
    .action(async ({ did, from, to, for: lifetime, json }: Options) => {
      const seconds = parseLifetime(lifetime)
      if (seconds === null)
        throw new CommandError(`--for ${lifetime} is not a duration. Write, for example, 14d or 12h.`)
      const until = new Date(Date.now() + seconds * 1_000).toISOString()
      const made = await withDatabase(async (db) =>
        unwrap(await delegate(terminal(db), did, { from, to, until })),
      )
      print(
        json,
        { delegation_id: made.delegationId, valid_until: until },
        `${to} can decide for ${from} until ${until}`,
      )
    })
}

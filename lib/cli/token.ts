import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { withDatabase } from '@/lib/cli/with-database'
import { type ListedToken, readTokens } from '@/lib/people/db/tokens'
import { createToken } from '@/lib/people/services/create-token'
import { revokeToken } from '@/lib/people/services/revoke-token'

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
  token
    .command('list')
    .description('list all tokens, newest first; the tokens themselves are stored nowhere')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const tokens = await withDatabase((db) => readTokens(db.manager))
      print(json, { tokens }, tokens.length > 0 ? tokens.map(lineOf).join('\n') : 'There are no tokens.')
    })
  token
    .command('revoke')
    .description('end a token for good')
    .argument('<id>', 'its id, as `hakim token list` names it')
    .option('--json', 'print JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const ended = await withDatabase(async (db) => unwrap(await revokeToken(db, id)))
      print(json, ended, `Revoked ${ended.token_id} at ${minute(ended.revoked_at)}`)
    })
}

/** "2026-11-29 14:05Z": as precise as a person needs it, and in order when sorted. */
const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`

const untilWhen: Record<ListedToken['state'], (token: ListedToken) => string> = {
  valid: ({ expires_at: at }) => (at ? `expires ${minute(at)}` : 'never expires'),
  expired: ({ expires_at: at }) => `expired ${at ? minute(at) : ''}`,
  revoked: ({ revoked_at: at }) => `revoked ${at ? minute(at) : ''}`,
}

const lineOf = (token: ListedToken): string =>
  [
    token.token_id,
    token.node_did ?? token.email ?? '',
    `made ${minute(token.created_at)}`,
    token.last_used_at ? `used ${minute(token.last_used_at)}` : 'never used',
    untilWhen[token.state](token),
  ].join(' · ')

import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { scopes } from '@/lib/kernel/scope'
import { titleText } from '@/lib/kernel/text/title-text'
import { type ListedToken, readTokens } from '@/lib/people/db/token-list'
import { createToken } from '@/lib/people/services/create-token'
import { revokeToken } from '@/lib/people/services/revoke-token'
import { rotateToken } from '@/lib/people/services/rotate-token'

type Options = {
  node?: string
  user?: string
  name?: string
  scope: string[]
  expires?: string
  json?: boolean
}

const addScope = (scope: string, known: string[]): string[] => [...known, scope]

const lifetimeHelp = 'such as 90d, 12h or 30m, or never (default: 90d)'

export function registerToken(program: Command): void {
  const token = program.command('token').description('tokens for agents and programs')
  token
    .command('create')
    .description('create a token and print it once')
    .option('--node <did>', 'for the agent of this node')
    .option('--user <email>', 'for programs that act as this person, with their rights')
    .option('--name <name>', 'what the list calls it')
    .option(
      '--scope <scope>',
      `limit it to ${scopes.join(', ')}; repeat for more (default: all that its holder may do)`,
      addScope,
      [],
    )
    .option('--expires <lifetime>', lifetimeHelp)
    .option('--json', 'print {"token": "hk_…", …}')
    .action(async ({ scope, json, ...given }: Options) => {
      const request = { ...given, ...(scope.length > 0 ? { scopes: scope } : {}) }
      const made = await withDatabase(async (db) => unwrap(await createToken(terminal(db), request)))
      print(json, made, made.token)
    })
  token
    .command('list')
    .description('list all tokens, newest first; the tokens themselves are stored nowhere')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const tokens = await withDatabase((db) => readTokens(db.manager, {}))
      print(json, { tokens }, tokens.length > 0 ? tokens.map(lineOf).join('\n') : 'There are no tokens.')
    })
  token
    .command('rotate')
    .description('create a token in place of one that works, which goes on meanwhile; print it once')
    .argument('<id>', 'its id, as `hakim token list` names it')
    .option('--keep <time>', 'how long the old one goes on at most (default: 24h)')
    .option('--not-until-used', 'let it go on for that time even after the new one was first used')
    .option('--expires <lifetime>', `of the new one: ${lifetimeHelp}`)
    .option('--json', 'print {"token": "hk_…", …}')
    .action(async (id: string, { json, notUntilUsed, ...given }: RotateOptions) => {
      const request = { ...given, ...(notUntilUsed ? { until_used: false } : {}) }
      const made = await withDatabase(async (db) => unwrap(await rotateToken(terminal(db), id, request)))
      print(json, made, made.token)
    })
  token
    .command('revoke')
    .description('end a token for good')
    .argument('<id>', 'its id, as `hakim token list` names it')
    .option('--json', 'print JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const ended = await withDatabase(async (db) => unwrap(await revokeToken(terminal(db), id)))
      print(json, ended, `Revoked ${ended.token_id} at ${minute(ended.revoked_at)}`)
    })
}

type RotateOptions = { keep?: string; notUntilUsed?: boolean; expires?: string; json?: boolean }

/** "2026-11-29 14:05Z": as precise as a person needs it, and in order when sorted. */
const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`

const untilWhen: Record<ListedToken['state'], (token: ListedToken) => string> = {
  valid: ({ expires_at: at }) => (at ? `expires ${minute(at)}` : 'never expires'),
  disabled: () => 'its person is disabled',
  expired: ({ expires_at: at }) => `expired ${at ? minute(at) : ''}`,
  revoked: ({ revoked_at: at }) => `revoked ${at ? minute(at) : ''}`,
}

const lineOf = (token: ListedToken): string =>
  [
    token.token_id,
    token.node_did ?? token.email ?? '',
    ...(token.name === null ? [] : [titleText(token.name)]),
    token.scopes.join(' '),
    `made ${minute(token.created_at)}`,
    token.last_used_at ? `used ${minute(token.last_used_at)}` : 'never used',
    untilWhen[token.state](token),
  ].join(' · ')

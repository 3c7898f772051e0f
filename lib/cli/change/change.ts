import type { Command } from 'commander'
import { confirmShown } from '@/lib/cli/confirm-shown'
import { type KeyOptions, withKey } from '@/lib/cli/key/enrolled-signer'
import { print } from '@/lib/cli/result'
import { connect, overServer, type Server, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import type { SignedChange } from '@/lib/signing/domain/change'
import { decidedChange, listedChanges } from './change-answer'
import { coveredText, lineOf, shownChange } from './change-text'
import { documentOf, readChange } from './read-change'
import { signChange } from './sign-change'

type DecideOptions = ServerOptions & KeyOptions & { yes?: boolean }

/** `hakim change`: what owners are asked about before it changes who decides on their nodes. */
export function registerChange(program: Command): void {
  const change = program
    .command('change')
    .description('changes of owners and rules that wait for owners: read, agree, refuse, withdraw')
  overServer(change.command('list'))
    .description('list the changes that wait')
    .option('--all', 'also the latest of those that are over')
    .action(async (options: ServerOptions & { all?: boolean }, command: Command) => {
      const { changes: every } = await connect(command, options).ask(
        ({ GET }) => GET('/api/v1/consent-changes'),
        listedChanges,
      )
      const changes = options.all ? every : every.filter(({ state }) => state === 'waiting')
      print(options.json, { changes }, changes.map(lineOf).join('\n') || 'There are no such changes.')
    })
  overServer(change.command('show'))
    .description('show what somebody agrees to with one change, and where it stands')
    .argument('<id>', 'the change')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const shown = await readChange(connect(command, options), id)
      print(options.json, shown, shownChange(shown))
    })
  withKey(overServer(change.command('agree')))
    .description('show what is wanted, ask, and agree to exactly that; it takes effect at once')
    .argument('<id>', 'the change')
    .option('--yes', 'do not ask; what you agree to is shown all the same')
    .action(async (id: string, options: DecideOptions, command: Command) => {
      const server = connect(command, options)
      const wanted = documentOf(await readChange(server, id))
      const question = 'Agree to exactly this? It takes effect at once.'
      await confirmShown({ text: coveredText(wanted), question, otherwise: 'Nothing was decided.' }, options)
      const signed = await signChange(server, options, { decision: 'agree', change: wanted.digest })
      await decide(server, options, { id, call: 'agree', signed })
    })
  withKey(overServer(change.command('refuse')))
    .description('refuse a change, which ends it; needs no signature')
    .argument('<id>', 'the change')
    .action(async (id: string, options: DecideOptions, command: Command) => {
      const server = connect(command, options)
      // What is signed has to be a document that was read here; without a signature a change that nobody can read is refused, too.
      const signed =
        options.key === undefined
          ? null
          : await signChange(server, options, {
              decision: 'refuse',
              change: documentOf(await readChange(server, id)).digest,
            })
      await decide(server, options, { id, call: 'refuse', signed })
    })
  overServer(change.command('withdraw'))
    .description('withdraw a change that you have asked for, or any as an administrator')
    .argument('<id>', 'the change')
    .action(async (id: string, options: ServerOptions, command: Command) =>
      decide(connect(command, options), options, { id, call: 'withdraw', signed: null }),
    )
}

type Decided = { id: string; call: 'agree' | 'refuse' | 'withdraw'; signed: SignedChange | null }

async function decide(server: Server, { json }: ServerOptions, { id, call, signed }: Decided): Promise<void> {
  const params = { path: { change_id: id } }
  const body = signed === null ? {} : { signed }
  const { change } = await server.ask(({ POST }) => {
    if (call === 'agree') return POST('/api/v1/consent-changes/{change_id}/agree', { params, body })
    if (call === 'refuse') return POST('/api/v1/consent-changes/{change_id}/refuse', { params, body })
    return POST('/api/v1/consent-changes/{change_id}/withdraw', { params })
  }, decidedChange)
  print(json, change, `Change ${shownLine(change.change_id)} is ${shownLine(change.state)} now.`)
}

import type { Command } from 'commander'
import type { z } from 'zod'
import { print } from '@/lib/cli/result'
import { noted } from '@/lib/cli/rights/asked'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { type keyAnswer, keysAnswer, revokedKeyAnswer } from '@/lib/people/domain/key-answers'
import { enrol, signedRevocation } from './enrol'
import { createKeyFile, readKeyFile } from './key-file'
import { newPassphrase } from './passphrase'

type FileOptions = { file: string; passphraseFile?: string; json?: boolean }

const passphraseHelp = [
  '--passphrase-file <file>',
  'file with its passphrase, which only you can read',
] as const

/** `hakim key`: the key with which its holder signs what they approve. It never leaves this machine. */
export function registerKey(program: Command): void {
  const key = program.command('key').description('your keys for signing what you approve')
  key
    .command('create')
    .description('make a key in a new file and print its did:key; asks no server')
    .requiredOption('--file <file>', 'the file to make')
    .option('--name <name>', 'what you want to call it')
    .option(...passphraseHelp)
    .option('--no-passphrase', 'leave the key open to whoever reads the file')
    .option('--json', 'print {"key", "file"}')
    .action(async ({ file, name, passphrase, passphraseFile, json }: CreateOptions) => {
      const did = createKeyFile(file, passphrase ? await newPassphrase(file, passphraseFile) : null)
      print(json, { key: did, file }, did)
      console.error(`Next: hakim key enrol --file ${file} --name ${JSON.stringify(name ?? 'this machine')}`)
    })
  key
    .command('show')
    .description('print the did:key of a key file; asks no server')
    .requiredOption('--file <file>', 'the key file')
    .option(...passphraseHelp)
    .option('--json', 'print {"key", "file"}')
    .action(async ({ file, passphraseFile, json }: FileOptions) => {
      const { did } = (await readKeyFile(file, passphraseFile)).publicKey
      print(json, { key: did, file }, did)
    })
  overServer(key.command('enrol'))
    .description('let the key of a file sign for you from now on')
    .requiredOption('--file <file>', 'the key file')
    .requiredOption('--name <name>', 'what your list of keys calls it')
    .option(...passphraseHelp)
    .option('--days <days>', 'how long it signs (default: until it is revoked)', Number)
    .option('--with <file>', 'key file of a key that you have enrolled already; a second key needs it')
    .option('--with-passphrase-file <file>', 'file with the passphrase of that one')
    .action(async (options: EnrolOptions, command: Command) => {
      const server = connect(command, options)
      const signer = await readKeyFile(options.file, options.passphraseFile)
      const cosigner =
        options.with === undefined ? null : await readKeyFile(options.with, options.withPassphraseFile)
      const enrolled = await enrol(server, options, signer, cosigner)
      const text = `Enrolled ${shownLine(enrolled.key)} as “${shownLine(enrolled.name)}”. From now on what you approve has to be signed.`
      print(options.json, enrolled, noted(text, enrolled.warnings.map(shownLine)))
    })
  overServer(key.command('list'))
    .description('list your keys, oldest first')
    .action(async (options: ServerOptions, command: Command) => {
      const answer = await connect(command, options).ask(({ GET }) => GET('/api/v1/keys'), keysAnswer)
      const { keys } = answer
      print(options.json, answer, keys.length > 0 ? keys.map(lineOf).join('\n') : 'You have no keys.')
    })
  overServer(key.command('revoke'))
    .description('end a key for good; what it approved and no agent has claimed yet no longer counts')
    .argument('<id>', 'its id, as `hakim key list` names it')
    .option('--with <file>', 'key file of one of your keys that signs this, the same or another')
    .option(...passphraseHelp)
    .action(async (id: string, options: RevokeOptions, command: Command) => {
      const server = connect(command, options)
      const signer =
        options.with === undefined ? null : await readKeyFile(options.with, options.passphraseFile)
      const body = signer ? await signedRevocation(server, id, signer) : {}
      const revoked = await server.ask(
        ({ DELETE }) => DELETE('/api/v1/keys/{key_id}', { params: { path: { key_id: id } }, body }),
        revokedKeyAnswer,
      )
      print(options.json, revoked, `Revoked ${revoked.key_id}.`)
    })
}

type CreateOptions = FileOptions & { name?: string; passphrase: boolean }
type RevokeOptions = ServerOptions & { with?: string; passphraseFile?: string }
type EnrolOptions = FileOptions &
  ServerOptions & { name: string; days: number | undefined; with?: string; withPassphraseFile?: string }

const lineOf = (key: z.infer<typeof keyAnswer>): string =>
  [
    ...[key.key_id, key.name, key.kind, key.key, `enrolled ${key.enrolled_at}`],
    key.last_used_at ? `used ${key.last_used_at}` : 'never used',
    key.revoked_at ? `revoked ${key.revoked_at}` : key.expires_at ? expiry(key.expires_at) : 'signs',
  ]
    .map(shownLine)
    .join(' · ')

const expiry = (at: string): string => `${Date.parse(at) <= Date.now() ? 'expired' : 'expires'} ${at}`

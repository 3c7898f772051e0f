import type { Command } from 'commander'
import type { z } from 'zod'
import { CommandError } from '@/lib/cli/exit'
import type { Server } from '@/lib/cli/server/connect'
import { keysAnswer } from '@/lib/people/domain/key-answers'
import type { Signer } from '@/lib/signing/domain/sign'
import { readKeyFile } from './key-file'

export type KeyOptions = { key?: string; passphraseFile?: string }

/** The options of every command that signs what its caller decides. */
export const withKey = (command: Command): Command =>
  command
    .option('--key <file>', 'key file to sign with; needed as soon as you have enrolled a key')
    .option('--passphrase-file <file>', 'file with its passphrase, which only you can read')

type EnrolledKey = z.output<typeof keysAnswer>['keys'][number]

const canSign = ({ revoked_at, expires_at }: Pick<EnrolledKey, 'revoked_at' | 'expires_at'>): boolean =>
  revoked_at === null && (expires_at === null || Date.parse(expires_at) > Date.now())

/**
 * The key of a file, and the DID of the person who signs with it; null without a file. Throws CommandError unless the server
 * says that the key is the caller's and can sign now, and without a file if the caller has such a key and `counts` says that
 * the decision would not count without it.
 */
export async function enrolledSigner(
  server: Server,
  { key: file, passphraseFile }: KeyOptions,
  counts = false,
): Promise<{ signer: Signer; person: string; key: string } | null> {
  if (file === undefined && !counts) return null
  const { person_did: person, keys } = await server.ask(({ GET }) => GET('/api/v1/keys'), keysAnswer)
  if (file === undefined) {
    const own = keys.filter(canSign)
    if (own.length === 0) return null
    throw new CommandError(
      `Nothing was decided: you have a key for signing (${own.map(({ name }) => name).join(', ')}). Sign with --key FILE; a passkey or a key of a browser signs on the page.`,
    )
  }
  const signer = await readKeyFile(file, passphraseFile)
  const { did: key } = signer.publicKey
  const enrolled = keys.find((one) => one.key === key)
  if (!enrolled || enrolled.revoked_at !== null)
    throw new CommandError(
      `Nothing was signed: ${key} ${enrolled ? 'was revoked' : 'is no key of yours'}. "hakim key enrol" makes a key yours.`,
    )
  if (enrolled.expires_at !== null && Date.parse(enrolled.expires_at) <= Date.now())
    throw new CommandError(`Nothing was signed: ${key} expired at ${enrolled.expires_at}. Enrol another key.`)
  return { signer, person, key }
}

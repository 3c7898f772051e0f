import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import type { DataSource } from 'typeorm'
import { CommandError } from '@/lib/cli/exit'
import { readKeyFile } from '@/lib/cli/key/key-file'
import { print, unwrap } from '@/lib/cli/result'
import { shownText } from '@/lib/cli/shown'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { delegationDays } from '@/lib/consent/domain/limits'
import { delegate } from '@/lib/consent/services/delegate'
import { pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { findPersonBy } from '@/lib/people/db/people'
import { parseLifetime } from '@/lib/people/domain/lifetime'
import { type Delegation, delegationDigest, type SignedDelegation } from '@/lib/signing/domain/delegation'
import { type Signer, signDigest } from '@/lib/signing/domain/sign'

type Options = {
  did: string
  from: string
  to: string
  for: string
  key?: string
  passphraseFile?: string
  json?: boolean
}

export function registerDelegate(program: Command): void {
  program
    .command('delegate')
    .description('delegate an owner’s decisions on a node to somebody else')
    .requiredOption('--did <did>', 'the DID of the node')
    .requiredOption('--from <owner>', 'the owner: e-mail address or DID')
    .requiredOption('--to <who>', 'the approver who decides: e-mail address or DID')
    .option('--for <lifetime>', 'such as 14d or 12h; at most a year', `${delegationDays}d`)
    .option('--key <file>', 'key file of the owner to sign with; needed if the owner has enrolled a key')
    .option('--passphrase-file <file>', 'file with its passphrase, which only you can read')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { did, from, to, for: lifetime, json } = options
      const seconds = parseLifetime(lifetime)
      if (seconds === null)
        throw new CommandError(
          `--for ${lifetime} is not a duration. Write days, hours or minutes, such as 14d, 12h or 30m; at most 365d.`,
        )
      const until = new Date(Date.now() + seconds * 1_000).toISOString()
      const signer = options.key === undefined ? null : await readKeyFile(options.key, options.passphraseFile)
      const made = await withDatabase(async (db) => {
        const signed = signer && (await signedBy(signer, db, { node: did, from, to, until }))
        const delegated = await delegate(terminal(db), did, {
          from,
          to,
          until,
          ...(signed ? { signed } : {}),
        })
        if (!delegated.ok && delegated.error.kind === 'forbidden' && !signed)
          throw new CommandError(`${delegated.error.detail} Sign with --key FILE.`)
        return unwrap(delegated)
      })
      print(
        json,
        { delegation_id: made.delegationId, valid_until: until, signed: signer !== null },
        `${to} can decide for ${from} until ${until}`,
      )
    })
}

type Delegating = { node: string; from: string; to: string; until: string }

/** Shows what is signed, which is what the database says of both people: whoever signs compares the keys. */
async function signedBy(
  signer: Signer,
  db: DataSource,
  { node, ...who }: Delegating,
): Promise<SignedDelegation> {
  const [from, to] = await Promise.all([who.from, who.to].map((one) => findPersonBy(db.manager, one)))
  if (!from || !to) throw new CommandError(`There is no person ${from ? who.to : who.from}.`)
  const keys = (await signingKeysOf(db.manager, to.id)).map(pinnedKeyOf)
  const delegation: Delegation = {
    ...{
      node,
      from: from.did,
      to: to.did,
      to_keys: keys,
      starts: new Date().toISOString(),
      until: who.until,
    },
    nonce: randomBytes(16).toString('base64url'),
  }
  const theirs = keys.length === 0 ? ['none: no node with pins counts them'] : keys.map(({ key }) => key)
  console.error(
    shownText([`Signing: ${to.did} decides for ${from.did} on ${node}, with`, ...theirs].join('\n  ')),
  )
  const { did: key } = signer.publicKey
  return { delegation, key, signature: signDigest(signer, delegationDigest(delegation)) }
}

import { randomBytes } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import type { DataSource } from 'typeorm'
import { CommandError } from '@/lib/cli/exit'
import { readKeyFile } from '@/lib/cli/key/key-file'
import { print, unwrap } from '@/lib/cli/result'
import { shownText } from '@/lib/cli/shown'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { delegationDays } from '@/lib/consent/domain/limits'
import { delegate } from '@/lib/consent/services/delegate'
import { instant } from '@/lib/kernel/time/schemas'
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
  starts?: string
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
    .option(
      '--starts <time>',
      'when it begins, such as 2027-03-01T08:00:00Z; now unless told otherwise',
      parseStart,
    )
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
      const begins = options.starts ?? new Date().toISOString()
      const until = new Date(Date.parse(begins) + seconds * 1_000).toISOString()
      const dates = { until, ...(options.starts === undefined ? {} : { starts: options.starts }) }
      const signer = options.key === undefined ? null : await readKeyFile(options.key, options.passphraseFile)
      const made = await withDatabase(async (db) => {
        const signed = signer && (await signedBy(signer, db, { node: did, from, to, starts: begins, until }))
        const delegated = await delegate(terminal(db), did, {
          from,
          to,
          ...dates,
          ...(signed ? { signed } : {}),
        })
        if (!delegated.ok && delegated.error.kind === 'forbidden' && !signed)
          throw new CommandError(`${delegated.error.detail} Sign with --key FILE.`)
        return unwrap(delegated)
      })
      print(
        json,
        {
          ...{ delegation_id: made.delegationId, starts: options.starts ?? null, valid_until: until },
          signed: signer !== null,
        },
        `${to} can decide for ${from} ${options.starts === undefined ? '' : `from ${begins} `}until ${until}`,
      )
    })
}

/** The time of a start, as it is signed. */
function parseStart(text: string): string {
  const time = instant.safeParse(text)
  if (!time.success)
    throw new InvalidArgumentError(
      'Give a time with its zone, such as 2027-03-01T08:00:00Z or 2027-03-01T10:00:00+02:00.',
    )
  if (Date.parse(time.data) <= Date.now())
    throw new InvalidArgumentError('That is in the past; leave it out to begin now.')
  return new Date(time.data).toISOString()
}

type Delegating = { node: string; from: string; to: string; starts: string; until: string }

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
      starts: who.starts,
      until: who.until,
    },
    nonce: randomBytes(16).toString('base64url'),
  }
  const theirs = keys.length === 0 ? ['none: no node with pins counts them'] : keys.map(({ key }) => key)
  console.error(
    shownText(
      [
        `Signing: ${to.did} decides for ${from.did} on ${node} from ${who.starts} until ${who.until}, with`,
        ...theirs,
      ].join('\n  '),
    ),
  )
  const { did: key } = signer.publicKey
  return { delegation, key, signature: signDigest(signer, delegationDigest(delegation)) }
}

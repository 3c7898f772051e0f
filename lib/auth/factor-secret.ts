import { symmetricDecrypt } from 'better-auth/crypto'
import type { EntityManager } from 'typeorm'
import { config, readSecret } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { log } from '@/lib/log/log'
import { readEncryptedFactor } from '@/lib/people/db/factors'

/** What a server with another HAKIM_SECRET encrypted cannot be read, and better-auth would throw. */
const isReadable = (data: string): Promise<boolean> =>
  symmetricDecrypt({ key: readSecret(config()), data }).then(
    () => true,
    () => false,
  )

let warned = false

/**
 * Why no code of this kind can sign in to the account; null if one can. Recovery codes that were made after HAKIM_SECRET
 * changed do, while the key of the app does not.
 */
export async function unreadableCodes(
  db: EntityManager,
  account: string,
  kind: 'secret' | 'backup_codes',
): Promise<ReturnType<typeof fail> | null> {
  const factor = await readEncryptedFactor(db, account)
  if (!factor || (await isReadable(factor[kind]))) return null
  // Once is enough: whoever changed the secret reads it, and whoever has a password decides how often this happens.
  if (!warned)
    log().warn(
      'A second factor cannot be read, because HAKIM_SECRET has changed since it was set up. ' +
        'Set the earlier secret again, or remove the factor with `hakim user remove-second-factor`.',
    )
  warned = true
  const why = 'because the server’s secret has changed since you set up your second factor.'
  return (await isReadable(factor.backup_codes))
    ? fail('conflict', `The codes of your app no longer work, ${why} Enter a recovery code.`)
    : fail(
        'conflict',
        `Your codes no longer work, ${why} Use a passkey, or ask an administrator to remove your second factor.`,
      )
}

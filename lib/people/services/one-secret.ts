import { createHmac } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { forgetFingerprint, noteFingerprint } from '@/lib/people/db/server-secret'

/** Identifies a secret and tells nothing about it. */
export const fingerprintOf = (secret: string): string =>
  createHmac('sha256', secret).update('hakim server').digest('hex').slice(0, 32)

/**
 * Notes in the database that a server with this secret is running. Servers with different secrets would sign each other's
 * people out and make checkpoints that the others cannot verify.
 */
export async function announceSecret(db: DataSource, secret: string): Promise<Result<null>> {
  return (await noteFingerprint(db.manager, fingerprintOf(secret)))
    ? ok(null)
    : fail(
        'conflict',
        'Another server with another HAKIM_SECRET runs on this database. Start this one with the same HAKIM_SECRET. ' +
          'If you have changed it, stop the other servers and try again in half a minute.',
      )
}

/** After the last server has stopped, one with another secret can start at once. */
export const releaseSecret = async (db: DataSource, secret: string): Promise<void> => {
  await forgetFingerprint(db.manager, fingerprintOf(secret))
}

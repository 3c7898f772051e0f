import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SERVER } from '@/lib/postgres/cluster'
import { EmbeddedError } from '@/lib/postgres/error'

/** The kept password of the role that owns the tables; null before there is one. Throws EmbeddedError if the file holds another thing. */
export function readPassword(dataDir: string): string | null {
  const file = join(dataDir, 'postgres.password')
  if (!existsSync(file)) return null
  const held = readFileSync(file, 'utf8').trim()
  if (/^[0-9a-f]{64}$/.test(held)) return held
  throw new EmbeddedError(
    `${file} does not hold a password. Restore it from a backup, or delete it to set a new password.`,
  )
}

/** Makes a password for that role and keeps it. */
export function writePassword(dataDir: string): string {
  const password = randomBytes(32).toString('hex')
  writeFileSync(join(dataDir, 'postgres.password'), `${password}\n`, { mode: 0o600 })
  return password
}

/** The password of the server's role. It follows from the owner's, which it does not tell. */
export const serverPasswordOf = (password: string): string =>
  createHmac('sha256', password).update(SERVER).digest('hex')

import { spawnSync } from 'node:child_process'
import { EmbeddedError } from '@/lib/postgres/error'

/** The user that runs PostgreSQL when Hakim runs as root, since PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number; name: string }

/** The system's `postgres` user, created if there is none. Throws EmbeddedError if that fails. */
export function postgresAccount(): Account {
  const found = lookUp('postgres')
  if (found) return found
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
    encoding: 'utf8',
  })
  const account = lookUp('postgres')
  if (account) return account
  const cause = made.error?.message ?? made.stderr.trim()
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and a user "postgres" could not be created (${cause}). Create that user, start Hakim as an ordinary user, or set DATABASE_URL.`,
  )
}

/** Looks up a user by name or id; null if there is none. */
export function lookUp(user: string | number): Account | null {
  const ask = (flag: string) => spawnSync('id', [flag, String(user)], { encoding: 'utf8' }).stdout?.trim()
  const [uid, gid] = [ask('-u'), ask('-g')]
  return uid && gid ? { uid: Number(uid), gid: Number(gid), name: ask('-un') || String(user) } : null
}

/** Whether the account can enter the folder. Tried rather than computed, so that ACLs and mounts count too. */
export const canEnter = (account: Account, folder: string): boolean =>
  spawnSync('test', ['-x', folder], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0

/** The version that `postgres --version` prints when the account runs it; null if it cannot. */
export function probeVersion(native: string, account: Account | null): string | null {
  const as = account ? { uid: account.uid, gid: account.gid } : {}
  const probe = spawnSync(`${native}/bin/postgres`, ['--version'], { ...as, cwd: '/', encoding: 'utf8' })
  return /(\d+(?:\.\d+)*)/.exec(probe.status === 0 ? probe.stdout : '')?.[1] ?? null
}

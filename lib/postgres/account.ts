import { spawnSync } from 'node:child_process'
import { EmbeddedError } from '@/lib/postgres/error'

/** The user that PostgreSQL runs as when Hakim runs as root, which PostgreSQL refuses to do. */
export type Account = { uid: number; gid: number; name: string }

/** The system's `postgres` user; made when there is none. Throws EmbeddedError when it cannot be made. */
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
    `PostgreSQL does not run as root and a user "postgres" could not be made (${cause}): create that user, start Hakim as an ordinary user, or set DATABASE_URL.`,
  )
}

/** The account of a user id, for messages and for a data folder that an ordinary user already owns. */
export function lookUp(user: string | number): Account | null {
  const ask = (flag: string) => spawnSync('id', [flag, String(user)], { encoding: 'utf8' }).stdout?.trim()
  const [uid, gid] = [ask('-u'), ask('-g')]
  return uid && gid ? { uid: Number(uid), gid: Number(gid), name: ask('-un') || String(user) } : null
}

/** Whether that account can enter the folder: tried, not computed, so that ACLs and mounts count too. */
export const canEnter = (account: Account, folder: string): boolean =>
  spawnSync('test', ['-x', folder], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0

/** What `postgres --version` says when that account runs it, or null when it cannot. */
export function probeVersion(native: string, account: Account | null): string | null {
  const as = account ? { uid: account.uid, gid: account.gid } : {}
  const probe = spawnSync(`${native}/bin/postgres`, ['--version'], { ...as, cwd: '/', encoding: 'utf8' })
  return /(\d+(?:\.\d+)*)/.exec(probe.status === 0 ? probe.stdout : '')?.[1] ?? null
}

import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, canEnter, lookUp, postgresAccount, probeVersion } from '@/lib/postgres/account'
import { copyBinaries, packagedBinaries } from '@/lib/postgres/binaries'
import { EmbeddedError } from '@/lib/postgres/error'

/** Where a database is and who runs it. `account` null: Hakim's own user. */
export type Place = { data: string; native: string; version: string; account: Account | null }

type Where = { dataDir: string; systemDir: string; log: (line: string) => void }

/**
 * Decides where data and binaries go. For an ordinary user they stay in place. When Hakim runs as root, PostgreSQL runs as
 * another user, and what that user cannot reach (a clone below root's home) goes below `systemDir` instead. Folders that
 * are not Hakim's keep their modes.
 */
export function findPlace(where: Where): Place {
  const packaged = packagedBinaries()
  const local = join(where.dataDir, 'postgres')
  if (process.getuid?.() !== 0) {
    const version = probeVersion(packaged, null)
    if (version === null) throw cannotRun(packaged)
    return { data: local, native: packaged, version, account: null }
  }
  const account = existingOwner(local) ?? postgresAccount()
  const data = reachableData(where, local, account)
  const version = probeVersion(packaged, account)
  if (version !== null) return { data, native: packaged, version, account }
  return { data, account, ...reachableBinaries(where, packaged, account) }
}

/** Data created by an ordinary user stays that user's when root starts Hakim. */
function existingOwner(local: string): Account | null {
  if (!existsSync(join(local, 'PG_VERSION'))) return null
  const { uid, gid } = statSync(local)
  if (uid !== 0) return lookUp(uid) ?? { uid, gid, name: String(uid) }
  throw new EmbeddedError(
    `${local} belongs to root, but PostgreSQL does not run as root. Run "chown -R postgres ${local}".`,
  )
}

function reachableData(where: Where, local: string, account: Account): string {
  const reachable = canEnter(account, where.dataDir)
  if (existsSync(join(local, 'PG_VERSION'))) {
    if (reachable) return local
    throw new EmbeddedError(
      `The user "${account.name}" that runs PostgreSQL can no longer enter ${where.dataDir}. Allow it (chmod o+x) on that folder and those above it, or move the folder and set HAKIM_DATA_DIR.`,
    )
  }
  const id = keptId(where)
  const moved = id !== null && existsSync(join(where.systemDir, id, 'postgres', 'PG_VERSION'))
  if (reachable && !moved) return local
  const home = instanceFolder(where)
  where.log(`The user "${account.name}" cannot enter ${where.dataDir}, so PostgreSQL's data is in ${home}`)
  return join(home, 'postgres')
}

function reachableBinaries(where: Where, packaged: string, account: Account) {
  const version = probeVersion(packaged, null)
  if (version === null) throw cannotRun(packaged)
  const native = join(instanceFolder(where), `binaries-${version}`)
  if (!existsSync(native)) {
    where.log(`The user "${account.name}" cannot enter ${dirname(packaged)}, so it is copied to ${native}`)
    copyBinaries(packaged, native)
  }
  if (probeVersion(native, account) === null) throw cannotRun(native)
  return { native, version }
}

function instanceFolder(where: Where): string {
  const folder = join(where.systemDir, instanceId(where))
  for (const path of [where.systemDir, folder]) {
    if (existsSync(path)) continue
    mkdirSync(path, { recursive: true })
    // The account must be able to pass through, whatever the umask.
    chmodSync(path, 0o755)
  }
  writeFileSync(join(folder, 'belongs-to'), `${where.dataDir}\n`)
  return folder
}

/** The id, kept in the data folder, that links it to its folder below `systemDir`. */
function instanceId(where: Where): string {
  const id = keptId(where)
  if (id !== null) return id
  const fresh = randomBytes(8).toString('hex')
  writeFileSync(join(where.dataDir, 'instance-id'), `${fresh}\n`, { mode: 0o600 })
  return fresh
}

/** The data folder's id; null if it has none, or is a copy: two folders must not run one database. */
function keptId(where: Where): string | null {
  const file = join(where.dataDir, 'instance-id')
  const id = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return /^[0-9a-f]{16}$/.test(id) && !isCopy(where, id) ? id : null
}

function isCopy(where: Where, id: string): boolean {
  const note = join(where.systemDir, id, 'belongs-to')
  if (!existsSync(note)) return false
  const origin = readFileSync(note, 'utf8').trim()
  const other = join(origin, 'instance-id')
  return (
    existsSync(other) && realpathSync(origin) !== where.dataDir && readFileSync(other, 'utf8').trim() === id
  )
}

const cannotRun = (native: string): EmbeddedError =>
  new EmbeddedError(
    `The PostgreSQL in ${native} does not run on this system (it needs glibc and libstdc++). Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 14 or later.`,
  )

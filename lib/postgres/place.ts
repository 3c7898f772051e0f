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

/** Where a database lives and who runs it. `account` is null when Hakim's own user runs it. */
export type Place = { data: string; native: string; version: string; account: Account | null }

type Where = { dataDir: string; systemDir: string; log: (line: string) => void }

/**
 * Decides where data and binaries lie. An ordinary user has both where they are. As root, PostgreSQL runs as
 * another user: what that user cannot reach (a clone below root's home) is kept below `systemDir` instead;
 * the modes of folders that are not Hakim's stay as they are.
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

/** Data that an ordinary user made stays that user's, although root starts it now. */
function existingOwner(local: string): Account | null {
  if (!existsSync(join(local, 'PG_VERSION'))) return null
  const { uid, gid } = statSync(local)
  if (uid !== 0) return lookUp(uid) ?? { uid, gid, name: String(uid) }
  throw new EmbeddedError(
    `${local} belongs to root, and PostgreSQL does not run as root: run "chown -R postgres ${local}".`,
  )
}

function reachableData(where: Where, local: string, account: Account): string {
  const reachable = canEnter(account, where.dataDir)
  if (existsSync(join(local, 'PG_VERSION'))) {
    if (reachable) return local
    throw new EmbeddedError(
      `The user "${account.name}" that runs PostgreSQL can no longer enter ${where.dataDir}: allow it (chmod o+x) on that folder and those above it, or move the folder and set HAKIM_DATA_DIR.`,
    )
  }
  const id = keptId(where)
  const moved = id !== null && existsSync(join(where.systemDir, id, 'postgres', 'PG_VERSION'))
  if (reachable && !moved) return local
  const home = instanceFolder(where)
  where.log(`The user "${account.name}" cannot enter ${where.dataDir}: PostgreSQL's data is in ${home}`)
  return join(home, 'postgres')
}

function reachableBinaries(where: Where, packaged: string, account: Account) {
  const version = probeVersion(packaged, null)
  if (version === null) throw cannotRun(packaged)
  const native = join(instanceFolder(where), `binaries-${version}`)
  if (!existsSync(native)) {
    where.log(`The user "${account.name}" cannot enter ${dirname(packaged)}: copying it to ${native}`)
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
    // A folder that was just made is Hakim's own: the account must pass through it, whatever the umask is.
    chmodSync(path, 0o755)
  }
  writeFileSync(join(folder, 'belongs-to'), `${where.dataDir}\n`)
  return folder
}

/** The id that ties a data folder to its folder below `systemDir`, kept in the data folder. */
function instanceId(where: Where): string {
  const id = keptId(where)
  if (id !== null) return id
  const fresh = randomBytes(8).toString('hex')
  writeFileSync(join(where.dataDir, 'instance-id'), `${fresh}\n`, { mode: 0o600 })
  return fresh
}

/** A copied data folder has no id of its own yet: two of them must not run one database. */
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
    `The PostgreSQL in ${native} does not run on this system (it needs glibc and libstdc++): run "npm ci" again, or set DATABASE_URL to a PostgreSQL 14 or later.`,
  )

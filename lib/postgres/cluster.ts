import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { diskFull, EmbeddedError } from '@/lib/postgres/error'
import type { Place } from '@/lib/postgres/place'

/** The superuser and the database that Hakim uses in its own cluster. */
export const OWNER = 'hakim'

/** The role of the web server, which owns nothing. */
export const SERVER = 'hakim_server'

/** A new cluster with its first WAL segments takes about 60 MB. */
const SPACE_NEEDED = 150 * 1024 * 1024

/** The environment of PostgreSQL's programs; PGDATA, PGPORT and others of ours would affect them. */
export const serverEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** Whether `data` holds a cluster of this PostgreSQL's major version. Throws EmbeddedError for any other content. */
export function clusterExists(place: Place): boolean {
  const file = join(place.data, 'PG_VERSION')
  if (!existsSync(file)) {
    if (!existsSync(place.data) || readdirSync(place.data).length === 0) return false
    throw new EmbeddedError(
      `${place.data} is not empty and holds no PostgreSQL data. Move it away, or set HAKIM_DATA_DIR to another folder.`,
    )
  }
  const [held, ours] = [readFileSync(file, 'utf8').trim(), place.version.split('.')[0]]
  if (held === ours) return true
  throw new EmbeddedError(
    `${place.data} was written by PostgreSQL ${held}, but this Hakim comes with PostgreSQL ${ours}. Dump it with the Hakim that wrote it, move the folder away and load the dump, or set HAKIM_DATA_DIR to another folder.`,
  )
}

/**
 * Creates a cluster with UTF-8 and scram-sha-256 passwords, in a folder beside `place.data` that is then moved there, so
 * that an interrupted start leaves nothing half done. Throws EmbeddedError.
 */
export async function createCluster(place: Place, password: string, sync: boolean): Promise<void> {
  const parent = dirname(place.data)
  for (const name of readdirSync(parent)) {
    if (name.startsWith('postgres.new-')) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const disk = statfsSync(parent)
  if (disk.bavail * disk.bsize < SPACE_NEEDED) throw diskFull(parent)
  const draft = mkdtempSync(join(parent, 'postgres.new-'))
  try {
    const secret = join(draft, 'password')
    writeFileSync(secret, `${password}\n`, { mode: 0o600 })
    if (place.account) {
      for (const path of [secret, draft]) chownSync(path, place.account.uid, place.account.gid)
    }
    await initialise(place, join(draft, 'data'), secret, sync)
    renameSync(join(draft, 'data'), place.data)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Order and comparison use PostgreSQL's builtin C.UTF-8, the same on every system. Only the letters in trigrams depend on
 * the system's locale, and not every system has C.UTF-8.
 */
async function initialise(place: Place, data: string, secret: string, sync: boolean): Promise<void> {
  let output = ''
  for (const letters of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const args = ['-D', data, '--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${secret}`]
    args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
    args.push('--locale=C', `--lc-ctype=${letters}`, '--text-search-config=english')
    if (!sync) args.push('--no-sync')
    const result = await run(place, 'initdb', args)
    if (result.code === 0) return
    output = result.output
    if (/No space left on device|Disk quota exceeded/.test(output)) throw diskFull(data)
    if (!/invalid locale|locale name/.test(output)) break
  }
  const cause = /(?:error|fatal|could not).*/i.exec(output)?.[0] ?? output.trim().slice(-300)
  throw new EmbeddedError(
    `The database could not be created in ${place.data}: ${cause}. Fix that, or set HAKIM_DATA_DIR to another folder.`,
  )
}

type Result = { code: number | null; output: string }

function run(place: Place, program: string, args: string[]): Promise<Result> {
  const as = place.account ? { uid: place.account.uid, gid: place.account.gid } : {}
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.native, 'bin', program), args, { ...as, cwd: '/', env: serverEnvironment })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Sets a new password for the owner while no server is running, after the password file was lost. */
export function resetPassword(place: Place, password: string): void {
  const as = place.account ? { uid: place.account.uid, gid: place.account.gid } : {}
  const single = spawnSync(
    join(place.native, 'bin', 'postgres'),
    ['--single', '-D', place.data, 'postgres'],
    {
      ...as,
      cwd: '/',
      env: serverEnvironment,
      input: `ALTER ROLE ${OWNER} PASSWORD '${password}'\n`,
      encoding: 'utf8',
    },
  )
  if (single.status === 0) return
  throw new EmbeddedError(
    `The password file of ${place.data} is missing, and no new password could be set (${single.stderr.trim().slice(-200)}). Restore postgres.password from a backup.`,
  )
}

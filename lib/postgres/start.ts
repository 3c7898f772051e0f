import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { clusterExists, createCluster, OWNER, resetPassword, SERVER } from '@/lib/postgres/cluster'
import { EmbeddedError, explainFileError } from '@/lib/postgres/error'
import { freePort } from '@/lib/postgres/free-port'
import { trimLog } from '@/lib/postgres/log-file'
import { ensureDatabase, ensureServerRole } from '@/lib/postgres/login'
import { clearRemains, findOrphan } from '@/lib/postgres/orphan'
import { readPassword, serverPasswordOf, writePassword } from '@/lib/postgres/password'
import { findPlace, type Place } from '@/lib/postgres/place'
import type { Process } from '@/lib/postgres/process'
import { launchServer, PortTaken, shutDown } from '@/lib/postgres/server'
import { keepAlive } from '@/lib/postgres/watch'
import { takeLock } from '@/lib/process/file-lock.mjs'

export { EmbeddedError } from '@/lib/postgres/error'

export type EmbeddedOptions = {
  /** Holds data, password and log; created if it does not exist. */
  dataDir: string
  /** Gets lines that a person may want to know. */
  log?: (line: string) => void
  /** The preferred port; else the last one, else any free one. */
  port?: number
  /** false: no fsync, for tests only. */
  durable?: boolean
  /** For data and binaries that PostgreSQL's user cannot reach otherwise when Hakim runs as root. */
  systemDir?: string
}

export type Embedded = {
  /** The owner's, for migrations and commands. Contains the password: never print it. */
  url: string
  /** The same for the web server, whose role owns nothing. */
  serverUrl: string
  port: number
  /** The server of an earlier, killed Hakim was still running and is reused. */
  adopted: boolean
  /** Shuts the server down and resolves when it has ended. May be called again. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a data folder, or adopts the one that an earlier Hakim left running, and restarts it
 * if it dies. The caller must call `stop`. Throws EmbeddedError.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => {})
  let release: () => void = () => {}
  try {
    const dataDir = ownFolder(options.dataDir)
    release = lockFolder(dataDir)
    const place = findPlace({ dataDir, systemDir: options.systemDir ?? '/var/lib/hakim', log })
    return await run({ ...options, dataDir }, place, log, release)
  } catch (error) {
    release()
    throw explainFileError(error, options.dataDir)
  }
}

/** Locks the folder, so that only this process runs its database; returns the release. */
function lockFolder(dataDir: string): () => void {
  const { release, holder } = takeLock(join(dataDir, 'hakim.lock'))
  if (release) return release
  throw new EmbeddedError(
    `Hakim is already running on this data folder (process ${holder}). Stop it first, or set HAKIM_DATA_DIR to another folder.`,
  )
}

type Options = EmbeddedOptions & { dataDir: string }

async function run(options: Options, place: Place, log: (line: string) => void, release: () => void) {
  const password = await readyCluster(options, place, log)
  const orphan = await findOrphan(place.data, password)
  const { server, port } = orphan ?? (await launch(options, place, password, log))
  if (orphan) log(`Adopted the PostgreSQL of an earlier run (process ${orphan.server.pid})`)
  await ensureDatabase({ port, password })
  const serverPassword = serverPasswordOf(password)
  await ensureServerRole({ port, password }, serverPassword)
  const watch = keepAlive(server, {
    log,
    tidy: () => trimLog(serverOptions(options, port, password).logFile),
    restart: async () => {
      await clearRemains(place.data, log)
      return launchServer(place, serverOptions(options, port, password))
    },
  })
  let stopping: Promise<void> | null = null
  const stop = async () => {
    await shutDown(await watch.end())
    release()
  }
  return {
    url: urlOf(OWNER, port, password),
    serverUrl: urlOf(SERVER, port, serverPassword),
    port,
    adopted: orphan !== null,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** Creates the cluster on the first start. Returns its password. */
async function readyCluster(options: Options, place: Place, log: (line: string) => void): Promise<string> {
  const kept = readPassword(options.dataDir)
  if (clusterExists(place)) {
    if (kept) return kept
    log('The password file is missing: setting a new password')
    await clearRemains(place.data, log)
    const fresh = writePassword(options.dataDir)
    resetPassword(place, fresh)
    return fresh
  }
  log(`Creating a database in ${place.data}`)
  const password = kept ?? writePassword(options.dataDir)
  await createCluster(place, password, options.durable ?? true)
  return password
}

async function launch(options: Options, place: Place, password: string, log: (line: string) => void) {
  await clearRemains(place.data, log)
  const portFile = join(options.dataDir, 'postgres.port')
  let wanted = options.port ?? readPort(portFile)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted)
    try {
      const server: Process = await launchServer(place, serverOptions(options, port, password))
      writeFileSync(portFile, `${port}\n`, { mode: 0o600 })
      return { server, port }
    } catch (error) {
      // Another program may have taken the port between the check and the start.
      if (!(error instanceof PortTaken) || attempt === 5) throw error
      wanted = null
    }
  }
}

/**
 * The URL of the embedded database that is running on this data folder, whoever started it; null if none is. For commands
 * beside a running `hakim start`.
 */
export async function findEmbedded(dataDir: string, systemDir = '/var/lib/hakim'): Promise<string | null> {
  if (!existsSync(dataDir)) return null
  try {
    const folder = realpathSync(dataDir)
    const password = readPassword(folder)
    if (password === null) return null
    const place = findPlace({ dataDir: folder, systemDir, log: () => {} })
    const found = await findOrphan(place.data, password)
    return found ? urlOf(OWNER, found.port, password) : null
  } catch (error) {
    throw explainFileError(error, dataDir)
  }
}

const serverOptions = (options: Options, port: number, password: string) => ({
  port,
  password,
  logFile: join(options.dataDir, 'postgres.log'),
  durable: options.durable ?? true,
})

const urlOf = (role: string, port: number, password: string): string =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${OWNER}`

/** Creates the folder if needed, closed to others; root's must let PostgreSQL's user pass through. */
function ownFolder(dataDir: string): string {
  const folder = resolve(dataDir)
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true })
    // Not recursive: that would report a read-only disk as a missing folder.
    mkdirSync(folder)
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  }
  return realpathSync(folder)
}

function readPort(file: string): number | null {
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : null
}

import { spawn } from 'node:child_process'
import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { OWNER, serverEnvironment } from '@/lib/postgres/cluster'
import { codeOf, diskFull, EmbeddedError } from '@/lib/postgres/error'
import type { Place } from '@/lib/postgres/place'
import { findProcess, isRunning, type Process, waitForEnd } from '@/lib/postgres/process'

/** How to run a server. `durable: false` is for tests only: a crash of the machine may lose everything. */
type ServerOptions = { port: number; password: string; logFile: string; durable: boolean }

const MAX_LOG_BYTES = 5 * 1024 * 1024
/** Recovery after a crash replays up to max_wal_size, which takes a while on a slow disk. */
const START_TIMEOUT_MS = 120_000

/** After a kill -9 the old server's workers need a moment to notice and exit. */
const RELEASE_TIMEOUT_MS = 15_000

/** Another program uses the port; the caller chooses another. */
export class PortTaken extends Error {
  override name = 'PortTaken'
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] ',
  lc_messages: 'C',
}

/**
 * Starts the server in its own process group, so that Ctrl-C in a terminal reaches only Hakim, and waits until it accepts
 * a login. Throws PortTaken or EmbeddedError.
 */
export async function launchServer(place: Place, options: ServerOptions): Promise<Process> {
  const until = Date.now() + RELEASE_TIMEOUT_MS
  for (;;) {
    try {
      return await launchOnce(place, options)
    } catch (error) {
      if (!(error instanceof StillHeld) || Date.now() > until) throw error
      await new Promise((wake) => setTimeout(wake, 200))
    }
  }
}

class StillHeld extends EmbeddedError {}

async function launchOnce(place: Place, options: ServerOptions): Promise<Process> {
  trimLog(options.logFile)
  const from = logSize(options.logFile)
  const flags = Object.entries({
    ...settings,
    port: String(options.port),
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(options.logFile, 'a', 0o600)
  const as = place.account ? { uid: place.account.uid, gid: place.account.gid } : {}
  const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.data, ...flags], {
    ...as,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended = false
  child.on('error', () => (ended = true))
  child.on('exit', () => (ended = true))
  child.unref()

  const until = Date.now() + START_TIMEOUT_MS
  while (!ended && Date.now() < until) {
    if (await answers(options)) {
      const found = child.pid === undefined ? null : findProcess(child.pid)
      if (found && !ended) return found
    }
    await new Promise((wake) => setTimeout(wake, 25))
  }
  if (!ended) child.kill('SIGKILL')
  throw explainStart(options, readFileSync(options.logFile, 'utf8').slice(from))
}

function explainStart(options: ServerOptions, output: string): Error {
  if (/Address already in use|could not bind/.test(output)) return new PortTaken(String(options.port))
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(options.logFile)
  if (/is still in use/.test(output)) {
    return new StillHeld(
      `Another PostgreSQL is still using the data (log: ${options.logFile}). Stop it, then start again.`,
    )
  }
  const cause = /(?:FATAL|PANIC):\s*(.*)/.exec(output)?.[1] ?? 'it gave no reason'
  return new EmbeddedError(
    `PostgreSQL did not start: ${cause}. Fix that and start again; its log is ${options.logFile}.`,
  )
}

/** Whether a server answers on the port. Throws EmbeddedError if it rejects our password. */
async function answers(options: Pick<ServerOptions, 'port' | 'password'>): Promise<boolean> {
  try {
    await dataFolderOf(options)
    return true
  } catch (error) {
    if (codeOf(error) !== '28P01') return false
    throw new EmbeddedError(
      'The password in postgres.password does not match the database. Restore the file from a backup, or delete it to set a new password.',
    )
  }
}

/** Logs in and asks the server for its data folder. Throws what `pg` throws. */
export async function dataFolderOf(server: Pick<ServerOptions, 'port' | 'password'>): Promise<string> {
  const client = clientFor(server, 'postgres')
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory ?? ''
  } finally {
    await client.end().catch(() => {})
  }
}

/** Creates Hakim's database if it does not exist. */
export async function ensureDatabase(server: Pick<ServerOptions, 'port' | 'password'>): Promise<void> {
  const client = clientFor(server, 'postgres')
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [OWNER])
    if (rowCount === 0) await client.query(`create database ${OWNER}`)
  } finally {
    await client.end().catch(() => {})
  }
}

function clientFor(server: Pick<ServerOptions, 'port' | 'password'>, database: string): Client {
  const client = new Client({
    host: '127.0.0.1',
    port: server.port,
    user: OWNER,
    password: server.password,
    database,
    ssl: false,
    connectionTimeoutMillis: 3000,
  })
  client.on('error', () => {})
  return client
}

/** Stops a server, rolling back open transactions, with stronger signals if it takes too long. */
export async function shutDown(server: Process, patience = 10_000): Promise<void> {
  for (const [signal, ms] of [
    ['SIGINT', patience],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    if (!isRunning(server)) return
    try {
      process.kill(server.pid, signal)
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error
    }
    if (await waitForEnd(server, ms)) return
  }
}

/** A free port of 127.0.0.1, the preferred one if possible. */
export async function freePort(preferred: number | null): Promise<number> {
  const tryPort = (port: number): Promise<number | null> =>
    new Promise((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(null))
      probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : null))
      })
    })
  const port = (preferred && (await tryPort(preferred))) || (await tryPort(0))
  if (port) return port
  throw new EmbeddedError('No free port on 127.0.0.1 for PostgreSQL. Stop programs that use many ports.')
}

function logSize(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Limits the server's log to two files of 5 MB. The server appends, so the file can be truncated in place. */
export function trimLog(file: string): void {
  if (logSize(file) <= MAX_LOG_BYTES) return
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}

import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serverEnvironment } from '@/lib/postgres/cluster'
import { codeOf, diskFull, EmbeddedError } from '@/lib/postgres/error'
import { logSize, trimLog } from '@/lib/postgres/log-file'
import { dataFolderOf, type Login } from '@/lib/postgres/login'
import type { Place } from '@/lib/postgres/place'
import { findProcess, isRunning, type Process, waitForEnd } from '@/lib/postgres/process'

/** How to run a server. `durable: false` is for tests only: a crash of the machine may lose everything. */
type ServerOptions = Login & { logFile: string; durable: boolean }

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
  // Shared memory that nobody can remove: systemd removes what is in /dev/shm when the user who started Hakim logs out.
  min_dynamic_shared_memory: '64MB',
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
async function answers(options: Login): Promise<boolean> {
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

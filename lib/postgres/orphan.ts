import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '@/lib/postgres/error'
import { dataFolderOf } from '@/lib/postgres/login'
import { findProcess, isServerOf, type Process } from '@/lib/postgres/process'
import { shutDown } from '@/lib/postgres/server'

type Orphan = { server: Process; port: number }

/** Reads PostgreSQL's own PID file: pid, data folder, start time and port, one per line. */
function readPidFile(data: string): { pid: number; port: number } | null {
  try {
    const [pid, , , port] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), port: Number(port) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The server that runs on our data folder and accepts our password; null if there is none. */
export async function findOrphan(data: string, password: string): Promise<Orphan | null> {
  const pidFile = readPidFile(data)
  const server = pidFile && Number.isInteger(pidFile.pid) ? findProcess(pidFile.pid) : null
  if (!pidFile || !server || !isServerOf(server, data)) return null
  // A server that is still starting up accepts no connections for a moment.
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return (await dataFolderOf({ port: pidFile.port, password })) === data
        ? { server, port: pidFile.port }
        : null
    } catch (error) {
      if (codeOf(error) !== '57P03') return null
      await new Promise((wake) => setTimeout(wake, 250))
    }
  }
  return null
}

/**
 * Makes way for a new server. Shuts down servers of ours that cannot be adopted (no login, an overwritten PID file), but
 * no other program that the PID file may name; then removes that file.
 */
export async function clearRemains(data: string, log: (line: string) => void): Promise<void> {
  for (const server of serversOf(data)) {
    log(`Shutting down a PostgreSQL on this folder that cannot be adopted (process ${server.pid})`)
    await shutDown(server)
  }
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  log(`Removing ${file}, since no PostgreSQL is running on this folder`)
  rmSync(file, { force: true })
}

/** Every server on the data folder, whatever the PID file says. */
function serversOf(data: string): Process[] {
  const named = readPidFile(data)?.pid
  const pids = process.platform === 'linux' ? readdirSync('/proc').map(Number) : [Number(named)]
  return pids
    .filter((pid) => Number.isInteger(pid) && pid > 0)
    .map(findProcess)
    .filter((found) => found !== null)
    .filter((found) => isServerOf(found, data))
}

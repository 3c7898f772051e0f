import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '@/lib/postgres/error'
import { findProcess, isServerOf, type Process } from '@/lib/postgres/process'
import { dataFolderOf, shutDown } from '@/lib/postgres/server'

type Orphan = { server: Process; port: number }

/** What PostgreSQL's own PID file says: pid, data folder, start time and port, one a line. */
function readPidFile(data: string): { pid: number; port: number } | null {
  try {
    const [pid, , , port] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), port: Number(port) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The server that runs on our data folder and lets us log in; null when there is none. */
export async function findOrphan(data: string, password: string): Promise<Orphan | null> {
  const said = readPidFile(data)
  const server = said && Number.isInteger(said.pid) ? findProcess(said.pid) : null
  if (!said || !server || !isServerOf(server, data)) return null
  // A server that is just starting up takes a moment until it lets anybody in.
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return (await dataFolderOf({ port: said.port, password })) === data ? { server, port: said.port } : null
    } catch (error) {
      if (codeOf(error) !== '57P03') return null
      await new Promise((wake) => setTimeout(wake, 250))
    }
  }
  return null
}

/**
 * Makes room for a new server. One of ours that cannot be adopted (no login, a PID file that was overwritten)
 * is shut down; any other program that the PID file may name is left alone. Only then the file is removed.
 */
export async function clearRemains(data: string, log: (line: string) => void): Promise<void> {
  for (const server of serversOf(data)) {
    log(`A PostgreSQL of ours (process ${server.pid}) cannot be used as it is: shutting it down`)
    await shutDown(server)
  }
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  log(`Removing ${file}: no PostgreSQL runs on this folder`)
  rmSync(file, { force: true })
}

/** Every server on that data folder, whatever its PID file says. */
function serversOf(data: string): Process[] {
  const named = readPidFile(data)?.pid
  const pids = process.platform === 'linux' ? readdirSync('/proc').map(Number) : [Number(named)]
  return pids
    .filter((pid) => Number.isInteger(pid) && pid > 0)
    .map(findProcess)
    .filter((found) => found !== null)
    .filter((found) => isServerOf(found, data))
}

import { lstatSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from './start-error'

const writableByOthers = 0o022
const sticky = 0o1000

/** The path and every folder above it, from the root on. */
function chainOf(path: string): string[] {
  const above = dirname(path)
  return above === path ? [path] : [...chainOf(above), path]
}

const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`

/**
 * What lets others change this file or folder, and the command that mends it; null if nothing does. An access list that lets
 * somebody write shows as a mode with group write.
 */
function problemOf(path: string, me: number): string | null {
  const stats = lstatSync(path)
  const isOwn = stats.uid === 0 || stats.uid === me
  // In a sticky folder, such as /tmp, everybody can add names, but only the owner of the folder or of an entry can rename or
  // remove the entry. Both are root or the agent's user here, so nobody else can replace what lies in it.
  const isSticky = stats.isDirectory() && (stats.mode & sticky) !== 0
  const isClosed = (stats.mode & writableByOthers) === 0 || isSticky
  if (isOwn && isClosed) return null
  const commands = [
    ...(isOwn ? [] : [`chown ${me === 0 ? 'root' : me} ${quoted(path)}`]),
    ...(isClosed ? [] : [`chmod go-w ${quoted(path)}`]),
  ]
  const owner = stats.uid === 0 ? 'root' : `user ${stats.uid}`
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0')
  return `  ${path} belongs to ${owner} and has mode ${mode}: ${commands.join(' && ')}`
}

/**
 * The path without symbolic links, if nobody but root and the agent's user can change what is there: neither the file nor a
 * folder above it belongs to somebody else or can be written by others, who could replace it. Throws StartError.
 */
export function trustedPath(what: string, path: string): string {
  const real = realpathSync(path)
  // Windows has no such owners and modes.
  const me = process.geteuid?.()
  const problems = me === undefined ? [] : chainOf(real).flatMap((each) => problemOf(each, me) ?? [])
  if (problems.length === 0) return real
  const reason = `Somebody else could change ${what} ${real}, and so what this agent runs. Mend it, then start the agent again:`
  throw new StartError([reason, ...problems].join('\n'), 2)
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where a package of Debian is unpacked, once; this takes no rights. */
export const unpackedFolder = (name: string): string => resolve('node_modules', '.cache', `hakim-${name}`)

/**
 * A program of Debian's package `name`: the installed one, or else one unpacked from it and from the packages `needed`. Null
 * where there is no Debian to get them from.
 */
export function debianProgram(name: string, path: string, needed: readonly string[] = []): string | null {
  if (existsSync(path)) return path
  const folder = unpackedFolder(name)
  const program = join(folder, path)
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  // _apt may not write here, but root does.
  const got = spawnSync('apt-get', ['download', name, ...needed], { cwd: folder })
  if (got.status !== 0) return null
  for (const file of readdirSync(folder))
    if (file.endsWith('.deb')) spawnSync('dpkg-deb', ['-x', file, '.'], { cwd: folder })
  return existsSync(program) ? program : null
}

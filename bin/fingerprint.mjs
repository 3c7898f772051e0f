import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The sources of each built part: folders and files below the root. */
export const sources = {
  cli: ['lib', 'migrations', 'bin/bundle.mjs', 'tsconfig.json', 'package-lock.json'],
  server: ['lib', 'migrations', 'bin/bundle.mjs', 'tsconfig.json', 'package-lock.json'],
  agent: ['lib', 'bin/bundle.mjs', 'tsconfig.json', 'package-lock.json'],
  bench: ['bench', 'lib', 'migrations', 'bin/bundle.mjs', 'tsconfig.json', 'package-lock.json'],
  web: [
    'app',
    'components',
    'lib',
    'migrations',
    'public',
    'instrumentation.ts',
    'bin/compact-pages.mjs',
    'instrumentation-client.ts',
    'proxy.ts',
    'next.config.js',
    'postcss.config.mjs',
    'tsconfig.json',
    'package-lock.json',
  ],
}

/** Files that do not affect the result: tests, and what another step builds into public/. */
const ignored = (/** @type {string} */ path) =>
  /\.test\.tsx?$/.test(path) || path.startsWith('public/agent/') || /(^|\/)\.[^/]*$/.test(path)

/**
 * A digest of the names and contents of the sources; unlike times it survives a checkout or a copy.
 * @param {string} root
 * @param {readonly string[]} paths
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((each) => filesBelow(root, each)).sort()) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest(),
    )
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  if (ignored(path)) return []
  try {
    return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(root, `${path}/${entry.name}`)
        : ignored(`${path}/${entry.name}`)
          ? []
          : [`${path}/${entry.name}`],
    )
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}

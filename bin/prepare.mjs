import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, bundles } from './bundle.mjs'
import { compactPages } from './compact-pages.mjs'
import { fingerprint, sources } from './fingerprint.mjs'
import { hasDependencies, install } from './install.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { ExpectedError, run, withProgress } from './progress.mjs'

/** @typedef {'cli' | 'agent' | 'server' | 'bench' | 'web'} Part */

/** A file that shows that a part was built. */
const results = {
  cli: `${bundles.cli.outdir}/cli.mjs`,
  agent: bundles.agent.outfile,
  bench: `${bundles.bench.outdir}/main.mjs`,
  server: `${bundles.server.outdir}/server.mjs`,
  web: '.next/BUILD_ID',
}

const labels = {
  cli: 'Building the command line',
  agent: 'Building the agent',
  bench: 'Building the benchmark',
  server: 'Building the server',
  web: 'Building the pages',
}

/**
 * Brings dependencies and the named parts up to date; if they are, this takes a few milliseconds and waits for nobody.
 * Otherwise one process works at a time. Throws ExpectedError.
 * @param {string} root
 * @param {readonly Part[]} parts
 * @param {{ dev?: boolean }} [options]
 */
export async function prepare(root, parts, { dev = false } = {}) {
  if (hasDependencies(root, { dev }) && parts.every((part) => isUpToDate(root, part))) return
  await oneAtATime(root, async () => {
    try {
      await install(root, { dev })
      for (const part of parts) await bringUpToDate(root, part)
    } catch (error) {
      throw explainDisk(error, root)
    }
  })
}

/**
 * @param {string} root
 * @param {Part} part
 */
async function bringUpToDate(root, part) {
  if (isUpToDate(root, part)) return
  const now = fingerprint(root, sources[part])
  // Removed first, so that an interrupted build does not count as complete.
  writeState(root, { ...readState(root), [part]: undefined })
  await withProgress(labels[part], () => (part === 'web' ? buildWeb(root) : buildBundle(root, part)))
  writeState(root, { ...readState(root), [part]: now })
}

/**
 * @param {string} root
 * @param {Part} part
 */
const isUpToDate = (root, part) =>
  readState(root)[part] === fingerprint(root, sources[part]) && existsSync(join(root, results[part]))

/**
 * @param {string} root
 * @param {Exclude<Part, 'web'>} part
 */
async function buildBundle(root, part) {
  try {
    await bundle(root, part)
  } catch (error) {
    throw new ExpectedError(
      `${labels[part]} failed. Fix the source named above, then start again.`,
      String(error),
    )
  }
}

/** @param {string} root */
async function buildWeb(root) {
  // The build needs neither database nor secrets, and Next sets NODE_ENV itself.
  const { DATABASE_URL, HAKIM_OWNER_DATABASE_URL, HAKIM_SECRET, HAKIM_EMBEDDED_URL, NODE_ENV, ...env } =
    process.env
  await run(
    'Building the pages (next build)',
    [process.execPath, 'node_modules/next/dist/bin/next', 'build'],
    {
      cwd: root,
      log: join(root, 'dist', 'build.log'),
      env: { ...env, NEXT_TELEMETRY_DISABLED: '1' },
    },
  )
  await compactPages(root)
}

/**
 * @param {string} root
 * @returns {Partial<Record<Part, string>>}
 */
function readState(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'dist', 'build.json'), 'utf8'))
  } catch {
    return {}
  }
}

/**
 * @param {string} root
 * @param {Partial<Record<Part, string | undefined>>} state
 */
function writeState(root, state) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', 'build.json'), `${JSON.stringify(state, null, 2)}\n`)
}

/**
 * @param {unknown} error
 * @param {string} root
 */
function explainDisk(error, root) {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC')
    return new ExpectedError(`The disk is full at ${root}. Free some space, then start again.`)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ExpectedError(
      `Cannot write to ${root}. Make the folder writable for this user, then start again.`,
    )
  }
  return error
}

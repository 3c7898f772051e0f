import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, withProgress } from './progress.mjs'

const MARKER = 'node_modules/.hakim-lock'

/**
 * Installs the dependencies if they are missing or package-lock.json has changed.
 * @param {string} root
 * @param {{ dev: boolean }} options dev: also what the tests need
 */
export async function install(root, { dev }) {
  if (hasDependencies(root, { dev })) return
  const lock = readLock(root)
  if (!hasTools(root, dev) || !isInstalled(root, lock)) {
    rmSync(join(root, MARKER), { force: true })
    const { command, env } = npm(isComplete(lock) ? ['ci'] : ['install', '--no-save'])
    await withProgress('Installing dependencies', () =>
      run(
        'Installing the dependencies with npm',
        [...command, '--no-fund', '--no-audit', ...(dev ? ['--include=dev'] : [])],
        { cwd: root, log: join(root, 'dist', 'install.log'), env, excerpt: npmErrors },
      ),
    )
  }
  writeFileSync(join(root, MARKER), digestOf(lock))
}

/**
 * Whether the dependencies that package-lock.json names have been installed from here.
 * @param {string} root
 * @param {{ dev: boolean }} options
 */
export function hasDependencies(root, { dev }) {
  const marker = join(root, MARKER)
  return (
    hasTools(root, dev) && existsSync(marker) && readFileSync(marker, 'utf8') === digestOf(readLock(root))
  )
}

/** @param {string} root */
const readLock = (root) => readFileSync(join(root, 'package-lock.json'), 'utf8')

/** @param {string} lock */
const digestOf = (lock) =>
  createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex')

/**
 * @param {string} root
 * @param {boolean} dev
 */
const hasTools = (root, dev) => !dev || existsSync(join(root, 'node_modules/vitest/package.json'))

/**
 * Whether node_modules already matches the lockfile, as npm's own lockfile in node_modules records it.
 * @param {string} root
 * @param {string} lock
 */
export function isInstalled(root, lock) {
  const hidden = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages ?? {}
  const want = JSON.parse(lock).packages ?? {}
  return Object.entries(want).every(([path, { version, dev, optional, devOptional, peer }]) => {
    if (path === '' || (!(path in have) && (dev || optional || devOptional || peer))) return true
    return have[path]?.version === version && existsSync(join(root, path))
  })
}

/**
 * Whether the lockfile has every platform's packages. npm omits those that its registry did not have; `npm ci` then rejects
 * the file, while `npm install` accepts it and, with --no-save, leaves it unchanged.
 * @param {string} lock
 */
export function isComplete(lock) {
  const packages = JSON.parse(lock).packages ?? {}
  return Object.entries(packages).every(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).every((name) =>
      foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages),
    ),
  )
}

/**
 * Where Node looks for a package: next to the one that needs it, then further up.
 * @param {string} path
 * @returns {string[]}
 */
function foldersAbove(path) {
  const parts = path.split('node_modules/')
  return parts.map((_, index) => {
    const above = parts.slice(0, parts.length - index).join('node_modules/')
    return above === '' || above.endsWith('/') ? above : `${above}/`
  })
}

/**
 * The npm that started this process, else the one on the path. The variables that npm sets for its scripts are not passed
 * on: the outer call's settings are not meant for this one.
 * @param {string[]} args
 * @returns {{ command: [string, ...string[]], env: NodeJS.ProcessEnv }}
 */
export function npm(args) {
  const path = process.env.npm_execpath
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command)/.test(name),
  )
  const env = Object.fromEntries(entries)
  return path?.endsWith('npm-cli.js')
    ? { command: [process.execPath, path, ...args], env }
    : { command: ['npm', ...args], env }
}

/**
 * npm prints the cause first and help after it.
 * @param {string} output
 */
const npmErrors = (output) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('npm error'))
    .slice(0, 12)
    .join('\n')

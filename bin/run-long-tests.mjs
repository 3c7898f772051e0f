import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

/**
 * Runs tests that are too long for `npm test`, with the command line's options as environment variables. The exit code is
 * vitest's, 1 when it could not start.
 * @param {object} tests
 * @param {string} tests.command such as `npm run scan`
 * @param {string} tests.does what it does, as a sentence
 * @param {Record<string, import('./options.mjs').Option>} tests.options
 * @param {readonly import('./prepare.mjs').Part[]} tests.parts what they need built
 * @param {readonly string[]} tests.vitest which tests, for `vitest run`
 * @param {(values: Record<string, unknown>) => Record<string, unknown>} tests.env what is not a string is left out
 */
export async function runLongTests({ command, does, options, parts, vitest, env }) {
  refuseOldNode()
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { prepare } = await import('./prepare.mjs')
  const { readOptions } = await import('./options.mjs')
  const { explain, isExpected } = await import('./progress.mjs')
  try {
    const values = readOptions(command, does, options)
    if (values === null) return
    await prepare(root, parts, { dev: true })
    const given = Object.entries(env(values)).filter(([, value]) => typeof value === 'string')
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const { status } = spawnSync(
      process.execPath,
      [program, 'run', ...vitest, '--disable-console-intercept'],
      { cwd: root, env: { ...process.env, ...Object.fromEntries(given) }, stdio: 'inherit' },
    )
    process.exitCode = status ?? 1
  } catch (error) {
    if (!isExpected(error)) throw error
    console.error(explain(error))
    process.exitCode = 1
  }
}

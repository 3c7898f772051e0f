// `npm test`: everything that must work, from a bare clone. `npm test -- --only vitest,types -- lib/db` runs some
// steps and passes what follows the second `--` on to them.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const { ensureChromium } = await import('./chromium.mjs')
const { prepare } = await import('./prepare.mjs')
const { startsProcessesQuickly } = await import('./process-start.mjs')
const { explain, isExpected, lastLines, run, withProgress } = await import('./progress.mjs')
const { withFolderInMemory } = await import('./test-folder.mjs')
const { readResults } = await import('./test-results.mjs')
const { choose, steps, usage } = await import('./test-steps.mjs')

/** @typedef {import('./test-steps.mjs').Step} Step */

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'dist', 'test')
process.env.NEXT_TELEMETRY_DISABLED = '1'

const total = { passed: 0, failed: 0, skipped: 0 }
/** @type {unknown[]} */
const failures = []
/** @type {string[]} */
const failedTests = []

if (process.argv.includes('--help')) {
  console.log(usage(steps(out)))
  process.exit()
}
await attempt(async () => {
  const { chosen, extra } = choose(steps(out), process.argv.slice(2))
  // Before anything else runs, such as the installation of a browser.
  const sideBySide = startsProcessesQuickly()
  mkdirSync(out, { recursive: true })
  await prepare(root, chosen.some(({ programs }) => programs) ? ['cli', 'agent', 'server'] : [], {
    dev: true,
  })
  const needed = {
    web: once(() => prepare(root, ['web'], { dev: true })),
    browser: once(() => ensureChromium(root)),
  }
  // Beside the first tests; a failure shows where a step waits for it.
  if (chosen.some(({ browser }) => browser)) needed.browser().catch(() => undefined)
  // Two at a time: that uses both cores of a small machine and leaves the tests enough time.
  if (!sideBySide) console.error('  This machine starts processes slowly: one step runs at a time.')
  await withFolderInMemory(async (folder) => {
    const queues = ['units', 'pages'].map((queue) => async () => {
      for (const each of chosen.filter((one) => one.queue === queue))
        await attempt(() => check(each, needed, { extra, folder }))
    })
    if (sideBySide) await Promise.all(queues.map((run) => run()))
    else for (const run of queues) await run()
  })
})
for (const error of failures) {
  if (!isExpected(error)) throw error
  console.error(`\n${explain(error)}\n`)
}
// Last, where they are seen however long the output of a step was.
for (const each of failedTests) console.error(`  ✗ ${each}`)
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 ? 0 : 1

/**
 * Failures are printed at the end. A step that fails without counting tests counts as one failure.
 * @param {() => Promise<void>} work
 */
async function attempt(work) {
  const before = total.failed
  try {
    await work()
  } catch (error) {
    // A build that several steps wait for is one failure.
    if (failures.includes(error)) return
    failures.push(error)
    if (total.failed === before) total.failed += 1
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
function once(work) {
  /** @type {Promise<T> | undefined} */
  let result
  return () => {
    result ??= work()
    return result
  }
}

/**
 * @param {Step} step
 * @param {{ web: () => Promise<void>, browser: () => Promise<string> }} needed
 * @param {{ extra: string[], folder: string | null }} options `folder` is for temporary files
 */
async function check({ name, label, web, browser, script, args, report, read }, needed, options) {
  if (report) rmSync(report, { force: true })
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, FORCE_COLOR: '0', ...(options.folder && { TMPDIR: options.folder }) }
  if (web) await needed.web()
  if (browser) {
    env.CHROMIUM_PATH = await needed.browser()
    env.PLAYWRIGHT_JSON_OUTPUT_FILE = report
  }
  const log = join(out, `${name}.log`)
  try {
    await withProgress(label, () =>
      run(label, [process.execPath, join('node_modules', script), ...args, ...options.extra], {
        ...{ cwd: root, log, env },
        excerpt: lastLines(300),
      }),
    )
  } finally {
    const results = report && read ? readResults(report, read) : null
    total.passed += results?.passed ?? 0
    total.failed += results?.failed ?? 0
    total.skipped += results?.skipped ?? 0
    failedTests.push(...(results?.failures ?? []))
    if (report && !results) console.error(`    no report at ${report}`)
  }
}

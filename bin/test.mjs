// `npm test`: everything that must hold, from a bare clone. `npm test -- --only vitest,types -- lib/db` runs some
// steps and passes what follows the second `--` on to them.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const { ensureChromium } = await import('./chromium.mjs')
const { prepare } = await import('./prepare.mjs')
const { explain, isFault, Fault, lastLines, run, step } = await import('./step.mjs')
const { playwrightCounts, readCounts, vitestCounts } = await import('./test-results.mjs')

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'dist', 'test')
const vitestReport = join(out, 'vitest.json')
const playwrightReport = join(out, 'playwright.json')
process.env.NEXT_TELEMETRY_DISABLED = '1'

/** @type {{ name: string, label: string, script: string, args: string[], report?: string, count?: (report: any) => { passed: number, failed: number } }[]} */
const steps = [
  { name: 'format', label: 'Format and lint (biome)', script: '@biomejs/biome/bin/biome', args: ['ci', '.'] },
  { name: 'types', label: 'Types (tsc)', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  {
    name: 'architecture',
    label: 'Import rules (dependency-cruiser)',
    script: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: [
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'bench',
      'components',
      'docs',
      'lib',
      'migrations',
      'test',
    ],
  },
  { name: 'dead-code', label: 'Dead code (knip)', script: 'knip/bin/knip.js', args: [] },
  {
    name: 'vitest',
    label: 'Unit and database tests (vitest)',
    script: 'vitest/vitest.mjs',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    report: vitestReport,
    count: vitestCounts,
  },
  {
    name: 'playwright',
    label: 'Browser tests (playwright)',
    script: '@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    report: playwrightReport,
    count: playwrightCounts,
  },
]

const total = { passed: 0, failed: 0 }
try {
  const { only, extra } = readArguments(process.argv.slice(2))
  const chosen = steps.filter(({ name }) => only.length === 0 || only.includes(name))
  await prepare(root, partsFor(chosen.map(({ name }) => name)), { dev: true })
  mkdirSync(out, { recursive: true })
  const chromium = chosen.some(({ name }) => name === 'playwright') ? await ensureChromium(root) : ''
  for (const each of chosen) await check(each, chromium, extra)
} catch (error) {
  if (!isFault(error)) throw error
  console.error(`\n${explain(error)}\n`)
  // What fails without counting tests is one failure, never none.
  total.failed = Math.max(total.failed, 1)
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

/**
 * The browser tests run against the production build, and the types include those that Next makes.
 * @param {string[]} names
 * @returns {import('./prepare.mjs').Part[]}
 */
function partsFor(names) {
  if (names.includes('playwright') || names.includes('types')) return ['cli', 'agent', 'server', 'web']
  return names.includes('vitest') ? ['cli', 'agent'] : []
}

/**
 * @param {(typeof steps)[number]} what
 * @param {string} chromium
 * @param {string[]} extra
 */
async function check({ name, label, script, args, report, count }, chromium, extra) {
  if (report) rmSync(report, { force: true })
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport, FORCE_COLOR: '0' }
  if (chromium) env.CHROMIUM_PATH = chromium
  const command = [process.execPath, join('node_modules', script), ...args, ...extra]
  const [program = '', ...rest] = command
  try {
    await step(label, () =>
      run(label, [program, ...rest], {
        cwd: root,
        log: join(out, `${name}.log`),
        env,
        excerpt: lastLines(300),
      }),
    )
  } finally {
    const counts = report && count ? readCounts(report, count) : null
    total.passed += counts?.passed ?? 0
    total.failed += counts?.failed ?? 0
    if (report && !counts) console.error(`    no report at ${report}`)
  }
}

/**
 * @param {string[]} argv
 * @returns {{ only: string[], extra: string[] }}
 */
function readArguments(argv) {
  const cut = argv.indexOf('--')
  const own = cut < 0 ? argv : argv.slice(0, cut)
  const names = steps.map(({ name }) => name)
  const only = own.length === 2 && own[0] === '--only' ? String(own[1]).split(',') : []
  if ((own.length > 0 && only.length === 0) || only.some((name) => !names.includes(name))) {
    throw new Fault(`Usage: npm test [-- --only ${names.join(',')} [-- arguments for that program]]`)
  }
  return { only, extra: cut < 0 ? [] : argv.slice(cut + 1) }
}

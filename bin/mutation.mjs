// `npm run mutation -- [--only consent,agent] [--file FILE[:FROM-TO]]… [--test FILE]… [--force]`: changes the code in many small ways,
// each of which a test has to notice (docs/mutation.md). What an earlier run found for unchanged code and tests is kept in
// dist/mutation; `--force` tries it again.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parts } from './mutation-parts.mjs'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const { prepare } = await import('./prepare.mjs')
const { readOptions } = await import('./options.mjs')
const { explain, isExpected } = await import('./progress.mjs')
const values = optionsGiven()
if (values === null) process.exit()
await prepare(root, [], { dev: true })
const { Stryker } = await import('@stryker-mutator/core')
const only = values.only.split(',').filter(Boolean)
const chosen = parts.filter(
  ({ name }) => only.length === 0 || only.some((word) => name === word || name.startsWith(`${word}-`)),
)
if (chosen.length === 0) {
  console.error(`No part is called ${values.only}. There are: ${parts.map(({ name }) => name).join(', ')}.`)
  process.exitCode = 1
}
for (const part of chosen) {
  console.log(`\nPart ${part.name}`)
  await new Stryker(optionsOf(part)).runMutationTest()
}

/** Null after `--help`, and for an option that is not there. */
function optionsGiven() {
  const names = parts.map(({ name }) => name).join(', ')
  try {
    const given = readOptions(
      'npm run mutation',
      'Changes the code in small ways, each of which a test has to notice (docs/mutation.md).',
      {
        only: { type: 'string', default: '', value: 'a,b', help: `some of: ${names}` },
        file: {
          type: 'string',
          multiple: true,
          default: [],
          value: 'FILE[:FROM-TO]',
          help: 'these files instead; repeat for more',
        },
        test: {
          type: 'string',
          multiple: true,
          default: [],
          value: 'FILE',
          help: 'with these tests only; repeat for more',
        },
        force: {
          type: 'boolean',
          default: false,
          help: 'also what an earlier run tried on the same code and tests',
        },
        concurrency: { type: 'string', default: '1', value: 'N', help: 'how many at a time' },
      },
    )
    if (given === null) return null
    const { only, concurrency, force } = given
    return {
      only: String(only),
      concurrency: String(concurrency),
      force: force === true,
      file: [given.file ?? []].flat().map(String),
      test: [given.test ?? []].flat().map(String),
    }
  } catch (error) {
    if (!isExpected(error)) throw error
    console.error(explain(error))
    process.exitCode = 1
    return null
  }
}

/** @param {import('./mutation-parts.mjs').Part} part */
function optionsOf({ name, mutate, tests, database = false }) {
  process.env.HAKIM_MUTATION_TESTS = JSON.stringify(values.test.length > 0 ? values.test : tests)
  process.env.HAKIM_MUTATION_DATABASE = database ? '1' : ''
  const out = join('dist', 'mutation')
  return {
    mutate: [...(values.file.length > 0 ? values.file : mutate), '!**/*.test.ts'],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(root, 'bin', 'ignore-wording.mjs')],
    ignorers: ['wording'],
    vitest: { configFile: 'vitest.mutation.ts', related: true },
    coverageAnalysis: 'perTest',
    // Tests make their fixtures with the services, before each file: every such change would run every test.
    ignoreStatic: database,
    incremental: true,
    incrementalFile: join(out, `${name}.incremental.json`),
    force: values.force,
    tempDirName: join(out, 'sandbox'),
    ignorePatterns: ['.next', '.hakim', 'dist', 'docs/pictures', 'public/agent', 'test-results'],
    // Vitest does not look at types.
    disableTypeChecks: false,
    concurrency: Number(values.concurrency),
    timeoutMS: 60_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 60,
    thresholds: { high: 95, low: 90, break: 90 },
    reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
    clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: join(out, `${name}.json`) },
    htmlReporter: { fileName: join(out, `${name}.html`) },
    allowConsoleColors: false,
  }
}

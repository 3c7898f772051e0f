import { join } from 'node:path'
import { ExpectedError } from './progress.mjs'
import { playwrightResults, vitestResults } from './test-results.mjs'

/**
 * @typedef {object} Step
 * @property {string} name for `--only`
 * @property {string} label
 * @property {'units' | 'pages'} queue the steps of a queue run one after the other, the two queues in parallel
 * @property {boolean} [programs] needs command line, agent and server built
 * @property {boolean} [web] needs the pages built
 * @property {boolean} [browser] needs a Chromium
 * @property {boolean} [onRequest] runs only when `--only` names it
 * @property {string} script below node_modules
 * @property {string[]} args
 * @property {string} [report] file with the results of the tests
 * @property {(report: any) => import('./test-results.mjs').Results} [read]
 */

/**
 * @param {string} out folder of the reports
 * @returns {Step[]}
 */
export const steps = (out) => [
  {
    // The types include those that Next generates. First, so that the pages are built while the first tests run.
    ...{ name: 'types', label: 'Types (tsc)', queue: 'pages', web: true },
    // The native compiler takes a third of the time; the other one is there for tools that call its API. Its threads do
    // part of the work twice, and both cores are busy anyway.
    ...{ script: 'typescript-7/bin/tsc', args: ['--noEmit', '--singleThreaded'] },
  },
  {
    ...{ name: 'format', label: 'Format and lint (biome)', queue: 'pages' },
    ...{ script: '@biomejs/biome/bin/biome', args: ['ci', '.'] },
  },
  {
    ...{ name: 'architecture', label: 'Import rules (dependency-cruiser)', queue: 'pages' },
    script: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', '.'],
  },
  {
    ...{ name: 'dead-code', label: 'Dead code (knip)', queue: 'pages' },
    ...{ script: 'knip/bin/knip.js', args: [] },
  },
  { ...vitest(out, 'vitest', ['pure', 'unit'], 'Unit and database tests (vitest)'), queue: 'units' },
  { ...vitest(out, 'http', ['http'], 'Tests over HTTP (vitest)'), queue: 'units', web: true },
  {
    ...{ name: 'playwright', label: 'Browser tests (playwright)', queue: 'pages' },
    ...{ programs: true, web: true, browser: true },
    script: '@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    report: join(out, 'playwright.json'),
    read: playwrightResults,
  },
  { ...vitest(out, 'faults', ['faults'], 'Every fault once (vitest)'), web: true, onRequest: true },
  { ...vitest(out, 'bench', ['bench'], 'The benchmark in miniature (vitest)'), web: true, onRequest: true },
]

/**
 * @param {string} out
 * @param {string} name
 * @param {string[]} projects of vitest.config.ts
 * @param {string} label
 * @returns {Step}
 */
function vitest(out, name, projects, label) {
  const report = join(out, `${name}.json`)
  return {
    ...{ name, label, queue: 'pages', programs: true },
    ...{ script: 'vitest/vitest.mjs', report, read: vitestResults },
    args: [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
  }
}

/** @param {readonly Step[]} all */
export const usage = (all) =>
  `Usage: npm test [-- --only ${all.map(({ name }) => name).join(',')} [-- arguments for that program]]`

/**
 * Which steps the arguments ask for, and what follows `--`, which is passed on to them. Throws ExpectedError.
 * @param {Step[]} all
 * @param {string[]} argv
 */
export function choose(all, argv) {
  const cut = argv.indexOf('--')
  const own = cut < 0 ? argv : argv.slice(0, cut)
  const names = all.map(({ name }) => name)
  const only = own.length === 2 && own[0] === '--only' ? String(own[1]).split(',') : []
  if ((own.length > 0 && only.length === 0) || only.some((name) => !names.includes(name))) {
    throw new ExpectedError(usage(all))
  }
  const wanted = (/** @type {Step} */ { name, onRequest }) =>
    only.length === 0 ? !onRequest : only.includes(name)
  return { chosen: all.filter(wanted), extra: cut < 0 ? [] : argv.slice(cut + 1) }
}

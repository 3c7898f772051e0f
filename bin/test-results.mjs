import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Results */

/**
 * Reads how many tests passed, failed and were skipped, and the names of those that failed, from the report of a test
 * program; null if there is no valid one.
 * @param {string} file
 * @param {(report: any) => Results} read
 * @returns {Results | null}
 */
export function readResults(file, read) {
  if (!existsSync(file)) return null
  try {
    const results = read(JSON.parse(readFileSync(file, 'utf8')))
    return [results.passed, results.failed, results.skipped].every(Number.isInteger) ? results : null
  } catch {
    return null
  }
}

/** @param {string} file @param {string} name @param {unknown} message may be long and coloured */
const failure = (file, name, message) =>
  `${file} › ${name}: ${stripVTControlCharacters(String(message ?? ''))
    .split('\n')[0]
    ?.slice(0, 200)}`

/** Vitest's JSON reporter. @param {any} report @returns {Results} */
export const vitestResults = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
  failures: report.testResults.flatMap((/** @type {any} */ file) =>
    file.assertionResults
      .filter((/** @type {any} */ test) => test.status === 'failed')
      .map((/** @type {any} */ test) =>
        failure(relative('.', file.name), test.fullName, test.failureMessages[0]),
      ),
  ),
})

/** Playwright's JSON reporter; a test that passed only on a retry counts as passed. @param {any} report @returns {Results} */
export const playwrightResults = ({ stats, errors, suites }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  skipped: stats.skipped,
  failures: suites.flatMap(failedSpecs),
})

/** @param {any} suite @returns {string[]} */
const failedSpecs = (suite) => [
  ...(suite.specs ?? [])
    .filter((/** @type {any} */ spec) => !spec.ok)
    .map((/** @type {any} */ spec) =>
      failure(spec.file, spec.title, spec.tests[0]?.results.at(-1)?.error?.message),
    ),
  ...(suite.suites ?? []).flatMap(failedSpecs),
]

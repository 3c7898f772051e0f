import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Reads how many tests passed, failed and were skipped from the report of a test program; null if there is no valid one.
 * @param {string} file
 * @param {(report: any) => Counts} count
 * @returns {Counts | null}
 */
export function readCounts(file, count) {
  if (!existsSync(file)) return null
  try {
    const counts = count(JSON.parse(readFileSync(file, 'utf8')))
    return [counts.passed, counts.failed, counts.skipped].every(Number.isInteger) ? counts : null
  } catch {
    return null
  }
}

/** Vitest's JSON reporter. @param {any} report @returns {Counts} */
export const vitestCounts = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
})

/** Playwright's JSON reporter; a test that passed only on a retry counts as passed. @param {any} report @returns {Counts} */
export const playwrightCounts = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  skipped: stats.skipped,
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

// Public test data (naughty strings, traces) that is not part of this repository; tests skip what is absent.
const root = resolve(process.env.HAKIM_SHARED_DATA ?? '../shared/data')

/** The text of one file of the test data; null where it is absent. */
export function testData(...path: string[]): string | null {
  const file = join(root, ...path)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** The names in one folder of the test data, in order; none where it is absent. */
export function testDataNames(...path: string[]): string[] {
  const folder = join(root, ...path)
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

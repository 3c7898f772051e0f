import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { query } from './database'
import { newDataDir, startHakim } from './hakim'

const variable = 'HAKIM_E2E_FIRST_START'

/**
 * Starts Hakim on an empty folder as anybody does for the first time, and keeps the folder for copies: creating a database
 * and thirty days of sample reports takes several times the processor time of a start on them.
 */
export default async function firstStart(): Promise<() => void> {
  const hakim = await startHakim()
  const folder = hakim.env.HAKIM_DATA_DIR ?? ''
  await rolledUp(hakim.env)
  const code = await hakim.stop({ keepData: true })
  if (code !== 0) throw new Error(`Ctrl-C ended Hakim with ${code}:\n${hakim.output()}`)
  process.env[variable] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** A data folder as a first start has left it, with the sample fleet. */
export function copyOfFirstStart(): string {
  const first = process.env[variable]
  if (!first) throw new Error('no first start: run the specs with playwright.config.ts')
  const copy = newDataDir()
  // Part of it belongs to PostgreSQL's user.
  execFileSync('cp', ['-a', `${first}/.`, copy])
  return copy
}

/** Each copy would do the same work again. */
async function rolledUp(env: Record<string, string>): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    const [left] = await query<{ marks: boolean }>(
      env,
      `SELECT EXISTS (SELECT 1 FROM roll_up_marks WHERE hour < floor(extract(epoch FROM now()) / 3600) - 1)
           OR EXISTS (SELECT 1 FROM roll_up_dirty_days WHERE day < floor(extract(epoch FROM now()) / 86400)) AS marks`,
    )
    if (!left?.marks) return
    if (Date.now() > until) throw new Error('the sample fleet was not rolled up within a minute')
    await new Promise((wake) => setTimeout(wake, 250))
  }
}

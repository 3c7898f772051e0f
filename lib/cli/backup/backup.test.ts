import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { registerBackup } from '@/lib/cli/backup/backup'
import { registerRestore } from '@/lib/cli/backup/restore'
import { startEmbedded } from '@/lib/postgres/start'
import { askFor, checkpoint, testAudit, wholeJob } from '@/test/audit'
import { contentOf } from '@/test/backups'
import { type TestDatabase, testDatabase } from '@/test/database'
import { removeFolders, trialFolder } from '@/test/embedded-postgres'
import type { TestFleet } from '@/test/fleet'
import { runCommand } from '@/test/run-command'

const secret = 'the secret of a test of backup and restore'

let fleet: TestFleet
let target: TestDatabase
let folder: string
let file: string

const run = (...argv: string[]): Promise<string> =>
  runCommand((program) => {
    registerBackup(program, '1.2.3')
    registerRestore(program)
  }, argv)

beforeAll(async () => {
  folder = trialFolder()
  file = join(folder, 'backup')
  target = await testDatabase()
  fleet = await testAudit(2)
  await wholeJob(fleet.db)
  await checkpoint(fleet.db)
  await askFor(fleet.db)
  vi.stubEnv('DATABASE_URL', fleet.url)
  vi.stubEnv('HAKIM_SECRET', secret)
  vi.stubEnv('HAKIM_DATA_DIR', join(folder, 'none'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await fleet.close()
  await target.drop()
  removeFolders()
})

test('with DATABASE_URL: backup, check and restore say what they did', async () => {
  const text = await run('backup', file)
  expect(text).toMatch(
    /Wrote .*backup \(\d+ kB\): \d+ rows of \d+ tables: 1 nodes, 0 reports, 2 jobs, \d+ events/,
  )
  expect(text).toMatch(/HAKIM_SECRET is not in it/)
  // The test's checkpoint is signed with another key than this installation's.
  expect(text).toMatch(/audit log has 1 findings/)
  expect(readFileSync(file).includes(secret)).toBe(false)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await expect(run('backup', file)).rejects.toThrow(/exists already/)

  vi.stubEnv('DATABASE_URL', target.url)
  expect(await run('restore', '--check', file)).toMatch(/is whole\. Made by Hakim 1\.2\.3 at 20/)
  vi.stubEnv('HAKIM_SECRET', `${secret} that was changed`)
  const done = JSON.parse(await run('restore', file, '--json'))
  expect(done).toMatchObject({ file, tables: { maintenance_jobs: 2 }, secret: 'different', hakim: '1.2.3' })
  expect(await contentOf(target.url)).toEqual(await contentOf(fleet.url))
  await expect(run('restore', file)).rejects.toThrow(/is not empty/)
})

test('without DATABASE_URL: into a new data folder, and from it while it is in use', async () => {
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('HAKIM_SECRET', '')
  const dataDir = join(folder, 'data')
  vi.stubEnv('HAKIM_DATA_DIR', dataDir)
  const nothing = join(folder, 'no-backup')
  writeFileSync(nothing, 'something else')
  await expect(run('restore', nothing)).rejects.toThrow(/is not a backup/)
  await expect(run('restore', join(folder, 'missing'))).rejects.toThrow(/no such file/)
  expect(existsSync(dataDir)).toBe(false)

  expect(await run('restore', file)).toMatch(/no secret yet.*copy the file secret to/s)
  const embedded = await startEmbedded({ dataDir })
  try {
    expect(await contentOf(embedded.url)).toEqual(await contentOf(fleet.url))
    const again = join(folder, 'again')
    expect(JSON.parse(await run('backup', again, '--json'))).toMatchObject({
      tables: { maintenance_jobs: 2 },
    })
    await expect(run('restore', again)).rejects.toThrow(/is not empty/)
  } finally {
    await embedded.stop()
  }
})

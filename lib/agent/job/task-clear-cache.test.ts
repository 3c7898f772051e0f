import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { clearCache } from './task-clear-cache'

afterEach(removeTempDirs)

const run = (dir: string, params: Record<string, number> = {}) =>
  clearCache(dir).run({
    ...{ jobId: 'job', params, signal: new AbortController().signal },
    ...{ say: () => {}, spawned: () => {}, progress: () => {} },
  })

it('deletes and counts what is in the folder', async () => {
  const dir = tempDir()
  mkdirSync(join(dir, 'inner'))
  writeFileSync(join(dir, 'a.gz'), 'four')
  writeFileSync(join(dir, 'inner', 'b.gz'), 'sixsix')
  expect(await run(dir)).toMatchObject({ ok: true, result: { files: 2, bytes: 10 } })
  expect(readdirSync(dir)).toEqual([])
})

it('without an age deletes everything, even files from a clock ahead of ours', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'early'), 'x')
  const tomorrow = Date.now() / 1_000 + 86_400
  utimesSync(join(dir, 'early'), tomorrow, tomorrow)
  expect(await run(dir)).toMatchObject({ ok: true, result: { files: 1 } })
})

it('does not follow symbolic links', async () => {
  const [dir, outside] = [tempDir(), tempDir()]
  writeFileSync(join(outside, 'precious'), 'x')
  symlinkSync(outside, join(dir, 'folder'))
  symlinkSync(join(outside, 'precious'), join(dir, 'file'))
  expect(await run(dir)).toMatchObject({ ok: true, result: { files: 2, bytes: 0 } })
  expect(existsSync(join(outside, 'precious'))).toBe(true)
  symlinkSync(outside, join(dir, 'cache'))
  expect(await run(join(dir, 'cache'))).toMatchObject({ ok: false })
  expect(existsSync(join(outside, 'precious'))).toBe(true)
})

it('keeps files newer than requested', async () => {
  const dir = tempDir()
  for (const name of ['old', 'new']) writeFileSync(join(dir, name), 'x')
  const dayAgo = Date.now() / 1_000 - 86_400
  utimesSync(join(dir, 'old'), dayAgo, dayAgo)
  expect(await run(dir, { older_than_hours: 2 })).toMatchObject({ result: { files: 1 } })
  expect(readdirSync(dir)).toEqual(['new'])
})

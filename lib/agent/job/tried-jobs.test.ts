import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openTriedJobs } from './tried-jobs'

afterEach(removeTempDirs)

const setUp = () => {
  const folder = tempDir()
  const lines: string[] = []
  const log = createLog([], (line) => lines.push(line))
  return { folder, file: join(folder, 'dry-runs.ndjson'), lines, open: () => openTriedJobs(folder, log) }
}
const report = { digest: 'd'.repeat(64), exit_code: 0, taken: false }

it('knows after a restart what was started, reported and taken', () => {
  const { open } = setUp()
  const jobs = open()
  expect([jobs.has('a', 1), jobs.of('a', 1), jobs.lately()]).toEqual([false, null, 0])
  expect(jobs.begin('a', 1)).toBeNull()
  expect([open().has('a', 1), open().has('a', 2), open().of('a', 1), open().lately()]).toEqual([
    ...[true, false, null, 1],
  ])
  jobs.report('a', 1, report)
  expect(open().of('a', 1)).toEqual(report)
  jobs.report('a', 1, { ...report, taken: true })
  expect(open().of('a', 1)).toEqual({ ...report, taken: true })
  expect(open().lately()).toBe(1)
})

it('counts for an hour, and forgets after 400 days', () => {
  const { open, file } = setUp()
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
  for (const [job_id, hours] of [
    ['now', 0.9],
    ['earlier', 1.1],
    ['long ago', 401 * 24],
  ] as const)
    appendFileSync(file, `${JSON.stringify({ job_id, revision: 1, at: at(hours), report })}\n`)
  const jobs = open()
  expect(jobs.lately()).toBe(1)
  expect([jobs.has('earlier', 1), jobs.has('long ago', 1)]).toEqual([true, false])
})

it('is whole again after a line that a crash has cut off, and after its folder was emptied', () => {
  const { open, file } = setUp()
  open().begin('a', 1)
  appendFileSync(file, '{"job_id":"b')
  const jobs = open()
  jobs.begin('c', 1)
  expect(['a', 'b', 'c'].map((id) => open().has(id, 1))).toEqual([true, false, true])
  rmSync(file)
  jobs.begin('d', 1)
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4)
})

it('says why it cannot be kept', () => {
  const { open, file, lines } = setUp()
  mkdirSync(join(file, 'full'), { recursive: true })
  expect(open().begin('a', 1)).toMatch(/EISDIR|ENOTEMPTY/)
  expect(lines.join()).toContain('cannot be read from')
})

import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { documentOf } from '@/test/consent-signing'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openStartedJobs, policyDayMs } from './started-jobs'

afterEach(removeTempDirs)

const [one, two, three] = [1, 2, 3].map((n) => `0198a1b2-0000-7000-8000-00000000000${n}`)
const documentFor = (job_id = '', more: Parameters<typeof documentOf>[0] = {}) =>
  documentOf({ job_id, ...more })

/** A time this many days ago. */
const days = (n: number): string => new Date(Date.now() - n * 86_400_000).toISOString()

function setUp() {
  const folder = tempDir()
  const file = join(folder, 'started-jobs.ndjson')
  const lines: string[] = []
  const log = createLog([], (line) => lines.push(line))
  return { folder, file, lines, open: () => openStartedJobs(folder, log) }
}

it('knows after a restart which revision of which job was started', () => {
  const { open } = setUp()
  const jobs = open()
  expect(jobs.ran(one ?? '', 2)).toBe(false)
  for (const id of [one, two]) expect(jobs.add(documentFor(id))).toBeNull()
  for (const known of [jobs, open()])
    expect([one, two, three].map((id) => known.ran(id ?? '', 2))).toEqual([true, true, false])
  expect(open().ran(one ?? '', 1)).toBe(false)
})

it('is whole again after a line that a crash has cut off', () => {
  const { open, file, lines } = setUp()
  open().add(documentFor(one))
  appendFileSync(file, '{"job_id":"0198')
  expect(open().add(documentFor(two))).toBeNull()
  expect(open().add(documentFor(three))).toBeNull()
  const again = open()
  expect([one, two, three].map((id) => again.ran(id ?? '', 2))).toEqual([true, true, true])
  expect(lines).toEqual([])
})

it('keeps one line for each, and appends to a file that is whole instead of writing it again', () => {
  const { open, file } = setUp()
  const expires_at = days(1)
  const window = { start: days(2), end: days(0), time_zone: 'UTC' }
  open().add(documentFor(one, { window, expires_at: null }))
  const { ino } = statSync(file)
  const jobs = open()
  jobs.add(documentFor(two, { window, expires_at }))
  expect(statSync(file).ino).toBe(ino)
  jobs.add(documentFor(three, { window: null, expires_at: null }))
  expect(statSync(file).ino).toBe(ino)
  open().add(documentFor(three, { window, expires_at, revision: 3 }))
  expect(statSync(file).ino).toBe(ino)
  expect(
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { job_id: one, revision: 2, ends: window.end },
    { job_id: two, revision: 2, ends: expires_at },
    { job_id: three, revision: 2, ends: null },
    { job_id: three, revision: 3, ends: expires_at },
  ])
})

it('is written again after a line that could not be appended', () => {
  const { open, folder, file } = setUp()
  const jobs = open()
  jobs.add(documentFor(one))
  const saved = join(folder, 'saved')
  renameSync(file, saved)
  symlinkSync(saved, file)
  expect(jobs.add(documentFor(two))).toMatch(/ELOOP/)
  renameSync(saved, file)
  // What a full disk leaves of a line.
  appendFileSync(file, '{"job_id":"0198')
  expect(jobs.add(documentFor(three))).toBeNull()
  expect([one, two, three].map((id) => open().ran(id ?? '', 2))).toEqual([true, true, true])
})

it('says that a line is damaged, knows the others, and takes nothing on until somebody has looked', () => {
  const { open, file, lines } = setUp()
  open().add(documentFor(three))
  writeFileSync(file, `nonsense\n${readFileSync(file, 'utf8')}`)
  const damaged = open()
  expect(damaged.ran(three ?? '', 2)).toBe(true)
  expect(lines).toEqual([expect.stringContaining('a line of')])
  expect(damaged.add(documentFor(one))).toContain('cannot be read')
  expect(readFileSync(file, 'utf8')).toContain('nonsense')
  writeFileSync(file, `nonsense\n{}\n${readFileSync(file, 'utf8')}`)
  open()
  expect(lines[1]).toMatch(
    /What was started on this node is not known: 3 lines of .*started-jobs\.ndjson cannot be read/,
  )
})

it('still knows all of them when its file has vanished meanwhile', () => {
  const { open, folder } = setUp()
  const jobs = open()
  jobs.add(documentFor(one))
  rmSync(folder, { recursive: true })
  expect(jobs.add(documentFor(two))).toBeNull()
  expect([one, two].map((id) => open().ran(id ?? '', 2))).toEqual([true, true])
})

it('says why it cannot be written, and forgets nothing of what it could not read', () => {
  const { open, file, lines } = setUp()
  symlinkSync('/nonexistent', file)
  const jobs = open()
  expect(jobs.add(documentFor(one))).toMatch(/ELOOP/)
  expect(lines).toEqual([expect.stringMatching(/cannot be read from .*started-jobs\.ndjson: ELOOP/)])
  rmSync(file)
  // Until it is started again, it does not know what was in it.
  expect(jobs.add(documentFor(two))).toMatch(/ELOOP/)
  expect(open().add(documentFor(two))).toBeNull()
})

it('drops what has been over for 400 days, and keeps what never expires', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { open, file } = setUp()
  const window = { start: days(402), end: days(400), time_zone: 'UTC' }
  const jobs = open()
  jobs.add(documentFor(one, { window, expires_at: days(1) }))
  jobs.add(documentFor(two, { window: null, expires_at: days(399) }))
  jobs.add(documentFor(three, { window: null, expires_at: null }))
  const later = open()
  expect([one, two, three].map((id) => later.ran(id ?? '', 2))).toEqual([false, true, true])
  later.add(documentFor(two, { revision: 3 }))
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4)
})

it('counts what policies started here within a day, and knows their newest version, after a restart too', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { open, file } = setUp()
  const [anna, id] = ['did:web:example.org:anna', '0198a1b2-0000-7000-8000-00000000000a']
  const by = (revision: number) => [{ person: anna, policy_id: id, revision }]
  const jobs = open()
  jobs.add(documentFor(one), by(2))
  vi.setSystemTime(Date.now() + 3_600_000)
  jobs.add(documentFor(two), by(1))
  jobs.add(documentFor(three))
  for (const known of [jobs, open()]) {
    expect(known.used(anna, id)).toEqual({ revision: 2, started: 2 })
    expect(known.used('did:web:example.org:ben', id)).toEqual({ revision: 0, started: 0 })
    expect(known.used(anna, two ?? '')).toEqual({ revision: 0, started: 0 })
  }
  expect(JSON.parse(readFileSync(file, 'utf8').split('\n')[2] ?? '')).not.toHaveProperty('by')
  vi.setSystemTime(Date.now() + policyDayMs - 3_600_001)
  expect(open().used(anna, id).started).toBe(2)
  vi.setSystemTime(Date.now() + 1)
  expect(open().used(anna, id)).toEqual({ revision: 2, started: 1 })
})

it('never forgets the newest version of a policy that was used here, though it drops the jobs', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { open } = setUp()
  const [anna, id] = ['did:web:example.org:anna', '0198a1b2-0000-7000-8000-00000000000a']
  const jobs = open()
  const over = { window: null, expires_at: days(-1) }
  for (const [n, job] of [one, two, three].entries())
    jobs.add(documentFor(job, over), [{ person: anna, policy_id: id, revision: [1, 3, 3][n] ?? 0 }])
  vi.setSystemTime(Date.now() + 402 * 86_400_000)
  const later = open()
  expect(later.used(anna, id)).toEqual({ revision: 3, started: 0 })
  expect([one, two, three].map((job) => later.ran(job ?? '', 2))).toEqual([false, false, true])
})

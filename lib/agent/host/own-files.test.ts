import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { endedByGuard } from '@/lib/agent/job/guard'
import { openOutbox } from '@/lib/agent/job/outbox'
import { openRunningJobs } from '@/lib/agent/job/running-jobs'
import { openBuffer } from '@/lib/agent/report/buffer'
import { readPosition } from '@/lib/agent/report/buffer-file'
import { takeLock } from '@/lib/process/file-lock.mjs'
import { runAs } from '@/test/run-as'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { keepInCache } from './cache'
import { instanceOf } from './instance'
import { createLog } from './log'
import { appendOwn, keepOwnFolder, readOwn, syncFolder, writeOwn } from './own-files'
import { writeWhole } from './state-dir'

afterEach(removeTempDirs)

const log = createLog([], () => {})
const noAnswer = async () => ({ ok: false as const, status: 0, detail: 'none', retryAfter: null })

/** A link in a folder, as somebody could plant it there, to a file with this content elsewhere. */
function planted(name: string, content: string | Buffer) {
  const target = join(tempDir(), 'of somebody else')
  writeFileSync(target, content)
  const folder = tempDir()
  const link = join(folder, name)
  symlinkSync(target, link)
  return { folder, link, targetNow: () => readFileSync(target) }
}

it('reads and writes files of its own', () => {
  const file = join(tempDir(), 'file')
  writeOwn(file, 'first')
  writeOwn(file, Buffer.from('second'))
  expect(readOwn(file).toString()).toBe('second')
  expect(lstatSync(file).mode & 0o777).toBe(0o600)
})

it('keeps a folder where the system knows no owners, as on Windows', () => {
  runAs(undefined)
  const folder = join(tempDir(), 'state')
  expect([keepOwnFolder(folder), keepOwnFolder(folder)]).toEqual([true, false])
})

it('says that a folder has vanished', () => {
  expect(() => syncFolder(join(tempDir(), 'gone'))).toThrow('ENOENT')
})

it.runIf(process.platform === 'linux')('closes what it opens, also when it fails', () => {
  const folder = tempDir()
  const file = join(folder, 'file')
  writeOwn(file, '1')
  appendOwn(file, '2')
  expect(readOwn(file).toString()).toBe('12')
  expect(() => readOwn(folder)).toThrow(`${folder} is a folder, not a regular file`)
  keepOwnFolder(folder)
  syncFolder(folder)
  const idOf = (path: string): string => {
    const stats = statSync(path, { throwIfNoEntry: false })
    return `${stats?.dev}:${stats?.ino}`
  }
  const open = readdirSync('/proc/self/fd').map((fd) => idOf(`/proc/self/fd/${fd}`))
  for (const path of [file, folder]) expect(open).not.toContain(idOf(path))
})

it('replaces a planted draft and a planted file, and leaves alone what they lead to', () => {
  for (const name of ['state.json', 'state.json.next']) {
    const { folder, targetNow } = planted(name, 'precious')
    const file = join(folder, 'state.json')
    writeWhole(file, 'mine')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(lstatSync(file).isSymbolicLink()).toBe(false)
    expect(readdirSync(folder)).toEqual(['state.json'])
    expect(targetNow().toString()).toBe('precious')
  }
})

it('a planted link is not read as the state of the agent', async () => {
  const position = planted('position.json', JSON.stringify({ segment: 7, offset: 8, dropped: 9 }))
  expect(readPosition(position.link)).toEqual({ segment: 0, offset: 0, dropped: 0 })

  const jobId = randomUUID()
  const outcome = { job_id: jobId, verb: 'complete', body: { claim_token: 'c', message: 'm', log: [] } }
  const { folder } = planted(`${jobId}.json`, JSON.stringify(outcome))
  expect(openOutbox(folder, noAnswer, log).holds(jobId)).toBe(false)

  const record = { job_id: jobId, claim_token: 'c', task_name: 't' }
  const running = planted(`${jobId}.running`, JSON.stringify(record))
  const outbox = openOutbox(running.folder, noAnswer, log)
  expect(await openRunningJobs(running.folder, outbox, log, []).settle()).toBe(true)
  expect(outbox.holds(jobId)).toBe(false)

  const ended = planted(`${jobId}.ended`, '[1]')
  expect(await endedByGuard(null, join(ended.folder, `${jobId}.running`))).toEqual([])

  const mine = planted('instance.json', JSON.stringify(randomUUID()))
  const before = mine.targetNow().toString()
  instanceOf(mine.folder)
  expect(readFileSync(mine.link, 'utf8')).not.toBe(before)
  expect(mine.targetNow().toString()).toBe(before)

  const held = planted('lock', '1 1\n')
  expect(() => takeLock(held.link)).toThrow('ELOOP')
  const dangling = join(tempDir(), 'lock')
  symlinkSync('/nonexistent/lock', dangling)
  expect(() => takeLock(dangling)).toThrow('ELOOP')
})

it('reports are neither read from a planted link nor written to one', () => {
  const line = `${JSON.stringify({ report_id: 'planted' })}\n`
  for (const [name, content] of [
    ['000000000001.ndjson', line],
    ['000000000001-1.ndjson.gz', gzipSync(line)],
  ] as const) {
    const { folder, targetNow } = planted(name, content)
    const buffer = openBuffer(folder, log)
    buffer.append({ report_id: 'mine' })
    expect(buffer.read(10, 1e6)?.records).toEqual([{ report_id: 'mine' }])
    buffer.close()
    expect(targetNow()).toEqual(Buffer.from(content))
  }
  const dangling = planted('compressed.next', 'precious')
  const buffer = openBuffer(dangling.folder, log, { segmentBytes: 1 })
  for (const n of [1, 2, 3]) buffer.append({ n })
  expect(readdirSync(dangling.folder).filter((name) => name.endsWith('.gz'))).toHaveLength(2)
  expect(dangling.targetNow().toString()).toBe('precious')
  buffer.close()

  const next = planted('000000000002.ndjson', 'precious')
  const folder = tempDir()
  const writes = openBuffer(folder, log, { segmentBytes: 1 })
  writes.append({ n: 1 })
  symlinkSync(next.link, join(folder, '000000000002.ndjson'))
  writes.append({ n: 2 })
  expect(next.targetNow().toString()).toBe('precious')
  writes.close()
})

it('a file of the cache is a new one, never what a planted link leads to', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  onTestFinished(() => void vi.useRealTimers())
  const name = await keepInCache(tempDir(), 'snapshots', 'text')
  const { folder, targetNow } = planted(name, 'precious')
  await expect(keepInCache(folder, 'snapshots', 'text')).rejects.toThrow('EEXIST')
  expect(targetNow().toString()).toBe('precious')
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Result } from '@/lib/kernel/errors'
import { checkpoint, testAudit, wholeJob } from '@/test/audit'
import { addOddReports, backedUp, restored, withClient } from '@/test/backups'
import { type TestDatabase, testDatabase } from '@/test/database'
import { done } from '@/test/result'
import { checkBackup } from './check-backup'
import { readFrames } from './frame-reader'
import { FrameWriter } from './frame-writer'
import { Rows } from './rows'

let folder: string
let target: TestDatabase
let whole: string
let bytes: Buffer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-damaged-'))
  target = await testDatabase()
  whole = join(folder, 'whole')
  const source = await testAudit(3)
  await wholeJob(source.db)
  await addOddReports(source.db)
  await checkpoint(source.db)
  await wholeJob(source.db)
  done(await backedUp(source.url, whole))
  bytes = readFileSync(whole)
  await source.close()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await target.drop()
})

const check = (file: string) => checkBackup(file, () => {})
const damaged = (change: (copy: Buffer) => Buffer): string => {
  const file = join(folder, 'damaged')
  writeFileSync(file, change(Buffer.from(bytes)))
  return file
}
const refusal = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.error.detail)

/** Both ends, and places all over the file. */
const places = (): number[] => {
  const { length } = bytes
  const ends = [...Array(40).keys()].flatMap((n) => [n, length - 1 - n])
  return [...ends, ...Array.from({ length: 50 }, (_, n) => Math.floor((n * length) / 50))]
}

const relations = (): Promise<number> =>
  withClient(target.url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
    )
    return rows[0]?.n ?? -1
  })

it('a whole file passes, and one that is torn anywhere does not', async () => {
  expect(await check(whole)).toMatchObject({ ok: true, value: { tables: { maintenance_jobs: 2 } } })
  const file = join(folder, 'torn')
  writeFileSync(file, bytes)
  for (const length of places().sort((a, b) => b - a)) {
    truncateSync(file, length)
    expect([length, refusal(await check(file))]).toEqual([
      length,
      expect.stringMatching(/is torn|is not a backup/),
    ])
  }
})

it('a file with one bit changed anywhere does not pass, nor one with something behind its end', async () => {
  for (const place of places()) {
    const file = damaged((copy) => {
      copy.writeUInt8((copy.at(place) ?? 0) ^ (1 << (place % 8)), place)
      return copy
    })
    expect([place, refusal(await check(file))]).toEqual([
      place,
      expect.stringMatching(/is torn|was altered|is not a backup/),
    ])
  }
  const longer = damaged((copy) => Buffer.concat([copy, copy.subarray(-50)]))
  expect(refusal(await check(longer))).toMatch(/something follows its end|digest|no meaning/)
})

it('restoring a torn or altered file leaves the database as it was', async () => {
  expect(await relations()).toBe(0)
  const middle = Math.floor(bytes.length / 2)
  const files = [
    damaged((copy) => copy.subarray(0, middle)),
    // Torn, but with the end of a whole file.
    damaged((copy) => Buffer.concat([copy.subarray(0, middle), copy.subarray(-50)])),
  ]
  for (const file of files) expect(refusal(await restored(target.url, file))).toMatch(/torn|altered/)
  for (const place of [300, middle]) {
    const file = damaged((copy) => {
      copy.writeUInt8((copy.at(place) ?? 0) ^ 1, place)
      return copy
    })
    expect(refusal(await restored(target.url, file))).toMatch(/torn|altered/)
  }
  expect(await relations()).toBe(0)
})

/** A backup with other content and right digests, as somebody could write it who has the file and the code. */
async function forged(change: (kind: string, payload: string) => string): Promise<string> {
  const file = join(folder, 'forged')
  const handle = await open(file, 'w')
  const writer = new FrameWriter(handle)
  await writer.begin()
  let rows = new Rows()
  for await (const { kind, payload } of readFrames(whole)) {
    const text = change(kind, payload.toString('utf8'))
    if (kind === 'rows') rows.take(Buffer.from(text))
    await writer.add(kind, Buffer.from(kind === 'tableEnd' ? JSON.stringify(rows.end()) : text))
    if (kind === 'tableEnd') rows = new Rows()
  }
  await writer.end()
  await handle.close()
  return file
}

it('a backup whose audit log was rewritten is refused, digests or not', async () => {
  const file = await forged((kind, text) =>
    kind === 'rows' ? text.replace('restart_service', 'harmless') : text,
  )
  expect(await check(file)).toMatchObject({ ok: true })
  expect(refusal(await restored(target.url, file))).toMatch(
    /audit log is not the one that was backed up.*findings/,
  )
  expect(await relations()).toBe(0)
})

it('a backup of a newer version, or with columns that there are not, is refused in words', async () => {
  const newer = await forged((kind, text) =>
    kind === 'header' ? text.replace('"migrations":[', '"migrations":["Future9999999999999",') : text,
  )
  expect(refusal(await restored(target.url, newer))).toMatch(
    /newer Hakim \(1\.2\.3; Future9999999999999\).*Update/,
  )
  const columns = await forged((kind, text) =>
    kind === 'tableHead' ? text.replace('"email"', '"mail"') : text,
  )
  expect(refusal(await restored(target.url, columns))).toMatch(/other columns of people/)
  expect(await relations()).toBe(0)
})

it('a backup whose rows refer to nothing is refused', async () => {
  let table = ''
  const file = await forged((kind, text) => {
    if (kind === 'tableHead') table = text
    return kind === 'rows' && table.includes('"node_owners"') ? text.replace('did:kos:', 'did:none:') : text
  })
  expect(await check(file)).toMatchObject({ ok: true })
  expect(refusal(await restored(target.url, file))).toMatch(
    /was altered.*node_owners.*did:none:.*not present in table "nodes"/,
  )
  expect(await relations()).toBe(0)
})

it('refuses a pipe or a folder at once', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const [file, kind] of [
    [pipe, 'a pipe'],
    [folder, 'a folder'],
  ] as const)
    expect(await checkBackup(file, () => {})).toMatchObject({
      ok: false,
      error: { detail: `Cannot read ${file}: ${file} is ${kind}, not a regular file.` },
    })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { headsFile } from '@/lib/audit/services/heads-file'
import { makeCheckpoints } from '@/lib/audit/services/make-checkpoints'
import { publishHeads } from '@/lib/audit/services/publish-heads'
import { checkpointKey } from '@/lib/audit/services/signing'
import { askFor, testAudit, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { registerAudit } from './audit'
import { verifiedLog } from './audit-verify'

const secret = 'the secret of a test of the command line'
const key = checkpointKey(secret)
const nowhere = 'postgres://hakim:x@127.0.0.1:1/hakim'

let fleet: TestFleet
let dir: string
let exported: string
let heads: string

const run = async (...argv: string[]): Promise<{ output: string; code: number }> => {
  const stdout = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const program = new Command().exitOverride()
  registerAudit(program)
  // The exit code, as lib/cli/main.ts sets it.
  process.exitCode = undefined
  let code = 0
  try {
    await program.parseAsync(['audit', ...argv], { from: 'user' })
  } catch (error) {
    code = error instanceof CommanderError ? 2 : -1
  }
  const text = [...stdout.mock.calls.flat(), ...stderr.mock.calls.flat()].join('\n')
  code ||= Number(process.exitCode ?? 0)
  process.exitCode = undefined
  stdout.mockRestore()
  stderr.mockRestore()
  return { output: text, code }
}

const json = async (...argv: string[]) => {
  const { output, code } = await run('verify', '--json', ...argv)
  return { code, report: JSON.parse(output) }
}

/** The first event of the export that names ada, who is an administrator. */
// Not by the bare name: a hash may hold any three letters.
const ofAda = () => {
  const isOne = (line: string) => line.includes('"stream":"rights"') && line.includes('person:ada')
  const line = readFileSync(exported, 'utf8').split('\n').find(isOne) ?? ''
  const number = (member: string) => Number(line.match(new RegExp(`"${member}":"?([0-9]+)`))?.[1])
  return { event_id: number('event_id'), stream: 'rights', seq: number('seq') }
}

/** A copy of the export with one line changed. */
const changed = (change: (lines: string[]) => string[]): string => {
  const file = join(dir, 'changed.ndjson')
  writeFileSync(file, `${change(readFileSync(exported, 'utf8').trimEnd().split('\n')).join('\n')}\n`)
  return file
}

beforeAll(async () => {
  fleet = await testAudit(3)
  dir = mkdtempSync(join(tmpdir(), 'hakim-audit-'))
  exported = join(dir, 'log.ndjson')
  heads = headsFile(dir)
  vi.stubEnv('DATABASE_URL', fleet.url)
  vi.stubEnv('HAKIM_DATA_DIR', dir)
  vi.stubEnv('HAKIM_SECRET', secret)
  for (let n = 0; n < 4; n += 1) await wholeJob(fleet.db)
  await publishHeads(fleet.db, key, heads, await makeCheckpoints(fleet.db, key, { eventsPerCheckpoint: 8 }))
  await askFor(fleet.db)
  expect(await run('export', '--file', exported)).toEqual({ output: '', code: 0 })
})
afterEach(() => {
  vi.stubEnv('DATABASE_URL', fleet.url)
  vi.stubEnv('HAKIM_SECRET', secret)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
  await fleet.close()
})

test('the log in the database is verified with the key and heads of this installation', async () => {
  const { code, report } = await json()
  expect(code).toBe(0)
  expect(report).toMatchObject({
    ok: true,
    found: 0,
    uncovered: 1,
    keys: [key.did],
    keys_from: 'secret',
    heads: report.checkpoints,
    jobs: { compared: 5, without_events: 0 },
    exported_at: null,
    guards: [],
  })
  expect((await run('verify')).output).toMatch(/No findings in \d+ events, 6 chains and \d+ checkpoints\./)
})

test('an export is verified without a database and holds the same log', async () => {
  vi.stubEnv('DATABASE_URL', nowhere)
  const { code, report } = await json('--file', exported, '--heads', heads, '--key', key.did)
  expect(code).toBe(0)
  expect(report).toMatchObject({
    ok: true,
    uncovered: 1,
    keys: [key.did, key.did],
    keys_from: 'option',
    jobs: null,
  })
  expect(report.heads).toBe(report.checkpoints)
})

test('without a known key, the report says where its keys came from', async () => {
  vi.stubEnv('HAKIM_SECRET', 'another secret, of the machine of an auditor')
  expect((await json('--file', exported)).report).toMatchObject({ ok: true, keys_from: 'export' })
  expect((await json('--file', exported, '--heads', heads)).report).toMatchObject({
    ok: true,
    keys_from: 'heads',
  })
  expect((await run('verify', '--file', exported)).output).toMatch(/from the export itself/)
  const { code, report } = await json()
  expect(code).toBe(1)
  expect(report.findings[0]).toMatchObject({ kind: 'forged', checkpoint_no: 1 })
})

test('a changed, removed, reordered or inserted line of an export is reported, and so is a cut-off export', async () => {
  vi.stubEnv('DATABASE_URL', nowhere)
  const verify = async (file: string) => (await json('--file', file)).report
  const named = ofAda()
  const isNamed = (line: string): boolean => line.includes(`"event_id":${named.event_id},`)
  const at = (lines: string[]): number => lines.findIndex(isNamed)

  const change = changed((lines) =>
    lines.map((line) => (isNamed(line) ? line.replace('person:ada', 'person:eve') : line)),
  )
  expect(await verify(change)).toMatchObject({ found: 1, findings: [{ kind: 'changed', ...named }] })

  const remove = changed((lines) => lines.filter((line) => !isNamed(line)))
  expect((await verify(remove)).findings).toContainEqual(
    expect.objectContaining({ kind: 'removed', ...named }),
  )

  const moved = changed((lines) =>
    lines.with(at(lines), lines[at(lines) + 1] ?? '').with(at(lines) + 1, lines[at(lines)] ?? ''),
  )
  expect((await verify(moved)).findings).toContainEqual(expect.objectContaining({ kind: 'moved', ...named }))

  const twice = changed((lines) => lines.toSpliced(at(lines), 0, lines[at(lines)] ?? ''))
  expect((await verify(twice)).findings).toContainEqual(expect.objectContaining({ kind: 'moved', ...named }))

  const cut = changed((lines) => lines.slice(0, 7))
  expect((await verify(cut)).findings).toContainEqual(
    expect.objectContaining({
      kind: 'truncated',
      detail: 'the export was cut off: its last line is missing',
    }),
  )

  const noLine = changed((lines) => lines.with(3, 'not a line'))
  expect((await verify(noLine)).findings).toContainEqual(
    expect.objectContaining({ kind: 'unreadable', detail: 'line 4 of the export is not valid there' }),
  )
})

test('heads reveal that an export lost its last checkpoints, but accept an older export', async () => {
  const lines = readFileSync(exported, 'utf8').trimEnd().split('\n')
  const lastCheckpoint = lines.findLastIndex((line) => line.includes('"type":"checkpoint"'))
  const events = lines.slice(0, lastCheckpoint).filter((line) => line.includes('"type":"event"')).length
  const checkpoints = lines
    .slice(0, lastCheckpoint)
    .filter((line) => line.includes('"type":"checkpoint"')).length
  const file = changed(() => [
    ...lines.slice(0, lastCheckpoint),
    JSON.stringify({ type: 'end', events, checkpoints }),
  ])
  expect((await json('--file', file)).report).toMatchObject({ ok: true })
  const { report } = await json('--file', file, '--heads', heads)
  expect(report.findings).toMatchObject([{ kind: 'truncated', checkpoint_no: checkpoints + 1 }])

  await askFor(fleet.db)
  await publishHeads(fleet.db, key, heads, await makeCheckpoints(fleet.db, key))
  expect((await json('--file', exported, '--heads', heads)).report).toMatchObject({
    ok: true,
    heads_after_export: 1,
  })
  expect((await run('verify', '--file', exported, '--heads', heads)).output).toMatch(
    /1 of the kept heads are newer/,
  )
})

test('tampering in the database ends with code 1 and names the row', async () => {
  await fleet.db.query(`ALTER TABLE job_events DISABLE TRIGGER USER`)
  expect((await json()).report.guards).toContain('trigger hakim_append_only on job_events is disabled')
  expect((await run('verify')).output).toContain('! Somebody has changed what guards the log: trigger')
  const { event_id, seq } = ofAda()
  const swap = (from: string, to: string) =>
    fleet.db.query(`UPDATE job_events SET body = replace(body, $1, $2) WHERE event_id = $3`, [
      from,
      to,
      event_id,
    ])
  await swap('person:ada', 'person:eve')
  const { output, code } = await run('verify')
  await swap('person:eve', 'person:ada')
  await fleet.db.query(`ALTER TABLE job_events ENABLE TRIGGER USER`)
  expect(code).toBe(1)
  expect(output).toContain(
    `✗ changed    event ${event_id} (rights, number ${seq} of its chain): does not match its checkpoint`,
  )
})

test('an invalid option ends with code 2 and says what is wrong', async () => {
  for (const argv of [
    ['--key', 'did:key:z6Mk'],
    ['--file', '/nonexistent'],
    ['--heads', '/nonexistent'],
    ['--what'],
  ]) {
    const { code, output } = await run('verify', ...argv)
    expect({ argv, code }).toEqual({ argv, code: 2 })
    expect(output).toMatch(/is not the did:key|File not found|unknown option/)
  }
})

test('a pipe or a folder instead of a file is refused at once', async () => {
  const pipe = join(dir, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const options of [{ file: pipe }, { file: exported, heads: pipe }])
    await expect(verifiedLog({ ...options, key: [] })).rejects.toThrow(
      `${pipe} is a pipe, not a regular file`,
    )
  await expect(verifiedLog({ file: dir, key: [] })).rejects.toThrow(`${dir} is a folder, not a regular file`)
})

test('the export is readable only by its owner', async () => {
  const file = join(dir, 'private.ndjson')
  await run('export', '--file', file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

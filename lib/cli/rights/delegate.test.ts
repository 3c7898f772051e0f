import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createKeyFile } from '@/lib/cli/key/key-file'
import type { PersonViewer } from '@/lib/kernel/role'
import { checkDelegation } from '@/lib/signing/domain/check-delegation'
import { parseDelegation } from '@/lib/signing/domain/delegation'
import { plainKey } from '@/test/consent-signing'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { runCommand } from '@/test/run-command'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { registerDelegate } from './delegate'

const node = 'did:test:node:mill'
let fleet: TestFleet
let owner: PersonViewer
let delegate: PersonViewer
let keyFile: string
let otherFile: string
let key: string
const theirs = plainKey('p256').pinned.key

beforeAll(async () => {
  fleet = await testFleet(2)
  vi.stubEnv('DATABASE_URL', fleet.url)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  delegate = await testPerson(fleet.db, 'delegate', 'approver')
  await testNode(fleet.db, node, owner.id)
  const dir = tempDir()
  keyFile = join(dir, 'key')
  otherFile = join(dir, 'other')
  key = createKeyFile(keyFile, null)
  createKeyFile(otherFile, null)
})
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM delegations; DELETE FROM consent_keys`)
  await enrol(owner, key, 'ed25519')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  removeTempDirs()
  await fleet.close()
})

const enrol = ({ id }: PersonViewer, did: string, kind: string) =>
  fleet.db.query(`INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, $3, 'key')`, [
    ...[id, did, kind],
  ])

/** What the command prints on standard output, and what it shows before it signs. */
async function run(...more: string[]): Promise<{ answer: string; shown: string }> {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const argv = ['--did', node, '--from', 'owner@example.org', '--to', delegate.did, ...more]
  try {
    const answer = await runCommand(registerDelegate, ['delegate', ...argv])
    return { answer, shown: error.mock.calls.flat().join('\n') }
  } finally {
    error.mockRestore()
  }
}
const stored = async (): Promise<unknown[]> =>
  (await fleet.db.query<{ signed: unknown }[]>(`SELECT signed FROM delegations`)).map(({ signed }) => signed)

const times = async (): Promise<{ starts: string; until: string }> => {
  const parsed = parseDelegation((await stored())[0])
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.value.delegation
}

it('signs a delegation with a key file, and shows to whose keys', async () => {
  await enrol(delegate, theirs, 'p256')
  const { answer, shown } = await run('--key', keyFile, '--for', '2d', '--json')
  const { starts: begins, until: ends } = await times()
  expect(shown).toBe(
    `Signing: ${delegate.did} decides for ${owner.did} on ${node} from ${begins} until ${ends}, with\n  ${theirs}`,
  )
  expect(JSON.parse(answer)).toMatchObject({ signed: true, delegation_id: expect.any(String) })
  const [signed] = await stored()
  const people = { node, from: owner.did, to: delegate.did, keys: [{ key }] }
  expect(checkDelegation(signed, people).ok).toBe(true)
  const parsed = parseDelegation(signed)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const { to_keys, starts, until } = parsed.value.delegation
  expect(to_keys).toEqual([{ key: theirs }])
  expect((Date.parse(until) - Date.parse(starts)) / 3_600_000).toBeCloseTo(48, 1)
  expect(JSON.parse(answer).valid_until).toBe(until)
})

it('says that a delegate without keys counts on no node with pins', async () => {
  const { answer, shown } = await run('--key', keyFile)
  expect(shown).toContain('none: no node with pins counts them')
  expect(answer).toMatch(new RegExp(`^${delegate.did} can decide for owner@example.org until 20`))
  expect(await stored()).toMatchObject([{ delegation: { to_keys: [] }, key }])
})

it.each<[string, () => string[], string]>([
  ['no signature of an owner with a key', () => [], 'counts only with its signature. Sign with --key FILE.'],
  [
    'the key of somebody else',
    () => ['--key', otherFile],
    'which is not an enrolled key of did:test:person:owner',
  ],
  ['no file', () => ['--key', `${keyFile}0`], 'Cannot read'],
  [
    'a person who is not there',
    () => ['--key', keyFile, '--from', 'who@example.org'],
    'There is no person who@',
  ],
  ['no duration', () => ['--key', keyFile, '--for', 'ever'], 'is not a duration'],
  [
    'years',
    () => ['--key', keyFile, '--for', '2y'],
    'Write days, hours or minutes, such as 14d, 12h or 30m; at most 365d.',
  ],
  ['more than a year', () => ['--key', keyFile, '--for', '400d'], 'until'],
])('refuses %s, and stores nothing', async (_, more, why) => {
  await expect(run(...more())).rejects.toThrow(why)
  expect(await stored()).toEqual([])
})

it('begins at its start, which is signed, and lasts from then on', async () => {
  const later = new Date(Date.now() + 3 * 86_400_000)
  const local = later.toISOString().replace('Z', '+00:00')
  const { answer } = await run('--key', keyFile, '--starts', local, '--for', '2d')
  const until = new Date(later.getTime() + 2 * 86_400_000).toISOString()
  expect(answer).toBe(
    `${delegate.did} can decide for owner@example.org from ${later.toISOString()} until ${until}`,
  )
  expect(await times()).toMatchObject({ starts: later.toISOString(), until })
  const decides = async () =>
    (await fleet.db.query(`SELECT FROM node_deciders WHERE node_did = $1 AND person_id = 'delegate'`, [node]))
      .length
  expect(await decides()).toBe(0)
  await fleet.db.query(`DELETE FROM delegations; DELETE FROM consent_keys`)
  const unsigned = JSON.parse((await run('--starts', local, '--for', '2d', '--json')).answer)
  expect(unsigned).toMatchObject({ signed: false, starts: later.toISOString(), valid_until: until })
  expect(await decides()).toBe(0)
})

it.each([
  ['a day without a time', '2099-01-01', 'Give a time with its zone'],
  ['a time without a zone', '2099-01-01T08:00', 'Give a time with its zone'],
  ['a time that is over', '2026-01-01T08:00:00Z', 'That is in the past'],
])('does not begin at %s', async (_, starts, why) => {
  await expect(run('--key', keyFile, '--starts', starts)).rejects.toThrow(why)
  expect(await stored()).toEqual([])
})

it('needs no signature of an owner without a key', async () => {
  await fleet.db.query(`DELETE FROM consent_keys`)
  expect(JSON.parse((await run('--json')).answer)).toMatchObject({ signed: false })
  expect(await stored()).toEqual([null])
})

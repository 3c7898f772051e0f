import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readHead } from '@/lib/audit/domain/export'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { askFor, checkpoint, testAudit, testKey, verified } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { headsFile, lastHead } from './heads-file'
import { makeCheckpoints } from './make-checkpoints'
import { publishHeads } from './publish-heads'
import { readHeads } from './read-heads'
import { checkpointKey } from './signing'
import { verifyDatabase } from './verify-audit'

let fleet: TestFleet
let dir: string
let file: string
beforeAll(async () => {
  fleet = await testAudit(2)
  dir = mkdtempSync(join(tmpdir(), 'hakim-heads-'))
  file = headsFile(dir)
  await checkpoint(fleet.db, 2)
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await fleet.close()
})
beforeEach(() => rmSync(file, { force: true }))

const lines = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n')
const publish = (made = 0): Promise<number> => publishHeads(fleet.db, testKey, file, made)
const read = async () => {
  const findings = new AuditFindings()
  return { ...(await readHeads(file, findings)), found: findings.kept }
}

it('writes each checkpoint once, with signature and key, to a file only its owner can read', async () => {
  const checkpoints = (await verified(fleet.db)).checkpoints
  expect(await publish()).toBe(checkpoints)
  expect(await publish()).toBe(0)
  await askFor(fleet.db)
  expect(await publish(await checkpoint(fleet.db))).toBe(1)
  expect(lines().map((line) => readHead(line)?.checkpoint_no)).toEqual(
    Array.from({ length: checkpoints + 1 }, (_, n) => n + 1),
  )
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(lastHead(file)).toMatchObject({ checkpoint_no: checkpoints + 1, events: 1, key: testKey.did })
  const { hashes, keys, found } = await read()
  expect({ size: hashes.size, keys, found }).toEqual({
    size: checkpoints + 1,
    keys: [testKey.did],
    found: [],
  })
  expect(await verified(fleet.db, hashes)).toMatchObject({ ok: true })
})

it('writes the lines that a kill prevented or cut short', async () => {
  await publish()
  const all = lines()
  writeFileSync(file, `${all.slice(0, 2).join('\n')}\n${all[2]?.slice(0, 40)}`)
  expect(await publish()).toBe(all.length - 2)
  expect(lines().toSpliced(2, 1)).toEqual(all)
  expect((await read()).found).toMatchObject([
    { kind: 'unreadable', detail: 'line 3 of the kept heads is not a head' },
  ])
})

it('a file from another history gets only the new checkpoints, and reading it reports the difference', async () => {
  await publish()
  const foreign = { ...lastHead(file), checkpoint_no: 2, hash: 'ab'.repeat(32) }
  appendFileSync(file, `${JSON.stringify({ ...foreign, signature: testKey.sign(foreign.hash) })}\n`)
  const before = lines().length
  expect(await publish()).toBe(0)
  await askFor(fleet.db)
  expect(await publish(await checkpoint(fleet.db))).toBe(1)
  expect(lines()).toHaveLength(before + 1)
  expect((await read()).found).toMatchObject([{ kind: 'changed', checkpoint_no: 2 }])
})

it('a head not signed by its key is reported and not trusted', async () => {
  await publish()
  const head = lastHead(file)
  const other = checkpointKey('the secret of somebody else entirely')
  appendFileSync(file, `${JSON.stringify({ ...head, checkpoint_no: 900, key: other.did })}\n`)
  appendFileSync(file, `${JSON.stringify({ ...head, checkpoint_no: 901, key: 'did:key:none' })}\n`)
  const { hashes, found } = await read()
  expect(found.map(({ kind, checkpoint_no }) => [kind, checkpoint_no])).toEqual([
    ['forged', 900],
    ['forged', 901],
  ])
  expect(hashes.has(900) || hashes.has(901)).toBe(false)
})

it('after a change of the secret a new file names the new key only for checkpoints signed with it', async () => {
  const next = checkpointKey('the secret of this installation after a change')
  await askFor(fleet.db)
  await publishHeads(fleet.db, next, file, await makeCheckpoints(fleet.db, next))
  const { hashes, keys, found } = await read()
  expect({ keys, found }).toEqual({ keys: [next.did], found: [] })
  const verify = (...known: string[]) =>
    fleet.db.transaction('REPEATABLE READ', (tx) => verifyDatabase(tx, { keys: known, heads: hashes }))
  expect(await verify(testKey.did, next.did)).toMatchObject({ ok: true })
  expect((await verify(next.did)).findings).toMatchObject([{ kind: 'forged', checkpoint_no: 1 }])
  expect((await verify(testKey.did)).findings).toMatchObject([{ kind: 'forged', checkpoint_no: hashes.size }])
})

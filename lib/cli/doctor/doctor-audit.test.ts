import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headsFile } from '@/lib/audit/services/heads-file'
import { publishHeads } from '@/lib/audit/services/publish-heads'
import { askFor, checkpoint, testAudit, testKey } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { checkAuditLog } from './doctor-audit'

let fleet: TestFleet
let dir: string
beforeAll(async () => {
  fleet = await testAudit(2)
  dir = mkdtempSync(join(tmpdir(), 'hakim-doctor-'))
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await fleet.close()
})

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000)
const check = (minutes = 0) => checkAuditLog(fleet.db, dir, inMinutes(minutes))

test('says when the last checkpoint was made and where its head is kept', async () => {
  expect(await check()).toMatchObject({ status: 'ok', detail: 'no checkpoint yet' })
  await publishHeads(fleet.db, testKey, headsFile(dir), await checkpoint(fleet.db))
  expect(await check(60)).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^checkpoint 1 of \d{4}-.*Z; heads are kept in .*heads\.ndjson$/),
  })
})

test('warns of events that have had no checkpoint for minutes', async () => {
  await askFor(fleet.db)
  expect(await check(4)).toMatchObject({ status: 'ok' })
  expect(await check(6)).toMatchObject({
    status: 'warn',
    detail: expect.stringMatching(
      /^1 events without a checkpoint, the oldest from \d{4}-.*; checkpoint 1 of/,
    ),
    remedy: expect.stringMatching(/start the server/),
  })
})

test('warns when the kept head is not in the database', async () => {
  await fleet.db.query(`ALTER TABLE audit_checkpoints DISABLE TRIGGER USER`)
  await fleet.db.query(`DELETE FROM audit_checkpoints`)
  expect(await check()).toMatchObject({ status: 'warn', remedy: expect.stringMatching(/hakim audit verify/) })
})

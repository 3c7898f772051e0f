import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lastVerification } from '@/lib/audit/db/verifications'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { readReport } from '@/lib/audit/domain/verification'
import { publishHeads } from '@/lib/audit/services/publish-heads'
import { readHeads } from '@/lib/audit/services/read-heads'
import { verifyExport } from '@/lib/audit/services/verify-audit'
import { openDataSource } from '@/lib/db/connection/data-source'
import { withNotes } from '@/lib/history/queries/finding-notes'
import type { PersonViewer } from '@/lib/kernel/role'
import { checkpoint, testKey, verified, wholeJob } from '@/test/audit'
import { restored } from '@/test/backups'
import { dataFile } from '@/test/data-folder'
import { type TestDatabase, testDatabase } from '@/test/database'
import { done } from '@/test/result'

// What the last version that called checkpoints seals has left behind (test/data/README.md).

const keys = [testKey.did]
const forged = { kind: 'forged', checkpoint_no: 2, event_id: null, detail: 'is not signed by a known key' }

const ada: PersonViewer = {
  ...{ kind: 'person', id: 'ada', did: 'did:test:person:ada', name: 'Person ada', role: 'admin' },
}

let folder: string
let heads: string
let target: TestDatabase
let db: DataSource
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-0038-'))
  heads = join(folder, 'heads.ndjson')
  copyFileSync(dataFile('version-0038', 'heads.ndjson'), heads)
  target = await testDatabase()
  const { migrated, header, audit } = done(
    await restored(target.url, dataFile('version-0038', 'backup'), (await keptHeads()).hashes),
  )
  expect(header.migrations.at(-1)).toBe('SignInLog1764000038000')
  expect(migrated[0]).toBe('CheckpointNames1764000039000')
  expect(audit).toMatchObject({ found: 1, checkpoints: 6 })
  db = await openDataSource(target.url, { poolSize: 2, connectTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db?.destroy()
  await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function keptHeads(file = heads) {
  const findings = new AuditFindings()
  const kept = await readHeads(file, findings)
  expect(findings.kept).toEqual([])
  return kept
}

it('its backup is restored with the log, whose checkpoints go on', async () => {
  const { hashes } = await keptHeads()
  expect(hashes.size).toBe(5)
  expect(await verified(db, hashes)).toMatchObject({ found: 1, findings: [forged] })
  await wholeJob(db)
  const made = await checkpoint(db)
  expect(made).toBe(1)
  // The one that the backup has and the file had not, and the new one.
  expect(await publishHeads(db, testKey, heads, made)).toBe(2)
  const kept = await keptHeads()
  expect([...kept.hashes.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(await verified(db, kept.hashes)).toMatchObject({ found: 1, uncovered: 0, findings: [forged] })
})

it('its export is verified', async () => {
  const { hashes } = await keptHeads(dataFile('version-0038', 'heads.ndjson'))
  const report = await verifyExport(dataFile('version-0038', 'export.ndjson'), { keys, heads: hashes })
  expect(report).toMatchObject({ checkpoints: 6, findings: [forged] })
})

it('the result of its last verification is shown, with what was done about the finding', async () => {
  const { manager } = db
  const report = readReport((await lastVerification(manager, 'done'))?.report)
  const shown = await withNotes(manager, ada, report)
  expect(shown).toMatchObject({ found: 1, uncovered: 0, findings: [{ check: 'checkpoints', ...forged }] })
  expect(shown?.findings[0]?.notes).toMatchObject([
    { by: { you: true }, note: 'The disk was restored from the night before.' },
  ])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyOut } from '@/lib/backup/db/copy'
import { askFor, checkpoint, testAudit, wholeJob } from '@/test/audit'
import { backedUp, restored, schemaOf, withClient } from '@/test/backups'
import { createDatabase, type TestDatabase, testDatabase } from '@/test/database'
import type { TestFleet } from '@/test/fleet'
import { done } from '@/test/result'

let folder: string
let source: TestFleet
const made: TestDatabase[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-backup-'))
  source = await testAudit(5)
  await wholeJob(source.db)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await source.close()
  for (const database of made) await database.drop()
})

const report = (tx: EntityManager, node: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     VALUES ($1, clock_timestamp(), 'Healthy', '{}')`,
    [node],
  )

it('a backup is one moment, whoever writes meanwhile, and the writers go on', async () => {
  let writing = true
  let written = 0
  let enough: () => void = () => {}
  const under = new Promise<void>((resolve) => {
    enough = resolve
  })
  const writer = async (n: number): Promise<void> => {
    while (writing) {
      // Two reports and a job at a time: a snapshot has all three or none.
      await source.db.transaction(async (tx) => {
        await report(tx, `did:pair:${n}`)
        await askFor(tx, 'did:kos:1', { written: `by ${n}` })
        await report(tx, `did:pair:${n}`)
      })
      written += 1
      if (written === 30) enough()
    }
  }
  const writers = [1, 2].map(writer)
  const checkpoints = (async () => {
    while (writing) await checkpoint(source.db, 20)
  })()
  await under
  const before = written
  const file = join(folder, 'busy')
  done(await backedUp(source.url, file))
  const after = written
  writing = false
  await Promise.all([...writers, checkpoints])
  expect(after).toBeGreaterThan(before)

  const target = await testDatabase()
  made.push(target)
  const { tables } = done(await restored(target.url, file))
  expect(tables.health_reports).toBe(2 * ((tables.maintenance_jobs ?? 0) - 1))
  expect(tables.maintenance_jobs).toBeGreaterThan(before)
  await withClient(target.url, async (client) => {
    const { rows } = await client.query(
      `SELECT (SELECT sum(jobs) FROM job_counts) = (SELECT count(*) FROM maintenance_jobs) AS counted,
              (SELECT bool_and(timestamp = (SELECT max(timestamp) FROM health_reports r WHERE target_node_did = node_did))
               FROM node_latest) AS latest`,
    )
    expect(rows).toEqual([{ counted: true, latest: true }])
  })
})

it('a failure in the middle of a large table ends the backup at once', async () => {
  await source.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT 'did:large', now() - n * interval '1 second', 'Healthy', to_jsonb(repeat(md5(n::text), 300))
     FROM generate_series(1, 3000) n`,
  )
  const head = { table: 'health_reports' as const, columns: ['report_id', 'raw_report'] }
  const read = (fail: () => Promise<void>) => source.db.transaction((tx) => copyOut(tx, head, fail))
  await expect(read(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full')
  const terminate = async (): Promise<void> => {
    await source.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'COPY health_reports%' AND state = 'active'`,
    )
  }
  // PostgreSQL says so only if the connection can take more bytes at that moment.
  await expect(read(terminate)).rejects.toThrow(/terminating connection|terminated unexpectedly/)
})

it('restoring takes the owner of the database, and no superuser', async () => {
  const file = join(folder, 'for-owner')
  done(await backedUp(source.url, file))
  const server = process.env.HAKIM_TEST_DATABASE_URL ?? ''
  const name = `test_owner_${process.pid}`
  await withClient(server, (client) => client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'x'`))
  const url = new URL(await createDatabase(server, { name, template: 'template0' }))
  await withClient(server, (client) => client.query(`ALTER DATABASE ${name} OWNER TO ${name}`))
  url.username = name
  url.password = 'x'
  try {
    done(await restored(url.href, file))
    expect(await schemaOf(url.href)).toBe(await schemaOf(source.url))
  } finally {
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    await withClient(server, (client) => client.query(`DROP ROLE ${name}`))
  }
})

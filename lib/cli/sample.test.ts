import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { sampleNodes } from '@/lib/sample/domain/nodes'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { runCommand } from '@/test/run-command'
import { registerSample } from './sample'

let database: TestDatabase

const run = (...argv: string[]): Promise<string> => runCommand(registerSample, argv)

beforeAll(async () => {
  database = await migratedDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await database?.drop()
})

test('without people the fleet is not loaded, and the message says who is missing', async () => {
  await expect(run('sample', 'load')).rejects.toThrow(
    /There is no operator and no approver and no admin yet.*hakim user create/,
  )
})

test('load and remove print their counts, also under the old command name', async () => {
  const db = await openDataSource(database.url, { poolSize: 1 })
  try {
    await db.query(`INSERT INTO people (id, name, email, did, role)
      SELECT r, r, r || '@example.org', 'did:key:' || r, r FROM unnest(ARRAY['operator', 'approver', 'admin']) r`)
    // Real nodes take all DIDs but one, so that loading is quick.
    await db.query(`INSERT INTO nodes (node_did) SELECT unnest($1::text[])`, [
      sampleNodes.slice(1).map((node) => node.did),
    ])
  } finally {
    await db.destroy()
  }
  expect(await run('sample', 'remove')).toMatch(/nothing was removed/)
  expect(JSON.parse(await run('demo', 'load', '--json'))).toMatchObject({ nodes: 1, reports: 8_640 })
  expect(await run('sample', 'load')).toMatch(/already loaded/)
  expect(await run('demo', 'remove')).toMatch(/^Removed the sample fleet: 1 nodes, 8,640 reports/)
})

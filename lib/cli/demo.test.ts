import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { sampleNodes } from '@/lib/sample/domain/nodes'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { registerDemo } from './demo'

let database: TestDatabase

const run = async (...argv: string[]): Promise<string> => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const program = new Command().exitOverride()
  registerDemo(program)
  try {
    await program.parseAsync(['demo', ...argv], { from: 'user' })
    return said.mock.calls.flat().join('\n')
  } finally {
    said.mockRestore()
  }
}

beforeAll(async () => {
  database = await migratedDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await database?.drop()
})

test('without people the fleet is not loaded, and the message says whom it lacks', async () => {
  await expect(run('load')).rejects.toThrow(/no operator and no approver and no admin yet.*hakim user create/)
})

test('load brings the fleet, remove takes it away, and both say how much', async () => {
  const db = await openDataSource(database.url, { poolSize: 1 })
  try {
    await db.query(`INSERT INTO people (id, name, email, did, role)
      SELECT r, r, r || '@example.org', 'did:key:' || r, r FROM unnest(ARRAY['operator', 'approver', 'admin']) r`)
    // All nodes but one are taken by real ones, so that this is quick.
    await db.query(`INSERT INTO nodes (node_did) SELECT unnest($1::text[])`, [
      sampleNodes.slice(1).map((node) => node.did),
    ])
  } finally {
    await db.destroy()
  }
  expect(await run('remove')).toMatch(/nothing was removed/)
  expect(JSON.parse(await run('load', '--json'))).toMatchObject({ nodes: 1, reports: 8_640 })
  expect(await run('load')).toMatch(/there already/)
  expect(await run('remove')).toMatch(/^Removed the sample fleet: 1 nodes, 8,640 reports/)
})

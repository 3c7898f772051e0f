import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { tokenHolder } from '@/lib/people/db/tokens'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { runCommand } from '@/test/run-command'
import { registerToken } from './token'

let database: TestDatabase
beforeAll(async () => {
  database = await migratedDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
  const db = await openDataSource(database.url, { poolSize: 1 })
  await db.query(`INSERT INTO nodes (node_did) VALUES ('did:a:1')`)
  await db.destroy()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const run = (...argv: string[]): Promise<string> => runCommand(registerToken, ['token', ...argv])

async function stateOf(token: string): Promise<object> {
  const db = await openDataSource(database.url, { poolSize: 1 })
  try {
    return await tokenHolder(db.manager, token)
  } finally {
    await db.destroy()
  }
}

test('a token is listed without itself, revoked by its id, and refused from then on', async () => {
  expect(await run('list')).toBe('There are no tokens.')
  const token = await run('create', '--node', 'did:a:1', '--expires', '90d')
  expect(await stateOf(token)).toMatchObject({ viewer: { kind: 'agent', nodeDid: 'did:a:1' } })
  const listed = await run('list')
  expect(listed).toMatch(/^[0-9a-f-]{36} · did:a:1 · made .*Z · used .*Z · expires .*Z$/)
  expect(listed).not.toContain(token.slice(3))
  const [id = ''] = listed.split(' ')
  const revoked = await run('revoke', id)
  expect(revoked).toMatch(new RegExp(`^Revoked ${id} at `))
  expect(await stateOf(token)).toEqual({ refused: 'revoked' })
  expect(await run('list')).toMatch(/ · revoked .*Z$/)
  // The same again changes nothing: the log keeps one moment.
  expect(await run('revoke', id)).toBe(revoked)
})

test.each(['7', '00000000-0000-4000-8000-000000000000', "'; DROP TABLE tokens; --"])(
  'an id that no token has is refused in words: %s',
  async (id) => {
    await expect(run('revoke', id)).rejects.toThrow(
      `There is no token ${id}; \`hakim token list\` names them.`,
    )
  },
)

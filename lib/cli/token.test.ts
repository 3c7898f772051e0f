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
  expect(listed).toMatch(/^[0-9a-f-]{36} · did:a:1 · read report jobs · made .*Z · used .*Z · expires .*Z$/)
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

test('a token is limited and named as asked for, and rotated without a gap', async () => {
  const old = await run(
    ...['create', '--node', 'did:a:1', '--scope', 'report', '--scope', 'read', '--name', 'rack 7'],
    ...['--expires', 'never'],
  )
  const [line = ''] = (await run('list')).split('\n')
  expect(line).toMatch(/ · did:a:1 · rack 7 · read report · made .*Z · never used · never expires$/)
  const next = await run('rotate', line.split(' ')[0] ?? '')
  expect(await stateOf(old)).toMatchObject({ viewer: { scopes: ['read', 'report'] } })
  expect(await stateOf(next)).toMatchObject({ viewer: { nodeDid: 'did:a:1', scopes: ['read', 'report'] } })
  expect(await stateOf(old)).toEqual({ refused: 'revoked' })
  await expect(run('create', '--node', 'did:a:1', '--scope', 'decide')).rejects.toThrow(
    'scopes decide is not for agents; choose from read, report, jobs',
  )
  await expect(run('create', '--node', 'did:a:1', '--expires', '2w')).rejects.toThrow(
    'expires must be a time such as 90d, 12h or 30m, at most 3650d, or never',
  )
})

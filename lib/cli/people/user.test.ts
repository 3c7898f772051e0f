import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { insertPerson } from '@/lib/people/db/people'
import { migratedDatabase, type TestDatabase } from '@/test/database'
import { insertFactors } from '@/test/factors'
import { runCommand } from '@/test/run-command'
import { registerUser } from './user'

let database: TestDatabase
beforeAll(async () => {
  database = await migratedDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const run = (...argv: string[]): Promise<string> => runCommand(registerUser, ['user', ...argv])
const email = 'grace@example.org'

test('a person’s whole life at the terminal, from an invitation to erasing', async () => {
  expect(await run('list')).toBe('Nobody fits.')
  const invited = await run('invite', '--email', email, '--role', 'approver')
  expect(invited).toMatch(
    /^Pass this link on to grace@example\.org; it works once, until .*Z:\nhttp.*\/join\/hk_[\w-]{43}$/,
  )
  expect(await run('list')).toMatch(/^grace@example\.org · approver · invited · the link ends .*Z$/)

  await run('invite', '--email', 'joost@example.org', '--role', 'admin')
  expect(await run('list', '--role', 'admin')).toMatch(/^joost@example\.org · admin · invited/)
  await expect(run('list', '--state', 'gone')).rejects.toThrow(
    /state must be one of active, invited, disabled/,
  )
  await expect(run('role', '--person', email, '--role', 'admin')).rejects.toThrow(
    `There is no person ${email}`,
  )
})

test('roles, states and sessions of a person who has an account', async () => {
  const ada = {
    id: 'ada',
    name: 'Ada',
    email: 'ada@example.org',
    did: 'did:test:ada',
    role: 'admin',
  } as const
  const bob = {
    id: 'bob',
    name: 'Bob',
    email: 'bob@example.org',
    did: 'did:test:bob',
    role: 'admin',
  } as const
  const db = await openDataSource(database.url, { poolSize: 1 })
  await insertPerson(db.manager, { ...ada, passwordHash: 'none' })
  // A name from before names were checked.
  await db.query(`UPDATE people SET name = $1 WHERE id = 'ada'`, ['Ada\u001b[2J\nroot\u202e'])
  expect(await run('list', '--search', ada.email)).toContain(' · AdaU+001B[2JU+000ArootU+202E · ')
  expect(await run('list', '--search', ada.email, '--json')).toContain('"Ada\\u001b[2J\\nroot\\u202e"')
  await db.query(`UPDATE people SET name = 'Ada' WHERE id = 'ada'`)
  await db.query(
    `INSERT INTO sessions (id, person_id, token, expires_at, ip_address)
     VALUES ('s1', 'ada', 's1', now() + interval '1 day', '192.0.2.1')`,
  )
  const person = ['--person', ada.email]
  expect(await run('sessions', ...person)).toMatch(/^s1 · since .*Z · ends .*Z · 192\.0\.2\.1$/)
  expect(await run('sessions', ...person, '--end', 's1')).toBe('Ended 1 of ada@example.org')
  expect(await run('sessions', ...person)).toBe('ada@example.org is signed in nowhere.')
  await expect(run('disable', ...person, '--reason', 'Left')).rejects.toThrow(
    'Ada is the last administrator who can sign in.',
  )
  await expect(run('role', ...person, '--role', 'operator')).rejects.toThrow('is the last administrator')
  expect(await run('reset', ...person)).toMatch(/\/reset\/hk_[\w-]{43}$/)
  await insertFactors(db.manager, ada.id)
  expect(await run('list', '--search', ada.email)).toContain(' · has a second factor and 1 passkey · ')
  expect(await run('remove-second-factor', ...person)).toBe(
    'Removed a second factor and 1 passkey of ada@example.org; 0 sessions ended',
  )
  await expect(run('remove-second-factor', ...person)).rejects.toThrow(
    'Ada has no second factor and no passkeys.',
  )
  expect(JSON.parse(await run('export', ...person))).toMatchObject({ person: { did: ada.did } })
  await expect(run('erase', ...person, '--confirm', email)).rejects.toThrow('Nobody was erased.')
  await insertPerson(db.manager, { ...bob, passwordHash: 'none' })
  await db.destroy()
  expect(await run('disable', ...person, '--reason', 'Left')).toBe(
    'Disabled ada@example.org; 0 sessions ended',
  )
  expect(await run('enable', ...person, '--reason', 'Back')).toBe('Enabled ada@example.org')
  expect(await run('erase', ...person, '--confirm', ada.email)).toBe(
    'Erased the name and address of did:test:ada',
  )
  expect(await run('list', '--search', 'did:test:ada')).toMatch(
    /^erased-ada@erased\.invalid · Erased person · .*erased/,
  )
})

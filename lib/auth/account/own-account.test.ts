import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { insertWithoutPassword } from '@/lib/people/db/people'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { serveDatabase } from '@/test/server-database'
import { ownRefusal } from './own-account'

let fleet: TestFleet
let stop: () => Promise<void>
beforeAll(async () => {
  fleet = await testFleet(2)
  stop = serveDatabase(fleet.url)
})
afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

const refusal = (id: string) => ownRefusal(fleet.db.manager, id)

it('has a password to guard only for people who signed up with one, while passwords are on', async () => {
  await testPerson(fleet.db, 'ada', 'operator')
  await insertWithoutPassword(fleet.db.manager, {
    ...{ id: 'nia', name: 'Nia', email: 'nia@example.org', did: 'did:test:nia', role: 'operator' },
  })
  expect(await refusal('ada')).toBeNull()
  expect(await refusal('nia')).toContain('You sign in with a provider')
  expect(await refusal('local-admin')).toContain('opens with one click')
  vi.stubEnv('HAKIM_PASSWORD_SIGN_IN', 'off')
  vi.stubEnv('HAKIM_SSO_FILE', '/somewhere')
  forgetConfig()
  expect(await refusal('ada')).toContain('Everybody signs in with a provider here.')
})

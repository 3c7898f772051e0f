import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { sessionViewer } from '@/lib/auth/session-viewer'
import { forgetConfig } from '@/lib/config'
import { hashPassword } from '@/lib/people/db/credentials'
import { insertPerson } from '@/lib/people/db/people'
import type { TestFleet } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
beforeAll(async () => {
  vi.stubEnv('HAKIM_BASE_URL', 'https://hakim.example')
  fleet = await testServer()
  forgetConfig()
})
afterAll(async () => {
  await fleet.close()
  vi.unstubAllEnvs()
  forgetConfig()
})

it('over https the session has a __Host- cookie, which is also the one that is read', async () => {
  const [email, password] = ['someone@example.org', 'a long password for tests']
  await insertPerson(fleet.db.manager, {
    ...{ id: 'someone', name: 'Someone', email, did: 'did:test:someone', role: 'operator' },
    passwordHash: await hashPassword(password),
  })
  const { headers } = await auth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  const [cookie = ''] = headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-hakim\.session_token=/)
  for (const attribute of [/; Path=\/(;|$)/i, /; Secure(;|$)/i, /; HttpOnly(;|$)/i, /; SameSite=Lax(;|$)/i])
    expect(cookie).toMatch(attribute)
  expect(cookie).not.toMatch(/; Domain=/i)
  const value = cookie.split(';')[0] ?? ''
  expect(await sessionViewer(value)).toMatchObject({ id: 'someone' })
  for (const name of ['__Secure-hakim', 'hakim'])
    expect(await sessionViewer(value.replace('__Host-hakim', name))).toBeNull()
})

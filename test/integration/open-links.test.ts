import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { authAs } from '@/lib/auth/account/auth-as'
import { auth } from '@/lib/auth/auth'
import type { PersonViewer } from '@/lib/kernel/role'
import { hashPassword } from '@/lib/people/db/credentials'
import { setPassword } from '@/lib/people/db/people'
import { choosePassword } from '@/lib/people/services/choose-password'
import { disablePerson } from '@/lib/people/services/disable-person'
import { enablePerson } from '@/lib/people/services/enable-person'
import { erasePerson } from '@/lib/people/services/erase-person'
import { resetSignIn } from '@/lib/people/services/reset-sign-in'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
let admin: PersonViewer
let ada: PersonViewer
let hash: string
const password = 'a long password for tests'
const next = 'another long password'
beforeAll(async () => {
  fleet = await testServer()
  hash = await hashPassword(password)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM people; DELETE FROM verifications`)
  admin = await testPerson(fleet.db, 'admin', 'admin')
  ada = await testPerson(fleet.db, 'ada', 'approver')
  await setPassword(fleet.db.manager, 'ada', hash)
})

const byAdmin = () => ({ db: fleet.db, viewer: admin })
const newLink = async (): Promise<string> => {
  const { link } = done(await resetSignIn(byAdmin(), ada.did))
  return /hk_[\w-]{43}/.exec(link ?? '')?.[0] ?? ''
}
const choose = (token: string) => choosePassword(fleet.db, { token, password: next })

/** As under My account. */
async function changeOwn(cookie: string): Promise<void> {
  const body = { currentPassword: password, newPassword: next, revokeOtherSessions: true }
  await authAs(ada, (api) => api.changePassword({ body, headers: new Headers({ cookie }) }))
}
async function signIn(): Promise<string> {
  const body = { email: 'ada@example.org', password }
  const { headers } = await auth().api.signInEmail({ body, returnHeaders: true })
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const ways: Record<string, () => Promise<unknown>> = {
  'one’s own change of it': async () => changeOwn(await signIn()),
  'a change by any other program': () => setPassword(fleet.db.manager, 'ada', 'none'),
  'being disabled': async () => {
    done(await disablePerson(byAdmin(), ada.did, { reason: 'Left' }))
    done(await enablePerson(byAdmin(), ada.did, { reason: 'Came back' }))
  },
  'being disabled by any other program': () =>
    fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'ada';
                    UPDATE people SET disabled_at = NULL WHERE id = 'ada'`),
  'being erased': async () => done(await erasePerson(byAdmin(), ada.did, { email: 'ada@example.org' })),
  'another link': async () => done(await choose(await newLink())),
}

it.each(Object.entries(ways))('a link to choose a password ends with %s', async (_, end) => {
  const token = await newLink()
  await fleet.db.query(
    `INSERT INTO verifications (id, identifier, value, expires_at)
     SELECT p.id, '2fa-' || p.id, p.id, now() + interval '10 minutes' FROM people p`,
  )
  await end()
  expect(failureOf(await choose(token))).toBe('forbidden')
  // Nor does a code follow on the password that was right before.
  expect(await fleet.db.query(`SELECT value FROM verifications WHERE identifier LIKE '2fa-%'`)).toEqual([
    { value: 'admin' },
  ])
})

it('of a link and a change of one’s own at the same moment, one comes first, and nothing fails', async () => {
  for (let round = 0; round < 10; round += 1) {
    await setPassword(fleet.db.manager, 'ada', hash)
    const [cookie, token] = [await signIn(), await newLink()]
    const [chosen, , renewed] = await Promise.all([choose(token), changeOwn(cookie).catch(wrong), newLink()])
    expect(['ok', 'forbidden']).toContain(failureOf(chosen))
    expect(renewed).not.toBe('')
  }
})

/** The link came first: the session has ended, or this is no longer the password. */
function wrong(error: unknown): void {
  const code = error instanceof Error && 'body' in error ? JSON.stringify(error.body) : String(error)
  expect(code).toMatch(/INVALID_PASSWORD|UNAUTHORIZED/)
}

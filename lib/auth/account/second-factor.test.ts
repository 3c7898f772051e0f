import { afterAll, beforeAll, expect, it } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { takeCode } from '@/lib/people/db/challenges'
import { hashPassword } from '@/lib/people/db/credentials'
import { setPassword } from '@/lib/people/db/people'
import { totp } from '@/test/factors'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { turnOnWith } from './second-factor'

let fleet: TestFleet
let stop: () => Promise<void>
beforeAll(async () => {
  fleet = await testFleet(5)
  stop = serveDatabase(fleet.url)
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

it('is turned on by a code that does nothing else; a wrong one stays good for later', async () => {
  const [email, password] = ['ada@example.org', 'correct horse battery']
  const ctx = { db: fleet.db, viewer: await testPerson(fleet.db, 'ada', 'operator') }
  await setPassword(fleet.db.manager, 'ada', await hashPassword(password))
  const signedIn = await auth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const sent = new Headers({ cookie: cookies.join('; ') })
  const made = await auth().api.enableTwoFactor({ body: { password, method: 'totp' }, headers: sent })
  if (made.method !== 'totp') throw new Error('better-auth has made no key')
  const key = new URL(made.totpURI).searchParams.get('secret') ?? ''
  const free = (code: string) => takeCode(fleet.db.manager, email, code)

  const far = totp(key, Date.now() + 3_600_000)
  expect(failureOf(await turnOnWith(ctx, far, sent))).toBe('invalid code')
  expect(await free(far)).toBe(true)
  const code = totp(key)
  expect(failureOf(await turnOnWith(ctx, `${code.slice(0, 3)} ${code.slice(3)}`, sent))).toBe('ok')
  expect(await free(code)).toBe(false)
})

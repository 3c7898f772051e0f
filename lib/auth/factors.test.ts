import { APIError } from 'better-auth/api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInPool } from '@/lib/db/connection/server-database'
import { newPasskey, passkeyAnswer } from '@/test/authenticator'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { serveDatabase } from '@/test/server-database'
import { authOn } from './auth'
import { relyingParty } from './factors'

let fleet: TestFleet
let stop: () => Promise<void>
const passkey = newPasskey('Y3JlZGVudGlhbA')
beforeAll(async () => {
  fleet = await testFleet(10)
  stop = serveDatabase(fleet.url)
  await testPerson(fleet.db, 'ada', 'approver')
  await fleet.db.query(
    `INSERT INTO passkeys (id, person_id, name, credential_id, public_key, counter, device_type, backed_up)
     VALUES ('laptop', 'ada', 'laptop', $1, $2, 0, 'singleDevice', false)`,
    [passkey.id, passkey.publicKey],
  )
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

const { id: rpId, origin } = relyingParty('http://127.0.0.1:3000') ?? { id: '', origin: '' }

/** Signs in with the passkey as a browser does; better-auth's code of a refusal. */
async function signIn({ verified = true, answers = origin } = {}): Promise<string> {
  const { api } = authOn(signInPool())
  const { headers, response } = await api.generatePasskeyAuthenticationOptions({
    headers: new Headers(),
    returnHeaders: true,
  })
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const answer = passkeyAnswer(passkey, { challenge: response.challenge, origin: answers, rpId, verified })
  try {
    const { user } = await api.verifyPasskeyAuthentication({
      body: { response: answer },
      headers: new Headers({ cookie }),
    })
    return user.id
  } catch (error) {
    if (error instanceof APIError) return error.body?.code ?? 'no code'
    throw error
  }
}

it('lets a passkey sign in that the device has checked', async () => {
  expect(await signIn()).toBe('ada')
  expect(await signIn({ verified: false })).toBe('USER_NOT_VERIFIED')
  expect(await signIn({ answers: 'https://evil.example' })).toBe('AUTHENTICATION_FAILED')
})

it('tells somebody who is disabled, and opens no session', async () => {
  await fleet.db.query(`DELETE FROM sessions`)
  await fleet.db.query(`UPDATE people SET disabled_at = now()`)
  expect(await signIn()).toBe('ACCOUNT_DISABLED')
  expect(await fleet.db.query(`SELECT FROM sessions`)).toEqual([])
})

it('binds passkeys to a name, which an address is not', () => {
  expect(relyingParty('https://hakim.example')).toEqual({
    id: 'hakim.example',
    origin: 'https://hakim.example',
  })
  expect(relyingParty('http://127.0.0.1:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' })
  expect(relyingParty('http://[::1]:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' })
  expect(relyingParty('http://192.0.2.1')).toBeNull()
  expect(relyingParty('http://[2001:db8::1]')).toBeNull()
})

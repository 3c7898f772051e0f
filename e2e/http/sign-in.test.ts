import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseFixture } from './database-fixture'
import { actionNamed, sessions } from './endpoint-actions'
import { email, password, type ServerFixture } from './server-fixture'

// Guesses and floods at the real sign-in action, against the production build. The test is a proxy that the server
// trusts, so each call comes from the network that it names.

let server: ServerFixture
beforeAll(async () => {
  server = await databaseFixture({ HAKIM_TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

type Try = { account?: string; guess?: string; network: string; cookie?: string | undefined }

async function signIn({ account = email('owner'), guess = password, network, cookie }: Try) {
  const response = await fetch(`${server.hakim.url}/sign-in`, {
    method: 'POST',
    headers: {
      ...{ 'next-action': actionNamed('app/sign-in/actions.ts#signIn').id, origin: server.hakim.url },
      ...{ 'content-type': 'text/plain;charset=UTF-8', 'x-forwarded-for': network },
      ...(cookie ? { cookie } : {}),
    },
    body: JSON.stringify([{ email: account, password: guess }]),
  })
  const text = await response.text()
  const outcome = response.status === 503 ? 'busy' : (/"kind":"(\w+)"/.exec(text)?.[1] ?? 'signed in')
  return { outcome, text, headers: response.headers }
}

const counted = (outcomes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(outcomes)].map((one) => [one, outcomes.filter((o) => o === one).length]))

test('of 1,000 guesses at once at most five are tried, and the owner still signs in where they did before', async () => {
  const known = (await sessions(server, ['owner'])).get('owner')
  const guess = (n: number) =>
    signIn({ network: `2001:db8:${n.toString(16)}::1`, guess: `guess number ${n} of a thousand` })
  const burst = await Promise.all(Array.from({ length: 1_000 }, (_, n) => guess(n)))
  const outcomes = counted(burst.map(({ outcome }) => outcome))
  expect(outcomes).toMatchObject({ unauthenticated: 5, busy: expect.any(Number) })
  expect(
    Object.keys(outcomes).filter((one) => !['unauthenticated', 'busy', 'too_many'].includes(one)),
  ).toEqual([])
  for (let n = 0; n < 20; n += 1) expect((await guess(1_000 + n)).outcome).toBe('too_many')
  // Not even the right password: a burst of guesses has it somewhere.
  const stranger = await signIn({ network: '192.0.2.77' })
  expect(stranger).toMatchObject({
    outcome: 'too_many',
    text: expect.stringMatching(/Too many wrong passwords for this account; try again in \d+ s\./),
  })
  expect((await signIn({ network: '192.0.2.77', cookie: known })).outcome).toBe('signed in')
  // A known browser is one for its own account only.
  const admins = (await sessions(server, ['admin'])).get('admin')
  expect((await signIn({ network: '192.0.2.77', cookie: admins })).outcome).toBe('too_many')
})

test('one network tries thirty times, whatever the accounts; others are not held up', async () => {
  const outcomes: string[] = []
  for (let n = 0; n < 32; n += 1) {
    const made = { account: `made-up-${n}@example.org`, guess: 'a wrong password' }
    // One subscriber's addresses are one network.
    outcomes.push((await signIn({ ...made, network: `2001:db8:aaaa:1:${n.toString(16)}::1` })).outcome)
  }
  expect(counted(outcomes)).toEqual({ unauthenticated: 30, too_many: 2 })
  expect((await signIn({ account: email('stranger'), network: '2001:db8:aaaa:2::1' })).outcome).toBe(
    'signed in',
  )
})

test('somebody who is disabled is told so, once their password was right', async () => {
  const disable = (sql: string) =>
    server.db.query(`UPDATE people SET disabled_at = ${sql} WHERE id = 'delegate'`)
  const tried = { account: email('delegate'), network: '203.0.113.9' }
  await disable('now()')
  expect((await signIn({ ...tried, guess: 'a wrong password' })).outcome).toBe('unauthenticated')
  const refused = await signIn(tried)
  expect(refused).toMatchObject({
    outcome: 'forbidden',
    text: expect.stringContaining('account is disabled'),
  })
  await disable('NULL')
  expect((await signIn(tried)).outcome).toBe('signed in')
})

test('a flood gets 503 with a time and in words, and pages are answered meanwhile', async () => {
  const flood = Array.from({ length: 200 }, (_, n) =>
    signIn({ account: `flood-${n}@example.org`, guess: 'a wrong password', network: '198.51.100.1' }),
  )
  const page = await fetch(`${server.hakim.url}/sign-in`)
  expect(page.status).toBe(200)
  const busy = (await Promise.all(flood)).filter(({ outcome }) => outcome === 'busy')
  expect(busy.length).toBeGreaterThan(100)
  expect(busy[0]?.headers.get('retry-after')).toBe('5')
  expect(busy[0]?.headers.get('content-type')).toBe('text/plain')
  expect(busy[0]?.text).toMatch(/Too many people are signing in .* Try again in 5 s\./)
})

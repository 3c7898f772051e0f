import { afterAll, beforeAll, expect, test } from 'vitest'
import { deviceCookie } from '@/lib/people/domain/device-cookie'
import { totp } from '@/test/factors'
import { actionNamed, pathOf, sessions } from './call-action'
import { databaseFixture } from './database-fixture'
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

/** Calls an action as a page does, from this network. */
async function act(action: string, input: unknown, { network, cookie }: Pick<Try, 'network' | 'cookie'>) {
  const { id, worker } = actionNamed(action)
  const response = await fetch(server.hakim.url + pathOf(worker), {
    method: 'POST',
    headers: {
      ...{ 'next-action': id, origin: server.hakim.url },
      ...{ 'content-type': 'text/plain;charset=UTF-8', 'x-forwarded-for': network },
      ...(cookie ? { cookie } : {}),
    },
    body: JSON.stringify([input]),
  })
  const text = await response.text()
  const outcome = response.status === 503 ? 'busy' : (/"kind":"(\w+)"/.exec(text)?.[1] ?? 'signed in')
  return { outcome, text, headers: response.headers }
}

type Try = { account?: string; guess?: string; network: string; cookie?: string | undefined }

const signIn = ({ account = email('owner'), guess = password, ...from }: Try) =>
  act('app/sign-in/actions.ts#signIn', { email: account, password: guess }, from)

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

/** What the cookies of an answer hold, by name. */
const cookiesOf = (headers: Headers): string[] =>
  headers.getSetCookie().flatMap((cookie) => (/=;/.test(cookie) ? [] : [cookie.split(';')[0] ?? '']))

const enter = (code: string, from: Pick<Try, 'network' | 'cookie'>) =>
  act('app/sign-in/actions.ts#signInWithCode', { code }, from)

/** The key of the app, and the recovery codes. */
async function turnOnSecondFactor(from: Pick<Try, 'network' | 'cookie'>) {
  const own = 'app/(console)/account/actions.ts#'
  const { text } = await act(`${own}startSecondFactor`, { current: password }, from)
  const key = /"key":"([A-Z2-7]+)"/.exec(text)?.[1] ?? ''
  const turnedOn = await act(`${own}confirmSecondFactor`, { code: totp(key) }, from)
  expect(turnedOn.text).toContain('"ok":true')
  // As if the time of this code were over, which turned it on and does nothing else.
  await server.db.query(`DELETE FROM verifications WHERE id LIKE 'used code %'`)
  return { key, codes: text.match(/(?<=")[a-z0-9]{5}-[a-z0-9]{5}(?=")/g) ?? [] }
}

test('of 1,000 codes guessed at once at most five are tried, and the owner still enters one where they did before', async () => {
  const account = email('requester')
  const network = '203.0.113.80'
  const cookies = (await sessions(server, ['requester'])).get('requester') ?? ''
  const known = cookies.split('; ').find((one) => one.startsWith(deviceCookie(server.hakim.url)))
  const { key } = await turnOnSecondFactor({ network, cookie: cookies })

  // Somebody who knows the password, and gets as many challenges as they like.
  const challenge = async (): Promise<string> => {
    const { headers, text } = await signIn({ account, network })
    expect(text).toContain('/sign-in/code')
    return cookiesOf(headers).join('; ')
  }
  const challenges: string[] = []
  for (let n = 0; n < 10; n += 1) challenges.push(await challenge())
  // Not one of the codes that hold around now.
  const right = new Set([-60_000, -30_000, 0, 30_000, 60_000].map((ms) => totp(key, Date.now() + ms)))
  const wrong = Array.from({ length: 1_010 }, (_, n) => String(100_000 + n)).filter((one) => !right.has(one))
  const tried = ({ text }: { text: string }): boolean => text.includes('wrong or too old')
  const burst = await Promise.all(
    wrong
      .slice(0, 1_000)
      .map((code, n) =>
        enter(code, { network: `2001:db8:${n.toString(16)}::2`, cookie: challenges[n % 10] }),
      ),
  )
  expect(burst.filter(({ outcome }) => outcome === 'signed in')).toEqual([])
  let tries = burst.filter(tried).length
  expect(tries).toBeGreaterThan(0)
  let last = burst[0]
  for (let n = 0; n < 10 && last?.outcome !== 'too_many'; n += 1) {
    last = await enter(wrong[n] ?? '', { network, cookie: await challenge() })
    tries += tried(last) ? 1 : 0
  }
  expect(tries).toBe(5)
  // Not even the right one; a browser that was signed in before has a count of its own.
  expect(await enter(totp(key), { network, cookie: await challenge() })).toMatchObject({
    outcome: 'too_many',
    text: expect.stringMatching(/Too many wrong codes for this account; try again in \d+ s\./),
  })
  const here = { network, cookie: [known, await challenge()].join('; ') }
  const code = totp(key)
  expect((await enter(code, here)).outcome).toBe('signed in')
  // Somebody may have seen it.
  const again = { network, cookie: [known, await challenge()].join('; ') }
  expect((await enter(code, again)).text).toContain('This code has just been used.')
})

test('the last sign-in is when the second factor was right; a password alone, or a renewed session, is none', async () => {
  const account = email('breaker')
  const network = '203.0.113.90'
  const lastSignIn = async (): Promise<number> => {
    const [row] = await server.db.query<{ at: Date }[]>(
      `SELECT last_sign_in_at AS at FROM people WHERE id = 'breaker'`,
    )
    return row?.at.getTime() ?? 0
  }
  const cookie = (await sessions(server, ['breaker'])).get('breaker')
  const first = await lastSignIn()
  expect(Date.now() - first).toBeLessThan(60_000)
  const { key, codes } = await turnOnSecondFactor({ network, cookie })
  const challenge = async (): Promise<string> =>
    cookiesOf((await signIn({ account, network })).headers).join('; ')
  const opened = await challenge()
  expect((await enter('000000', { network, cookie: opened })).outcome).toBe('unauthenticated')
  expect(await lastSignIn()).toBe(first)
  expect((await enter(totp(key), { network, cookie: opened })).outcome).toBe('signed in')
  const second = await lastSignIn()
  expect(second).toBeGreaterThan(first)
  expect((await enter(codes[0] ?? '', { network, cookie: await challenge() })).outcome).toBe('signed in')
  expect(await lastSignIn()).toBeGreaterThan(second)

  // No key opens these, as after a change of HAKIM_SECRET.
  await server.db.query(
    `UPDATE two_factors SET secret = reverse(secret), backup_codes = reverse(backup_codes) WHERE person_id = 'breaker'`,
  )
  for (const code of [totp(key, Date.now() + 30_000), codes[1] ?? ''])
    expect(await enter(code, { network, cookie: await challenge() })).toMatchObject({
      outcome: 'conflict',
      text: expect.stringContaining('ask an administrator to remove your second factor'),
    })
  expect(server.hakim.output().match(/HAKIM_SECRET has changed since/g)).toHaveLength(1)
  expect(server.hakim.output()).not.toContain('An action failed')
})

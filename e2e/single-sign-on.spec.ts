import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { query } from './database'
import { freePort, type Hakim, hakim, newDataDir, startHakim } from './hakim'
import { actionNamed, callAction } from './http/call-action'
import { type ProviderAccount, startProvider } from './openid-provider'

const accounts = new Map<string, ProviderAccount>([
  ['nia', { email: 'nia@lagos.example', email_verified: true, name: 'Nia Okoye', groups: ['owners'] }],
  ['thief', { email: 'ada@lagos.example', email_verified: true, groups: ['owners'] }],
  ['guest', { email: 'guest@lagos.example', email_verified: true, groups: ['visitors'] }],
])

let provider: Awaited<ReturnType<typeof startProvider>>
let running: Hakim
let start: () => Promise<void>

test.beforeAll(async () => {
  const [port, providerPort, nobody] = [await freePort(), await freePort(), await freePort()]
  const dataDir = newDataDir()
  const client = { id: 'hakim', secret: 'a secret of the client', url: `http://127.0.0.1:${port}` }
  start = async () => {
    provider = await startProvider(providerPort, { client, accounts })
  }
  await start()
  const lagos = {
    ...{ id: 'lagos', name: 'Lagos Cooperative', issuer: provider.issuer },
    ...{ client_id: client.id, client_secret: client.secret },
    ...{ create_people: true, roles: { owners: 'approver', keepers: 'admin' } },
  }
  const away = { id: 'away', name: 'Away', issuer: `http://127.0.0.1:${nobody}`, client_id: 'hakim' }
  const file = join(dataDir, 'sso.json')
  writeFileSync(file, JSON.stringify({ providers: [lagos, away] }))
  running = await startHakim({
    ...{ HAKIM_DATA_DIR: dataDir, PORT: String(port), HAKIM_DEMO: '0' },
    ...{ HAKIM_SSO_FILE: file, HAKIM_PASSWORD_SIGN_IN: 'off' },
  })
})
test.afterAll(async () => {
  await provider.close()
  expect(await running.stop()).toBe(0)
})

async function visitor(browser: { newContext: (o: object) => Promise<BrowserContext> }): Promise<Page> {
  const context = await browser.newContext({ baseURL: running.url })
  // The provider's own page asks for a font, and there is no other network.
  await context.route(/^https:/, (route) => route.abort())
  return context.newPage()
}

async function enter(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in?next=%2Fjobs')
  await page.getByRole('link', { name: 'Continue with Lagos Cooperative' }).click()
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  const agree = page.getByRole('button', { name: 'Continue' })
  await agree
    .or(page.getByRole('heading', { level: 1 }))
    .first()
    .waitFor()
  if (await agree.isVisible()) await agree.click()
}

test('people come in with their provider, which says what they are', async ({ browser }) => {
  const page = await visitor(browser)
  await page.goto('/sign-in')
  await expect(page.getByLabel('Password')).toHaveCount(0)
  await checkBothSchemes(page, 'sign-in with providers')
  await enter(page, 'nia')
  await expect(page).toHaveURL(`${running.url}/jobs`)
  const account = page.getByRole('complementary', { name: 'Your account' })
  await expect(account.getByText('Nia Okoye')).toBeVisible()
  await expect(account.getByText(/^Approver/)).toBeVisible()
  const signedIn = `SELECT FROM people WHERE email = 'nia@lagos.example' AND last_sign_in_at IS NOT NULL`
  expect(await query(running.env, signedIn)).toHaveLength(1)
  // Strangers' sign-ins hold this browser up no more than one that has entered a password.
  expect((await page.context().cookies()).some(({ name }) => name.endsWith('.device'))).toBe(true)
  // Signing out ends the provider's session as well, so the next sign-in asks who it is.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page).toHaveURL(`${running.url}/sign-in`)
  // With other groups there, another role here.
  accounts.set('nia', { ...nia(), groups: ['keepers'] })
  await enter(page, 'nia')
  await expect(account.getByText(/^Admin/)).toBeVisible()
  await page.context().close()
})

const nia = (): ProviderAccount => {
  const account = accounts.get('nia')
  if (!account) throw new Error('no account')
  return account
}

test('nobody takes over an account by its e-mail, or comes in without a group', async ({ browser }) => {
  const password = 'correct horse battery'
  const ada = ['--email', 'ada@lagos.example', '--name', 'Ada', '--role', 'admin', '--password-stdin']
  await hakim(running.env, ['user', 'create', ...ada], password)
  for (const [login, why] of [
    ['thief', 'Somebody here has your e-mail address already'],
    ['guest', 'None of your groups at Lagos Cooperative'],
  ] as const) {
    const page = await visitor(browser)
    await enter(page, login)
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible()
    expect((await page.context().cookies()).some(({ name }) => name.includes('session_token'))).toBe(false)
    await page.context().close()
  }
})

test('a provider that is away is named, and the page still works', async ({ browser }) => {
  const page = await visitor(browser)
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Continue with Away' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Away does not answer right now' })).toBeVisible()
  // It goes away in the middle, too: after the browser was sent there.
  await page.getByRole('link', { name: 'Continue with Lagos Cooperative' }).click()
  await page.getByPlaceholder('Enter any login').waitFor()
  await provider.close()
  const { value } = (await page.context().cookies()).find(({ name }) => name === 'hakim.sso') ?? { value: '' }
  const state = stateIn(value)
  await page.goto(
    `/sign-in/sso/lagos/callback?code=x&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
  )
  await expect(page.getByRole('alert').filter({ hasText: 'Lagos Cooperative does not answer' })).toBeVisible()
  await start()
  await enter(page, 'nia')
  await expect(page).toHaveURL(`${running.url}/jobs`)
  await page.context().close()
})

/** The state that the browser's signed cookie names. */
const stateIn = (cookie: string): string => {
  const flow: unknown = JSON.parse(Buffer.from(cookie.split('.')[0] ?? '', 'base64url').toString())
  return typeof flow === 'object' && flow !== null && 'state' in flow ? String(flow.state) : ''
}

test('only the browser that began a sign-in ends it, and only on a page of this server', async ({
  request,
}) => {
  const at = (path: string, headers: Record<string, string> = {}) =>
    request.get(`${running.url}${path}`, { maxRedirects: 0, headers })
  const where = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await at(path, headers)
    expect(answer.status()).toBe(303)
    expect(answer.headers()['set-cookie'] ?? '').not.toContain('session_token')
    return answer.headers().location
  }
  const expired = `${running.url}/sign-in?provider=lagos&refused=expired`
  expect(await where('/sign-in/sso/lagos/callback?code=x&state=y')).toBe(expired)
  expect(await where('/sign-in/sso/nobody')).toBe(`${running.url}/sign-in`)
  expect(await where('/sign-in/sso/nobody/callback?code=x')).toBe(`${running.url}/sign-in`)
  const begun = await at('/sign-in/sso/lagos?next=https%3A%2F%2Fevil.example%2F')
  expect(new URL(begun.headers().location ?? '').origin).toBe(provider.issuer)
  const cookie = (begun.headers()['set-cookie'] ?? '').split(';')[0] ?? ''
  expect(begun.headers()['set-cookie']).toMatch(/HttpOnly.*SameSite=lax/i)
  const signed = cookie.slice('hakim.sso='.length)
  const flow: unknown = JSON.parse(Buffer.from(signed.split('.')[0] ?? '', 'base64url').toString())
  expect(flow).toMatchObject({ next: '/', provider: 'lagos' })
  // The cookie of this browser with another state, with a code that the provider never gave, or changed.
  expect(await where('/sign-in/sso/lagos/callback?code=x&state=y', { cookie })).toContain('refused=expired')
  expect(await where(`/sign-in/sso/lagos/callback?code=x&state=${stateIn(signed)}`, { cookie })).toContain(
    'refused=invalid',
  )
  expect(
    await where(`/sign-in/sso/lagos/callback?code=x&state=${stateIn(signed)}`, { cookie: `${cookie}x` }),
  ).toBe(expired)
})

test('passwords are off, whoever asks', async ({ browser }) => {
  const password = 'correct horse battery'
  const ben = ['--email', 'ben@lagos.example', '--name', 'Ben', '--role', 'admin', '--password-stdin']
  await hakim(running.env, ['user', 'create', ...ben], password)
  const input = { email: 'ben@lagos.example', password, code: '000000', response: {} }
  for (const name of ['signIn', 'signInWithCode', 'passkeyOptions', 'signInWithPasskey']) {
    const { id, worker } = actionNamed(`app/sign-in/actions.ts#${name}`)
    const status = await callAction({ hakim: running }, { id, worker, cookie: undefined, input })
    expect([name, status]).toEqual([name, 403])
  }
  const page = await visitor(browser)
  await page.goto('/sign-in?refused=nonsense&provider=lagos')
  await expect(page.getByLabel('E-mail')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  await page.context().close()
})

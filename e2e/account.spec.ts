import type { BrowserContext, Page } from '@playwright/test'
import { totp } from '@/test/factors'
import { addAuthenticator } from './authenticator'
import { axeFindings, checkBothSchemes, checkViews } from './axe'
import { query } from './database'
import { expect, shared, test, thisMachine, thisNode } from './fixtures'
import { hakim } from './hakim'

const [email, password] = ['hedy@example.org', 'a long password of Hedy']

async function signInByPassword(page: Page) {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function enterCode(page: Page, code: string) {
  await page.getByLabel(/Code of your app/).fill(code)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const card = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

const fleet = (page: Page) => page.getByRole('heading', { name: 'Fleet', level: 1 })

/** Pages of several kinds in this window, each following changes; the first one was led there by a link. */
async function openPages(window: BrowserContext): Promise<[Page, Page, Page]> {
  const [path] = /\/jobs\/[0-9a-f-]{36}/.exec(await (await window.request.get('/jobs')).text()) ?? ['/jobs']
  const [first, job, node] = [await window.newPage(), await window.newPage(), await window.newPage()]
  await first.goto(path)
  await first.getByRole('link', { name: 'Fleet', exact: true }).first().click()
  await expect(fleet(first)).toBeVisible()
  // A browser has six connections for one host, and each of these pages holds one.
  await job.goto(path)
  await node.goto(`/nodes/${encodeURIComponent(await thisNode())}`)
  for (const page of [first, job, node]) await expect(page.locator('[data-live]')).toHaveCount(1)
  return [first, job, node]
}

test('an account gets a second factor and a passkey; both sign in, and an administrator removes them', async ({
  browser,
  admin,
}) => {
  test.setTimeout(240_000)
  const { env } = shared()
  const who = ['--email', email, '--name', 'Hedy', '--role', 'operator', '--password-stdin']
  await hakim(env, ['user', 'create', ...who], password)
  // Passkeys are bound to a name, so this machine is called localhost.
  const baseURL = shared().url.replace('127.0.0.1', 'localhost')
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await signInByPassword(page)
  await page.getByRole('link', { name: 'My account' }).click()
  await expect(page.getByRole('heading', { name: 'My account', level: 1 })).toBeVisible()

  await page.getByLabel('Name', { exact: true }).fill('Hedy L.')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByLabel('Your account').getByText('Hedy L.')).toBeVisible()

  const factor = card(page, 'Second factor')
  const dialog = page.getByRole('dialog')
  await factor.getByRole('button', { name: 'Set up' }).click()
  await dialog.getByLabel('Current password').fill('not my password')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByText('is not your current one')).toBeVisible()
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
  const key = (await dialog.locator('code').first().textContent()) ?? ''
  const codes = await dialog
    .getByRole('region', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allTextContents()
  expect(codes).toHaveLength(10)
  await checkBothSchemes(page, 'the key')
  await dialog.getByLabel('Code that the app shows now').fill('000000')
  await dialog.getByRole('button', { name: 'Turn it on' }).click()
  await expect(dialog.getByText(/wrong or too old/).first()).toBeVisible()
  const turnedOnBy = totp(key)
  await dialog.getByLabel('Code that the app shows now').fill(turnedOnBy)
  await dialog.getByRole('button', { name: 'Turn it on' }).click()
  await expect(factor.getByText('10 recovery codes are left')).toBeVisible()

  await addAuthenticator(page)
  const passkeys = card(page, 'Passkeys')
  await passkeys.getByRole('button', { name: 'Add a passkey' }).click()
  await dialog.getByLabel('Name').fill('laptop')
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(passkeys.getByRole('listitem').filter({ hasText: 'laptop' })).toBeVisible()

  // A second browser: the password alone leads to the second step, and opens nothing.
  const other = await browser.newContext({ baseURL })
  const second = await other.newPage()
  await signInByPassword(second)
  await expect(second.getByRole('heading', { name: 'Second factor' })).toBeVisible()
  await checkBothSchemes(second, 'the second step')
  await second.goto('/account')
  await expect(second).toHaveURL(/\/sign-in/)
  await signInByPassword(second)
  await enterCode(second, '123-45')
  await expect(second.getByText(/wrong or too old/).first()).toBeVisible()
  await enterCode(second, codes[0] ?? '')
  await expect(fleet(second)).toBeVisible()
  await second.goto('/settings/audit')
  const [first, job, node] = await openPages(other)

  // The first browser sees the other session and ends it.
  await page.reload()
  await expect(factor.getByText('9 recovery codes are left')).toBeVisible()
  const sessions = card(page, 'Sessions')
  await expect(sessions.getByText('signed in at 2 places')).toBeVisible()
  await checkViews(page, 'the account')
  await page.setViewportSize({ width: 1280, height: 720 })
  // As if the server took its time to refuse the page a second time, which leaves it for the sign-in page.
  let answer = (): void => undefined
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let asked = 0
  await node.route('**/api/v1/events', async (route) => {
    asked += 1
    if (asked > 1) await answered
    await route.continue()
  })
  await sessions.getByRole('button', { name: /^End:/ }).click()
  await sessions.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(sessions.getByText('signed in here only')).toBeVisible()
  // What was open there closes on its own, and shows nothing of it meanwhile or again.
  await expect(node.getByText('Your session has ended.')).toBeVisible()
  await expect(node.getByRole('heading', { level: 1, name: thisMachine })).toBeHidden()
  await expect(node.getByRole('navigation')).toHaveCount(0)
  answer()
  for (const one of [second, first, job, node]) {
    await expect(one).toHaveURL(/\/sign-in\?ended=1/)
    await expect(one.getByText('Your session has ended. Sign in again to go on.')).toBeVisible()
  }
  await first.goBack()
  await expect(first).toHaveURL(/\/sign-in/)
  for (const one of [first, job, node]) await one.close()

  // A used recovery code does not work again; the app's code does.
  await signInByPassword(second)
  await enterCode(second, codes[0] ?? '')
  await expect(second.getByText(/wrong or too old/).first()).toBeVisible()
  // The one that turned the second factor on does nothing else.
  await expect.poll(() => totp(key), { timeout: 31_000 }).not.toBe(turnedOnBy)
  await enterCode(second, totp(key))
  await expect(fleet(second)).toBeVisible()

  // A new password ends that session, and the passkey signs in without one.
  await card(page, 'Password').getByRole('button', { name: 'Change password' }).click()
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByLabel('New password').fill('another long password of Hedy')
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  await expect(second).toHaveURL(/\/sign-in\?ended=1/)
  await other.close()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  // Next has called this page from within the server.
  await expect(page.getByRole('button', { name: 'Continue as operator' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])

  // Whoever is disabled is told so, and the passkey opens nothing.
  await query(env, `UPDATE people SET disabled_at = now() WHERE email = '${email}'`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('This account is disabled. An administrator can enable it.')).toBeVisible()
  await query(env, `UPDATE people SET disabled_at = NULL, last_sign_in_at = NULL WHERE email = '${email}'`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(fleet(page)).toBeVisible()
  const signedIn = `SELECT FROM people WHERE email = '${email}' AND last_sign_in_at IS NOT NULL`
  expect(await query(env, signedIn)).toHaveLength(1)

  // An administrator removes both, which ends the session.
  await admin.goto('/settings/people?q=Hedy')
  await admin.getByRole('button', { name: 'Actions for Hedy L.' }).click()
  await admin.getByRole('menuitem', { name: 'Remove second factor…' }).click()
  await expect(admin.getByRole('dialog')).toContainText('Hedy L. has a second factor and 1 passkey.')
  expect(await axeFindings(admin)).toEqual([])
  await admin.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(admin.getByText('Hedy L. signs in with the password alone again.')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in\?ended=1/)
  await page.goto('/sign-in?next=%2Faccount')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('another long password of Hedy')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(factor.getByRole('button', { name: 'Set up' })).toBeVisible()
  await context.close()

  // Every change is an event in the name of whoever made it, without what is secret.
  const events = await query<{ body: string; by: string | null }>(
    env,
    `SELECT e.body, (SELECT p.email FROM people p WHERE p.did = e.body::jsonb ->> 'actor_did') AS by
     FROM job_events e JOIN people h ON h.email = '${email}'
     WHERE e.stream = 'rights' AND h.id IN (e.body::jsonb -> 'is' ->> 'person_id', e.body::jsonb -> 'was' ->> 'person_id')
       AND e.body::jsonb ->> 'kind' ~ '^(two_factors|passkeys|accounts) ' ORDER BY e.seq`,
  )
  const told = events.map(({ body, by }) => [/"kind": ?"(\w+ \w+)"/.exec(body)?.[1], by])
  expect(told).toEqual([
    // Made at the terminal.
    ['accounts insert', null],
    ['two_factors insert', email],
    ['two_factors update', email],
    ['passkeys insert', email],
    // The recovery code, before anybody was signed in.
    ['two_factors update', null],
    ['accounts update', email],
    ['two_factors delete', 'admin@local.invalid'],
    ['passkeys delete', 'admin@local.invalid'],
  ])
  for (const secret of ['argon2', codes[1] ?? 'none', key.replaceAll(' ', '')])
    expect(JSON.stringify(events)).not.toContain(secret)
})

test('the keys a and r decide only as long as they are on', async ({ approver }) => {
  const [, job] = /href="(\/jobs\/[0-9a-f-]{36})"/.exec(
    await (await approver.request.get('/jobs?status=waiting')).text(),
  ) ?? ['', '/jobs']
  const approve = approver.getByRole('button', { name: /^Approve/ })
  await approver.goto(job)
  await expect(approve).toHaveText('Approve a')
  await approver.goto('/account')
  await expect(approver.getByText(/opens with one click: it has no password/)).toBeVisible()
  const keys = approver.getByRole('checkbox', { name: /approves/ })
  await keys.uncheck()
  await approver.reload()
  await expect(keys).not.toBeChecked()
  await approver.goto(job)
  await expect(approve).toHaveText('Approve')
})

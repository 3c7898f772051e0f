import type { Page } from '@playwright/test'
import { askedAboutOwners } from '@/test/owner-changes'
import { addAuthenticator } from './authenticator'
import { checkViews } from './axe'
import { query } from './database'
import { expect, request, shared, test, thisMachine } from './fixtures'
import { hakim } from './hakim'

const [email, password] = ['ida@example.org', 'a long password of Ida']

const card = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

const approvals = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: /^Approvals/ }) })

async function addKey(page: Page, label: string, name: string): Promise<void> {
  const keys = card(page, 'Signing keys')
  await keys.getByRole('button', { name: label }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByRole('button', { name: label }).click()
  await expect(keys.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

/** Nodes of their own, which somebody else decides on for a time: one signature each, of which the fourth is not given at first. */
async function delegateMany(page: Page, env: Record<string, string>): Promise<void> {
  const names = Array.from({ length: 23 }, (_, index) => `ida-mill-${index + 1}`)
  await query(env, `INSERT INTO nodes (node_did, name) SELECT 'did:kos:' || n, n FROM unnest($1::text[]) n`, [
    names,
  ])
  await query(
    env,
    `INSERT INTO node_owners (node_did, person_id)
     SELECT 'did:kos:' || n, p.id FROM unnest($1::text[]) n, people p WHERE p.email = $2`,
    [names, email],
  )
  await page.goto('/account/delegations')
  await page.evaluate(() => {
    const { credentials } = navigator
    const get = credentials.get.bind(credentials)
    let asked = 0
    credentials.get = (options) => {
      asked += 1
      return asked === 4 ? Promise.reject(new DOMException('Cancelled', 'NotAllowedError')) : get(options)
    }
  })
  await page.getByRole('button', { name: 'None', exact: true }).click()
  await page.getByLabel('Find a node').fill('ida-mill-')
  await page.getByRole('button', { name: 'Add these' }).click()
  await page.getByLabel('Delegate to').selectOption({ label: 'Local approver' })
  await page.getByRole('button', { name: 'Delegate 23 nodes' }).click()
  const form = card(page, 'Delegate your nodes')
  await expect(form.getByText('Delegated 3 of 23 nodes.')).toBeVisible()
  await expect(form.getByText(/^Your passkey did not sign/)).toHaveCount(1)
  await expect(form.getByText('20 nodes are left')).toBeVisible()
  // The others are chosen still, and nothing is delegated twice.
  await page.getByRole('button', { name: 'Delegate 20 nodes' }).click()
  await expect(form.getByText('Delegated 20 of 20 nodes.')).toBeVisible()
  const signed = await query<{ signed: { signature: { kind: string } } | null }>(
    env,
    `SELECT signed FROM delegations WHERE node_did LIKE 'did:kos:ida-mill-%'`,
  )
  expect(signed.map((row) => row.signed?.signature.kind)).toEqual(names.map(() => 'passkey'))
  await checkViews(page, 'delegations of many nodes')
  await page.setViewportSize({ width: 1280, height: 720 })
}

test('an owner signs delegations and approvals with a passkey, and approvals with this browser; a revoked key approves nothing', async ({
  browser,
  operator,
}) => {
  test.setTimeout(240_000)
  const { env } = shared()
  const who = ['--email', email, '--name', 'Ida', '--role', 'approver', '--password-stdin']
  await hakim(env, ['user', 'create', ...who], password)
  const ida = `nodes n, people p WHERE n.name = '${thisMachine}' AND p.email = '${email}'`
  await query(
    env,
    `BEGIN; ${askedAboutOwners('add_owner', ida)}
     INSERT INTO node_owners (node_did, person_id) SELECT n.node_did, p.id FROM ${ida}; COMMIT`,
  )
  // Passkeys are bound to a name, so this machine is called localhost.
  const context = await browser.newContext({ baseURL: shared().url.replace('127.0.0.1', 'localhost') })
  const page = await context.newPage()
  await addAuthenticator(page)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()

  await page.goto('/account')
  await addKey(page, 'Add a passkey', 'blue key')
  await checkViews(page, 'the account with a key')
  await page.setViewportSize({ width: 1280, height: 720 })

  await delegateMany(page, env)

  await page.goto(await request(operator, 'collect_diagnostics', 'Before the update'))
  const words = page.getByText('In six words:').locator('..').locator('span').filter({ hasNotText: ':' })
  const signed = (await words.allTextContents()).join(' ')
  expect(signed.split(' ')).toHaveLength(6)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await expect(approvals(page).getByText('signed with a passkey')).toBeVisible()
  await expect(approvals(page)).toContainText(signed)
  await expect(page.getByText('equal, argument for argument')).toBeVisible()
  await checkViews(page, 'a job that ran as it was signed')
  await page.setViewportSize({ width: 1280, height: 720 })

  // The key is revoked while the decision is on its way.
  const next = await request(operator, 'collect_diagnostics', 'After the update')
  let revoked = false
  await page.route(`**${next}`, async (route) => {
    if (route.request().method() === 'POST' && !revoked) {
      revoked = true
      await query(env, `UPDATE consent_keys SET revoked_at = now() WHERE name = 'blue key'`)
    }
    await route.continue()
  })
  await page.goto(next)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await expect(page.getByRole('region', { name: 'Decision', exact: true }).getByRole('alert')).toContainText(
    'does not stand',
  )

  // With a key of this browser instead, which is then revoked.
  const account = await context.newPage()
  await account.goto('/account')
  const keys = card(account, 'Signing keys')
  await expect(keys.getByRole('listitem').getByText(/revoked/)).toBeVisible()
  await expect(keys.getByText('Your last signing key was revoked')).toBeVisible()
  await addKey(account, 'Add this browser', 'laptop')
  await page.reload()
  await page.getByRole('button', { name: /^Approve/ }).click()
  await expect(approvals(page).getByText('signed with a key')).toBeVisible()
  await keys.getByRole('button', { name: /Revoke/ }).click()
  const revoking = account.getByRole('dialog')
  await revoking.getByLabel('Current password').fill('somebody else’s password')
  await revoking.getByRole('button', { name: 'Revoke' }).click()
  await expect(revoking.getByText('is not your current one')).toBeVisible()
  await revoking.getByLabel('Current password').fill(password)
  await revoking.getByRole('button', { name: 'Revoke' }).click()
  await expect(keys.getByRole('button', { name: /Revoke/ })).toHaveCount(0)
  await context.close()
})

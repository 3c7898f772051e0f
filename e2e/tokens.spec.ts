import type { Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { expect, shared, test, thisMachine } from './fixtures'

/** Who the API takes the holder of a token for, by the status of its answer. */
const statusWith = async (token: string, path = '/api/v1/nodes?limit=1'): Promise<number> =>
  (await fetch(shared().url + path, { headers: { authorization: `Bearer ${token}` } })).status

const shownToken = async (page: Page): Promise<string> =>
  (await page.getByRole('dialog').getByText(/^hk_/).textContent()) ?? ''

test('a person creates a token, rotates it without a gap, and revokes it', async ({ operator }) => {
  await operator.goto('/settings/tokens')
  await operator.getByRole('button', { name: 'New token' }).click()
  const dialog = operator.getByRole('dialog')
  await dialog.getByLabel('Name').fill('laptop')
  await dialog.getByLabel('read').uncheck()
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await expect(dialog.getByText('Choose at least one.')).toBeVisible()
  await dialog.getByLabel('read').check()
  await checkBothSchemes(operator, 'the form of a new token')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await expect(dialog.getByText('It is shown this once')).toBeVisible()
  const first = await shownToken(operator)
  expect([await statusWith(first), await statusWith(first, '/api/v1/tokens')]).toEqual([200, 403])
  await operator.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(operator.getByRole('button', { name: 'New token' })).toBeFocused()
  const rows = operator.getByRole('row').filter({ hasText: 'laptop' })
  await expect(rows).toContainText('Valid')
  expect(await operator.content()).not.toContain(first.slice(3))

  // The list behind the dialog is read again only after the new token was used, and then has no buttons for the old one.
  let release = () => {}
  const used = new Promise<void>((resolve) => {
    release = resolve
  })
  await operator.route('**/settings/tokens?_rsc=*', (route) => used.then(() => route.continue()))
  await rows.getByRole('button', { name: 'Rotate' }).click()
  await dialog.getByRole('button', { name: 'Create the new token' }).click()
  await expect(dialog.getByText('goes on until this one is first used')).toBeVisible()
  const second = await shownToken(operator)
  expect(await statusWith(first)).toBe(200)
  expect(await statusWith(second)).toBe(200)
  await expect.poll(() => statusWith(first)).toBe(401)
  release()
  await expect(operator.locator('tr', { hasText: 'laptop' }).filter({ hasText: 'Revoked' })).toHaveCount(1)
  expect(await shownToken(operator)).toBe(second)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await operator.reload()
  await expect(rows).toHaveCount(2)

  const valid = rows.filter({ hasText: 'Valid' })
  await valid.getByRole('button', { name: 'Revoke' }).click()
  await valid.getByRole('button', { name: 'Yes, revoke' }).click()
  await expect(rows.filter({ hasText: 'Revoked' })).toHaveCount(2)
  await expect.poll(() => statusWith(second)).toBe(401)
})

test('an administrator sees the tokens of all and finds them by node', async ({ admin }) => {
  await admin.goto('/settings/tokens?state=valid&q=this+machine')
  await expect(admin.getByText('No matching tokens')).toBeVisible()
  await admin.goto('/settings/tokens?state=Nonsense')
  await expect(admin.getByText('a value for state that does not exist')).toBeVisible()
  const row = admin
    .getByRole('row')
    .filter({ hasText: `of ${thisMachine}` })
    .first()
  await expect(row).toContainText('read, report, jobs')
  await expect(row).toContainText('Valid')
  await admin.getByRole('button', { name: 'New token' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('The agent of a node').check()
  await dialog.getByRole('textbox', { name: 'Node' }).fill('did:kos:nobody')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await expect(dialog.getByText('Is not registered.')).toBeVisible()
})

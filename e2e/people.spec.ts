import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { axeFindings, checkViews } from './axe'
import { expect, nextMail, shared, test } from './fixtures'

const password = 'correct horse battery'

/** A browser in which nobody is signed in. */
const stranger = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ baseURL: shared().url })).newPage()

/** Opens the dialog of a row through its menu. */
async function choose(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** No axe violation and nothing that scrolls sideways; the page behind the dialog is hidden from axe. */
async function checkDialog(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await axeFindings(page), name).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The link in the next mail to this address; owners of nodes may get others meanwhile. */
async function mailedLink(email: string): Promise<string> {
  let mail = await nextMail()
  while (!mail.to.includes(email)) mail = await nextMail()
  const { to, from, text } = mail
  expect({ to, from }).toEqual({ to: [email], from: 'hakim@example.org' })
  return /^http\S+\/(join|reset)\/hk_[\w-]{43}\r?$/m.exec(text)?.[0].trim() ?? text
}

/** The link that the open dialog shows once. */
async function shownLink(page: Page): Promise<string> {
  const link = page.getByRole('dialog').getByText(/\/(join|reset)\/hk_/)
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}

async function signIn(page: Page, email: string, given: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(given)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('a person is invited, joins, is disabled and enabled, and chooses a new password', async ({
  admin,
  browser,
}) => {
  const name = `Lindiwe ${randomUUID().slice(0, 8)}`
  const email = `${randomUUID()}@example.org`
  await admin.goto('/settings')
  await expect(admin).toHaveURL(/\/settings\/people$/)
  await admin.getByRole('link', { name: 'Invite', exact: true }).click()
  await admin.getByRole('dialog').getByLabel('Mail').fill('nobody')
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(admin.getByText('The mail address must be an e-mail address.')).toBeVisible()
  // An address that the mail server refuses: the link is there to pass on.
  await admin.getByRole('dialog').getByLabel('Mail').fill('nobody@refused.example')
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
  expect(await shownLink(admin)).toContain(`${shared().url}/join/hk_`)
  await expect(admin.getByRole('dialog')).toContainText('There is no such mailbox')
  await checkDialog(admin, 'the link')
  await admin.getByRole('button', { name: 'Done' }).click()
  await admin.getByRole('link', { name: 'Invite', exact: true }).click()
  await admin.getByRole('dialog').getByLabel('Mail').fill(email)
  await admin.getByRole('radio', { name: /^Approver/ }).check()
  await checkDialog(admin, 'the invitation')
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(admin.getByText(`The invitation was sent to ${email}.`)).toBeVisible()
  await expect(admin.getByRole('row', { name: email })).toContainText('Invited')

  const person = await stranger(browser)
  const link = await mailedLink(email)
  await person.goto(link)
  await expect(person.getByText(email)).toBeVisible()
  await person.getByLabel('Your name').fill(name)
  await person.getByLabel('Password').fill('short')
  await person.getByRole('button', { name: 'Join and sign in' }).click()
  await expect(person.getByText('must have at least 12 characters')).toBeVisible()
  await checkViews(person, 'joining')
  await person.getByLabel('Password').fill(password)
  await person.getByRole('button', { name: 'Join and sign in' }).click()
  await expect(person.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
  await person.goto('/settings/people')
  await expect(person.getByText('Only an administrator can see all people.')).toBeVisible()
  await expect(person.getByRole('link', { name: 'People' })).toHaveCount(0)
  const again = await stranger(browser)
  await again.goto(link)
  await expect(again.getByText('This invitation no longer works')).toBeVisible()
  await again.context().close()

  await admin.reload()
  const row = admin.getByRole('row', { name })
  await expect(row).toContainText('Active')
  await checkViews(admin, 'the people')
  await choose(admin, name, 'Sessions…')
  await expect(admin.getByRole('dialog').getByRole('button', { name: /^End: session/ })).toHaveCount(1)
  await checkDialog(admin, 'the sessions')
  await admin.keyboard.press('Escape')
  await expect(admin.getByRole('button', { name: `Actions for ${name}` })).toBeFocused()
  await choose(admin, name, 'Disable…')
  await expect(admin.getByRole('dialog')).toContainText('1 session, 0 tokens')
  await admin.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(admin.getByText('The reason must say why.')).toBeVisible()
  await admin.getByLabel('Reason').fill('Leaves the cooperative today')
  await checkDialog(admin, 'disabling')
  await admin.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(row).toContainText('Disabled')
  // The page that they have open closes on its own.
  await expect(person).toHaveURL(/\/sign-in\?ended=1/)
  await signIn(person, email, password)
  await expect(person.getByText('This account is disabled. An administrator can enable it.')).toBeVisible()

  await choose(admin, name, 'Enable…')
  await admin.getByLabel('Reason').fill('Came back')
  await admin.getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(row).toContainText('Active')
  await signIn(person, email, password)
  await expect(person.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()

  await choose(admin, name, 'Reset sign-in…')
  await admin.getByRole('button', { name: 'Make the link' }).click()
  await expect(admin.getByText(`The link was sent to ${email}.`)).toBeVisible()
  await person.goto(await mailedLink(email))
  await person.getByLabel('Password').fill('another horse battery')
  await person.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(person.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()

  await choose(admin, name, 'Export or erase personal data…')
  await admin.getByLabel(/to erase it$/).fill('somebody@else.example')
  await admin.getByRole('button', { name: 'Erase for good' }).click()
  await expect(admin.getByText('must be the e-mail address of this person')).toBeVisible()
  await checkDialog(admin, 'erasing')
  await admin.getByLabel(/to erase it$/).fill(email)
  await admin.getByRole('button', { name: 'Erase for good' }).click()
  await expect(row).toHaveCount(0)
  await expect(person).toHaveURL(/\/sign-in\?ended=1/)
  await person.context().close()
})

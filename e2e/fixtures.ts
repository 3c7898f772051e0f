import { hostname } from 'node:os'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import type { Role } from '@/lib/kernel/role'

export { expect }

const given = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the specs with \`npm test\``)
  return value
}

/** The Hakim that all specs share. */
export const shared = () => ({
  url: given('HAKIM_E2E_URL'),
  env: { HAKIM_DATA_DIR: given('HAKIM_E2E_DATA_DIR') },
})

/** The name of this machine's own node. */
export const thisMachine = hostname().slice(0, 100)

const title: Record<Role, string> = { operator: 'operator', approver: 'approver', admin: 'administrator' }

/** A window of its own, signed in with one click. */
export async function signedIn(browser: Browser, role: Role, url = shared().url): Promise<Page> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Continue as ${title[role]}` }).click()
  await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
  return page
}

/** Pages for the roles that a spec names; what the browser reports as an error fails the spec. */
export const test = base.extend<{ operator: Page; approver: Page; admin: Page }>({
  operator: async ({ browser }, use) => watched(await signedIn(browser, 'operator'), use),
  approver: async ({ browser }, use) => watched(await signedIn(browser, 'approver'), use),
  admin: async ({ browser }, use) => watched(await signedIn(browser, 'admin'), use),
})

async function watched(page: Page, use: (page: Page) => Promise<void>): Promise<void> {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // The browser looks for that one by itself while one page takes the place of another.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      errors.push(`${message.text()} ${message.location().url}`)
  })
  await use(page)
  await page.context().close()
  expect(errors, 'errors in the browser').toEqual([])
}

/** Fills in and sends the request form for this machine's node. */
export async function ask(page: Page, task: string, reason: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: thisMachine, exact: true }).click()
  await page.getByRole('link', { name: 'Request maintenance' }).first().click()
  await page.getByLabel('Task').selectOption({ value: task })
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Ask for consent' }).click()
}

/** Asks for a job of this machine's node and returns the path of its page. */
export async function request(page: Page, task: string, reason: string): Promise<string> {
  await ask(page, task, reason)
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname
}

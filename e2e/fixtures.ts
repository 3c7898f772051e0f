import { hostname } from 'node:os'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import type { Role } from '@/lib/kernel/role'
import { type Mail, smtpServer } from '@/test/smtp-server'
import { localNode, tokenFor } from './database'
import { copyOfFirstStart } from './first-start'
import { type Hakim, startHakim } from './hakim'

export { expect }

let running: Hakim | null = null

/** The Hakim that all specs of this worker share: sample fleet, this machine's agent, one-click accounts. */
export const shared = () => {
  if (!running) throw new Error('no Hakim: take `test` from e2e/fixtures.ts')
  return { url: running.url, env: { HAKIM_DATA_DIR: running.env.HAKIM_DATA_DIR ?? '' } }
}

let mailbox: Awaited<ReturnType<typeof smtpServer>> | null = null

/** The next mail that this Hakim has sent; its mail server refuses addresses of `refused.example`. */
export function nextMail(): Promise<Mail> {
  if (!mailbox) throw new Error('no mail server: take `test` from e2e/fixtures.ts')
  return mailbox.next()
}

/** The name of this machine's own node. */
export const thisMachine = hostname().slice(0, 100)

const title: Record<Role, string> = { operator: 'operator', approver: 'approver', admin: 'administrator' }

/** Sessions of this worker, by address and role; signing in through the page takes longer than most tests. */
const sessions = new Map<string, Promise<StorageState>>()
type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Signs in with one click. What a page keeps for itself, such as the time zone, is left out. */
async function signIn(browser: Browser, role: Role, url: string): Promise<StorageState> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Continue as ${title[role]}` }).click()
  await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
  const { cookies } = await context.storageState()
  await context.close()
  return { cookies: cookies.filter(({ httpOnly }) => httpOnly), origins: [] }
}

/** A new window in which this role is signed in. */
async function newWindow(
  browser: Browser,
  role: Role,
  { url = shared().url, ...options }: BrowserContextOptions & { url?: string } = {},
): Promise<BrowserContext> {
  const key = `${role} ${url}`
  const session = sessions.get(key) ?? signIn(browser, role, url)
  sessions.set(key, session)
  // After a failed sign-in the next test tries again.
  session.catch(() => sessions.delete(key))
  return browser.newContext({ ...options, baseURL: url, storageState: await session })
}

/** A page in a new window in which this role is signed in; nothing is open yet. */
export const signedIn = async (...window: Parameters<typeof newWindow>): Promise<Page> =>
  (await newWindow(...window)).newPage()

/** One window per role and worker: in a new one, every script has to be fetched and compiled again. */
const windows = new Map<Role, Promise<BrowserContext>>()

/** A new page in the window of this role, which is as after the sign-in again once the test has ended. */
async function inWindow(browser: Browser, role: Role, use: (page: Page) => Promise<void>): Promise<void> {
  const opened = windows.get(role) ?? newWindow(browser, role)
  windows.set(role, opened)
  const window = await opened
  const cookies = await window.cookies()
  await watched(await window.newPage(), use)
  await window.clearCookies()
  await window.addCookies(cookies)
}

type Pages = { operator: Page; approver: Page; admin: Page }

/** Pages for the roles that a spec names; any error or issue that the browser reports fails the spec. */
export const test = base.extend<Pages, { hakim: Hakim }>({
  operator: ({ browser }, use) => inWindow(browser, 'operator', use),
  approver: ({ browser }, use) => inWindow(browser, 'approver', use),
  admin: ({ browser }, use) => inWindow(browser, 'admin', use),
  hakim: [
    async ({ browserName: _ }, use) => {
      mailbox = await smtpServer()
      const mail = { HAKIM_SMTP_URL: mailbox.url, HAKIM_MAIL_FROM: 'Hakim <hakim@example.org>' }
      running = await startHakim({ HAKIM_DATA_DIR: copyOfFirstStart(), ...mail })
      await use(running)
      const code = await running.stop()
      await mailbox.close()
      if (code !== 0) throw new Error(`Ctrl-C ended Hakim with ${code}:\n${running.output()}`)
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
})

async function watched(page: Page, use: (page: Page) => Promise<void>): Promise<void> {
  const errors: string[] = []
  // What its developer tools list under Issues, such as a script that the content-security policy forbids.
  const devTools = await page.context().newCDPSession(page)
  devTools.on('Audits.issueAdded', ({ issue }) => errors.push(JSON.stringify(issue)))
  await devTools.send('Audits.enable')
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // The browser requests it on its own when one page replaces another.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      errors.push(`${message.text()} ${message.location().url}`)
  })
  await use(page)
  // A page keeps what it remembers in cookies, the library for the colour scheme in this.
  await devTools.send('Storage.clearDataForOrigin', { origin: shared().url, storageTypes: 'local_storage' })
  for (const open of page.context().pages()) await open.close()
  expect(errors, 'errors in the browser').toEqual([])
}

/** Opens a page and waits until it takes keys, which is when it asks for changes. */
export async function openForKeys(page: Page, path: string): Promise<void> {
  const listens = page.waitForRequest('**/api/v1/events*')
  await page.goto(path)
  await listens
}

/** The DID of this machine's own node. */
export const thisNode = (): Promise<string> => {
  local ??= localNode(shared().env)
  return local
}
let local: Promise<string> | undefined

/** A token of this role for the API, made once per worker. */
export function tokenOf(role: Role): Promise<string> {
  const token = tokens.get(role) ?? tokenFor(shared().env, { person: `${role}@local.invalid` })
  tokens.set(role, token)
  return token
}
const tokens = new Map<Role, Promise<string>>()

/** Fills in and sends the request form for this machine's node. */
export async function ask(page: Page, task: string, reason: string): Promise<void> {
  await page.goto(`/jobs/new?node=${encodeURIComponent(await thisNode())}`)
  await fillIn(page, task, reason)
}

/** Fills in and sends the request form that is open. */
export async function fillIn(page: Page, task: string, reason: string): Promise<void> {
  await page.getByLabel('Task').selectOption({ value: task })
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Request approval' }).click()
}

/** Requests a job on this machine's node and returns the path of its page. */
export async function request(page: Page, task: string, reason: string): Promise<string> {
  await ask(page, task, reason)
  return pathOfJob(page)
}

/** Waits for the page of a job that was requested; its path. */
export async function pathOfJob(page: Page): Promise<string> {
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname
}

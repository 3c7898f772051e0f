import type { BrowserContext, Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { localNode, query } from './database'
import { copyOfFirstStart } from './first-start'
import { expect, signedIn, test, thisMachine } from './fixtures'
import { type Hakim, startHakim } from './hakim'
import { type ReverseProxy, reverseProxy } from './outage-proxy'

/** From the moment the server answers. */
const backMs = 5_000

const headings = { fleet: 'Fleet', node: thisMachine, board: 'Jobs', job: / on / }
const kinds = ['fleet', 'node', 'board', 'job'] as const
type Kind = (typeof kinds)[number]
type Tabs = Record<Kind, Page>

let running: Hakim
let proxy: ReverseProxy
let direct: Tabs
let viaProxy: Tabs

const state = (page: Page) => page.locator('#main').locator('xpath=preceding-sibling::*[@role="status"]')

/** Four tabs: fleet, node, board, a pending job. Each is live, and marked so that a reload would show. */
async function open(window: BrowserContext, base: string): Promise<Tabs> {
  const [pending] = await query<{ job_id: string }>(
    running.env,
    `SELECT job_id FROM maintenance_jobs WHERE status = 'PendingApproval' ORDER BY created_at DESC LIMIT 1`,
  )
  const tab = async (path: string): Promise<Page> => {
    const page = await window.newPage()
    const stream = page.waitForResponse('**/api/v1/events')
    await page.goto(`${base}${path}`)
    expect((await stream).status()).toBe(200)
    await page.evaluate(() => document.documentElement.setAttribute('data-same-page', 'yes'))
    return page
  }
  const node = `/nodes/${encodeURIComponent(await localNode(running.env))}`
  const pages = await Promise.all([tab('/'), tab(node), tab('/jobs'), tab(`/jobs/${pending?.job_id}`)])
  return { fleet: pages[0], node: pages[1], board: pages[2], job: pages[3] }
}

async function showWhatTheyKnew(tabs: Tabs, which: readonly Kind[] = kinds): Promise<void> {
  for (const kind of which) {
    const page = tabs[kind]
    await expect(state(page)).toHaveText(/^Not live since \d\d:\d\d:\d\d, trying again$/)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(headings[kind])
    await expect(page.locator('#main')).toHaveCSS('filter', 'grayscale(1)')
  }
}

/** All are live again in time, without a reload. */
async function areLiveWithin(ms: number, tabs: Tabs, which: readonly Kind[] = kinds): Promise<void> {
  await Promise.all(which.map((kind) => expect(state(tabs[kind])).toHaveText('Live again.', { timeout: ms })))
  for (const kind of which) {
    const page = tabs[kind]
    await expect(page.locator('html[data-same-page=yes]')).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(headings[kind])
    await expect(page.locator('#main')).toHaveCSS('filter', 'none')
  }
}

/** The same data folder and port again; a new server has answered when it has shown each of these pages once. */
async function startAgain(tabs: Tabs): Promise<void> {
  const paths = kinds.map((kind) => new URL(tabs[kind].url()).pathname)
  running = await startHakim(running.env)
  const { request } = tabs.fleet.context()
  for (const path of paths) expect((await request.get(running.url + path)).status(), path).toBe(200)
}

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  running = await startHakim({ HAKIM_DATA_DIR: copyOfFirstStart() })
  proxy = await reverseProxy(running.url)
  const first = await signedIn(browser, 'approver', { url: running.url })
  direct = await open(first.context(), running.url)
  viaProxy = await open(first.context(), proxy.url)
  await first.close()
})

test.afterAll(async () => {
  await viaProxy.fleet.context().close()
  await proxy.close()
  await running.stop()
})

test('the browser goes offline: pages stay and become live again', async () => {
  const context = direct.fleet.context()
  await context.setOffline(true)
  await showWhatTheyKnew(direct)
  await context.setOffline(false)
  await areLiveWithin(backMs, direct)
})

test('a proxy answers 502 to the page itself and to nothing else', async () => {
  proxy.refuses = ({ headers, url }) =>
    headers.rsc !== undefined || url?.startsWith('/api/fleet/live') === true
  // This machine's agent reports every few seconds, so that the pages are read again.
  await expect(state(viaProxy.node)).toHaveText(/^Not live since/)
  await showWhatTheyKnew(viaProxy, ['fleet', 'node'])
  proxy.refuses = () => false
  await areLiveWithin(backMs, viaProxy, ['fleet', 'node'])
})

test('server and launcher are killed: pages stay, forms keep their text, links wait; then all is live', async () => {
  const { fleet, board, job } = direct
  await running.kill()
  await showWhatTheyKnew(direct)
  await checkBothSchemes(fleet, 'fleet in an outage')

  await job.getByRole('button', { name: 'Reject' }).click()
  await job.getByLabel('Reason').fill('Not during the backup.')
  await job.getByRole('button', { name: 'Reject' }).click()
  await expect(job.getByText(/The server did not (answer|respond)/, { exact: false })).toBeVisible()
  await expect(job.getByLabel('Reason')).toHaveValue('Not during the backup.')
  await expect(job.getByLabel('Reason')).toBeEnabled()

  await board.getByRole('link', { name: 'Fleet', exact: true }).click()

  await startAgain(direct)
  await areLiveWithin(backMs, direct, ['fleet', 'node', 'job'])
  await expect(board.getByRole('heading', { level: 1 })).toHaveText('Fleet')
  await expect(board.locator('html[data-same-page=yes]')).toHaveCount(1)
  await expect(job.getByLabel('Reason')).toHaveValue('Not during the backup.')
})

test('the same behind a proxy, which answers 502 meanwhile', async () => {
  for (const page of Object.values(direct)) await page.close()
  await running.kill()
  await showWhatTheyKnew(viaProxy)
  await startAgain(viaProxy)
  await areLiveWithin(backMs, viaProxy)
})

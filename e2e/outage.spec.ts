import type { Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { expect, signedIn, test, thisMachine } from './fixtures'
import { type Hakim, startHakim } from './hakim'
import { type ReverseProxy, reverseProxy } from './outage-proxy'

const backMs = 5_000

let running: Hakim
let proxy: ReverseProxy
let tabs: Page[]
let viaProxy: Page[]

const headings = ['Fleet', thisMachine, 'Jobs', / on /] as const
const state = (page: Page) => page.locator('#main').locator('xpath=preceding-sibling::*[@role="status"]')

/** Four tabs on fleet, node, board and a job that waits; live, and marked so that a reload would show. */
async function open(first: Page, base: string): Promise<Page[]> {
  const pages = await Promise.all(headings.map(() => first.context().newPage()))
  await first.goto(`${base}/jobs?status=PendingApproval`)
  const job = await first.locator('a[href^="/jobs/"]:not([href*="new"])').first().getAttribute('href')
  await first.goto(`${base}/`)
  const node = await first.getByRole('link', { name: thisMachine, exact: true }).getAttribute('href')
  const paths = ['/', node, '/jobs', job]
  await Promise.all(
    pages.map(async (page, n) => {
      const stream = page.waitForResponse('**/api/v1/events')
      await page.goto(`${base}${paths[n]}`)
      expect((await stream).status()).toBe(200)
      await page.evaluate(() => document.documentElement.setAttribute('data-same-page', 'yes'))
    }),
  )
  return pages
}

async function showWhatTheyKnew(pages: Page[]): Promise<void> {
  for (const [n, page] of pages.entries()) {
    await expect(state(page)).toHaveText(/^Not live since \d\d:\d\d:\d\d, trying again$/)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(headings[n] ?? '')
    await expect(page.locator('#main')).toHaveCSS('filter', 'grayscale(1)')
  }
}

/** All are live again in time, and none was loaded anew. */
async function areLiveWithin(pages: Page[], ms: number): Promise<void> {
  await Promise.all(pages.map((page) => expect(state(page)).toHaveText('Live again.', { timeout: ms })))
  for (const [n, page] of pages.entries()) {
    await expect(page.locator('html[data-same-page=yes]')).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(headings[n] ?? '')
    await expect(page.locator('#main')).toHaveCSS('filter', 'none')
  }
}

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  running = await startHakim()
  proxy = await reverseProxy(running.url)
  const first = await signedIn(browser, 'approver', { url: running.url })
  tabs = await open(first, running.url)
  viaProxy = await open(first, proxy.url)
  await first.close()
})

test.afterAll(async () => {
  await tabs[0]?.context().close()
  await proxy.close()
  await running.stop()
})

test('the browser is offline: pages stay, and are live again', async () => {
  const context = tabs[0]?.context()
  await context?.setOffline(true)
  await showWhatTheyKnew(tabs)
  await context?.setOffline(false)
  await areLiveWithin(tabs, backMs)
})

test('a proxy answers 502 to the page itself, and to nothing else', async () => {
  proxy.refuses = ({ headers }) => headers.rsc !== undefined
  // This machine's agent reports every few seconds, so that the pages are read again.
  await expect(state(viaProxy[1] ?? fail())).toHaveText(/^Not live since/, { timeout: 20_000 })
  await showWhatTheyKnew(viaProxy.slice(0, 2))
  proxy.refuses = () => false
  await areLiveWithin(viaProxy.slice(0, 2), backMs)
})

test('server and launcher are killed: pages stay, forms keep their text, links wait; then all is live', async () => {
  const [fleet, , board, job] = tabs
  if (!fleet || !board || !job) return fail()
  await running.kill()
  await showWhatTheyKnew([...tabs, ...viaProxy])
  await checkBothSchemes(fleet, 'fleet in an outage')

  await job.getByRole('button', { name: 'Reject' }).click()
  await job.getByLabel('Reason').fill('Not during the backup.')
  await job.getByRole('button', { name: 'Reject' }).click()
  await expect(job.getByText(/The server did not (answer|respond)/, { exact: false })).toBeVisible()
  await expect(job.getByLabel('Reason')).toHaveValue('Not during the backup.')
  await expect(job.getByLabel('Reason')).toBeEnabled()

  await board.getByRole('link', { name: 'Fleet', exact: true }).click()

  running = await startHakim(running.env)
  await areLiveWithin([...viaProxy, ...tabs.filter((page) => page !== board)], backMs)
  await expect(board.getByRole('heading', { level: 1 })).toHaveText('Fleet')
  await expect(board.locator('html[data-same-page=yes]')).toHaveCount(1)
  await expect(job.getByLabel('Reason')).toHaveValue('Not during the backup.')
})

function fail(): never {
  throw new Error('a tab is missing')
}

import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { axeFindings, checkBothSchemes } from './axe'
import { expect, shared, test } from './fixtures'

type Example = { node: string; did: string; job: string; done: string }

/** Every page, as paths that exist in the sample fleet. Each group is a test, so that none takes long. */
const groups: Record<string, (example: Example) => string[]> = {
  fleet: () => [
    '/',
    '/?q=nothing-is-called-so',
    '/?group=region',
    '/?columns=network_io_kbps,label:site,last-job',
    '/?pinned=true',
    '/map',
    '/map?group=site&fill=cpu_usage_percent',
  ],
  nodes: ({ node }) => [
    node,
    `${node}?range=30d`,
    `${node}/consent`,
    '/compare?label=network:griot&compare=previous',
    '/compare?nodes=did:kos:nobody',
  ],
  jobs: () => [
    '/jobs',
    '/jobs?status=waiting',
    '/jobs?view=board',
    '/jobs/flow',
    '/jobs/decided',
    '/jobs?status=Completed&since=7d&task=nobody-runs-this',
  ],
  'one job': ({ job, done, did }) => [
    `/jobs/${job}`,
    `/jobs/${done}`,
    `/jobs/${job}/change`,
    `/jobs/together?jobs=${job}`,
    `/jobs/new?node=${did}`,
    `/jobs/new?retry=${done}`,
  ],
  requests: () => ['/jobs/new', '/jobs/new?label=network:griot', '/jobs/new?many=true', '/campaigns'],
  settings: () => [
    '/settings/consent',
    '/settings/policies',
    '/settings/policies/new',
    '/settings/audit',
    '/settings/tokens',
    '/settings/nodes',
    '/settings/channels',
    '/settings/walls',
  ],
  account: () => [
    '/account',
    '/account/delegations',
    '/alerts',
    '/alerts?tab=silenced',
    '/alerts/rules',
    '/alerts/rules/new',
  ],
}

let example: Promise<Example> | undefined

/** A node and jobs of the sample fleet. */
async function findExample(page: Page): Promise<Example> {
  const first = async (path: string, link: RegExp): Promise<string> => {
    const [, found] = link.exec(await (await page.request.get(path)).text()) ?? []
    if (!found) throw new Error('the sample fleet is missing')
    return found
  }
  const ofJob = /href="\/jobs\/([0-9a-f-]{36})"/
  const did = await first('/', /href="\/nodes\/([^"/?]+)"/)
  const job = await first('/jobs?status=PendingApproval', ofJob)
  const done = await first('/jobs?status=Completed', ofJob)
  return { node: `/nodes/${did}`, did, job, done }
}

test.describe.configure({ mode: 'parallel' })

for (const [group, paths] of Object.entries(groups))
  test(`pages, on a phone and a desk, light and dark: small enough, no axe violation, nothing scrolls sideways (${group})`, async ({
    approver: page,
  }) => {
    example ??= findExample(page)
    for (const path of paths(await example)) await check(page, path)
  })

test('so is the page to sign in', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: shared().url })
  await check(await context.newPage(), '/sign-in')
  await context.close()
})

/** Loaded once, as a phone does. Widths decide styles alone, so that the page need not be loaded again on a desk. */
async function check(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 900 })
  await loadSmall(page, path)
  await checkBothSchemes(page, `${path}, on a phone`)
  await page.setViewportSize({ width: 1440, height: 900 })
  await checkBothSchemes(page, `${path}, on a desk`)
}

/** Opens the page. JavaScript of the first load: at most 200 kB gzipped, 330 kB with charts. */
async function loadSmall(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('load')
  const charts = path.startsWith('/nodes/') && !path.endsWith('/consent')
  if (charts) await expect(page.locator('[data-metric] svg.recharts-surface').first()).toBeVisible()
  // Prefetches for other pages are not part of this page's first load; charts are loaded later.
  const files = await page.evaluate((all) => {
    const own = new Set([...document.scripts].map(({ src }) => src))
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    return [...new Set(loaded)].filter((url) => /\/static\/.*\.js/.test(url) && (all || own.has(url)))
  }, charts)
  const bytes = (await Promise.all(files.map((url) => size(page, url)))).reduce((sum, each) => sum + each, 0)
  console.log(`${path.slice(0, 40)}: ${Math.round(bytes / 1_000)} kB`)
  const most = charts || path.startsWith('/compare') || path === '/jobs/flow' ? 330 : 200
  expect(bytes / 1_000, path).toBeLessThanOrEqual(most)
  expect(bytes, `${path}: no script was counted`).toBeGreaterThan(50_000)
}

/** Scripts gzipped, by address, which names their content. */
const sizes = new Map<string, Promise<number>>()
function size(page: Page, url: string): Promise<number> {
  const known =
    sizes.get(url) ??
    page.request
      .get(url)
      .then((response) => response.body())
      .then((body) => gzipSync(body).byteLength)
  sizes.set(url, known)
  return known
}

test('keyboard: from sign-in to a job without a mouse', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: shared().url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue as approver' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /Skip to/ })).toBeFocused()
  await page.goto('/jobs?status=waiting')
  await page.locator('a[href^="/jobs/"][href*="-"]:not([href*="?"])').first().focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}/)
  await context.close()
})

test('texts alike are checked once, in each look and on each background', async ({ browser }) => {
  const page = await browser.newPage()
  const text = (style: string) => `<p style="${style}">A word</p>`
  const grey = 'color: #707070'
  const document = (...body: string[]) =>
    page.setContent(`<html lang="en"><title>T</title><main><h1>T</h1>${body.join('')}</main></html>`)
  await document(text(grey))
  expect(await axeFindings(page)).toEqual([])
  await document(text(grey), `<div style="background: #bbb">${text(grey)}</div>`, text('color: #bbb'))
  expect(await axeFindings(page)).toEqual(['color-contrast: div > p | p:nth-child(4)'])
  await page.close()
})

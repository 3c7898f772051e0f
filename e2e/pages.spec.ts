import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { checkBothSchemes, widths } from './axe'
import { expect, shared, test } from './fixtures'

/** Every page, as paths that exist in the sample fleet. */
async function paths(page: Page): Promise<string[]> {
  const first = async (path: string, link: RegExp): Promise<string> => {
    const [, found] = link.exec(await (await page.request.get(path)).text()) ?? []
    if (!found) throw new Error('the sample fleet is missing')
    return found
  }
  const ofJob = /href="(\/jobs\/[0-9a-f-]{36})"/
  const job = await first('/jobs?status=PendingApproval', ofJob)
  const done = await first('/jobs?status=Completed', ofJob)
  const node = await first('/', /href="(\/nodes\/[^"/?]+)"/)
  const did = node.replace('/nodes/', '')
  return [
    '/',
    '/?q=nothing-is-called-so',
    '/?group=region',
    '/?columns=network_io_kbps,label:site,last-job',
    '/map',
    '/map?group=site&fill=cpu_usage_percent',
    node,
    `${node}?range=30d`,
    '/compare?label=network:griot&compare=previous',
    '/compare?nodes=did:kos:nobody',
    '/jobs',
    '/jobs?status=waiting',
    '/jobs?view=board',
    '/jobs/flow',
    `/jobs/together?jobs=${job.replace('/jobs/', '')}`,
    '/jobs/decided',
    job,
    done,
    `/jobs/new?node=${did}`,
    '/jobs/new',
    '/jobs/new?label=network:griot',
    '/jobs/new?many=true',
    '/campaigns',
    '/settings/consent',
    '/settings/policies',
    '/settings/policies/new',
    '/settings/audit',
    '/settings/tokens',
    '/settings/nodes',
    '/settings/channels',
    '/settings/walls',
    '/?pinned=true',
    '/account',
    '/account/delegations',
    '/alerts',
    '/alerts?tab=silenced',
    '/alerts/rules',
    '/alerts/rules/new',
    `${node}/consent`,
    `/jobs/new?retry=${done.replace('/jobs/', '')}`,
    `${job}/change`,
    '/jobs?status=Completed&since=7d&task=nobody-runs-this',
  ]
}

test.describe.configure({ mode: 'parallel' })

for (const width of widths)
  test(`every page, light and dark: small enough, no axe violation, nothing scrolls sideways (${width})`, async ({
    approver: page,
    browser,
  }) => {
    test.setTimeout(240_000)
    await page.setViewportSize({ width, height: 900 })
    for (const path of await paths(page)) await check(page, path)
    const context = await browser.newContext({ baseURL: shared().url, viewport: { width, height: 900 } })
    await check(await context.newPage(), '/sign-in')
    await context.close()
  })

async function check(page: Page, path: string): Promise<void> {
  await loadSmall(page, path)
  await checkBothSchemes(page, path)
}

/** Scripts gzipped, by address, which names their content. */
const sizes = new Map<string, number>()

/** Opens the page. JavaScript of the first load: at most 200 kB gzipped, 330 kB with charts. */
async function loadSmall(page: Page, path: string): Promise<void> {
  const scripts = new Map<string, number>()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script' || !response.ok()) return
    const url = response.url()
    const size =
      sizes.get(url) ??
      (await response.body().then(
        (body) => gzipSync(body).byteLength,
        () => null,
      ))
    if (size === null) return
    sizes.set(url, size)
    scripts.set(url, size)
  })
  await page.goto(path)
  await page.waitForLoadState('load')
  const charts = path.startsWith('/nodes/') && !path.endsWith('/consent')
  if (charts) await expect(page.locator('[data-metric] svg.recharts-surface').first()).toBeVisible()
  // Prefetches for other pages are not part of this page's first load.
  const own = await page.evaluate(() =>
    [...document.scripts].flatMap((script) => (script.src === '' ? [] : [script.src])),
  )
  page.removeAllListeners('response')
  const bytes = [...scripts]
    .filter(([url]) => charts || own.includes(url))
    .reduce((sum, [, size]) => sum + size, 0)
  console.log(`${path.slice(0, 40)}: ${Math.round(bytes / 1_000)} kB`)
  const most = charts || path.startsWith('/compare') || path === '/jobs/flow' ? 330 : 200
  expect(bytes / 1_000, path).toBeLessThanOrEqual(most)
  expect(bytes, `${path}: no script was counted`).toBeGreaterThan(50_000)
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

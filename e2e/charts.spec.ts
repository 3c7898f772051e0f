import type { Locator, Page, Request } from '@playwright/test'
import { Client } from 'pg'
import { findEmbedded } from '@/lib/postgres/start'
import { axeFindings } from './axe'
import { addNode, tokenFor } from './database'
import { expect, shared, signedIn, test, thisNode } from './fixtures'

const did = 'did:kos:e2e:known-series'

/** Ten minutes of reports, one every 30 s, with a gap of two minutes and one peak. */
const start = Math.floor(Date.now() / 1_000 / 60) * 60 - 600
const values = Array.from({ length: 20 }, (_, index) => ({
  at: start + index * 30,
  cpu: index === 7 ? 97 : 20 + index,
})).filter((_, index) => index < 10 || index > 13)

/** Makes a node with these reports and returns its token. */
async function nodeWith(name: string, reports: object[]): Promise<string> {
  const { env, url } = shared()
  const node = `did:kos:e2e:${name}`
  await addNode(env, node, { name, owner: 'approver@local.invalid' })
  const bearer = await tokenFor(env, { node })
  const response = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(reports.map((report) => ({ target_node_did: node, ...report }))),
  })
  expect(await response.json()).toMatchObject({ accepted: reports.length, rejected: [] })
  return bearer
}

const timestamp = (seconds: number): string => new Date(seconds * 1_000).toISOString()
let bearer = ''

test.beforeAll(async () => {
  bearer = await nodeWith(
    'known-series',
    values.map(({ at, cpu }) => ({
      timestamp: timestamp(at),
      status: cpu > 90 ? 'Error' : 'Healthy',
      metrics: { cpu_usage_percent: cpu, queue_length_count: at % 60 === 0 ? 3 : 4 },
      diagnosis: cpu > 90 ? { code: 'HIGH_CPU_LOAD', recommendation: 'Find the busy process.' } : null,
    })),
  )
})

test('the charts show what was posted: every bucket, the peak, the gap', async ({ operator: page }) => {
  const from = new Date(start * 1_000).toISOString()
  const to = new Date((start + 600) * 1_000).toISOString()
  await page.goto(`/nodes/${encodeURIComponent(did)}?from=${from}&to=${to}`)
  const chart = page.locator('[data-metric=cpu_usage_percent]')
  await chart.getByRole('button', { name: 'Show CPU as a table' }).click()
  // 10-second buckets: each posted value is in the bucket that begins at its time.
  const rows = chart.locator('[data-bucket]')
  await expect(rows).toHaveCount(60)
  const cells = await rows.evaluateAll((all) => all.map((row) => row.textContent ?? ''))
  for (const { at, cpu } of values) expect(cells[(at - start) / 10]).toContain(String(cpu))
  const gap = cells[(10 * 30) / 10]
  expect(gap).toMatch(/no report/i)
  expect(cells.filter((cell) => cell.includes('97'))).toHaveLength(1)
  await expect(page.getByText('HIGH_CPU_LOAD').first()).toBeVisible()
  // Any numeric metric gets its chart.
  await expect(page.locator('[data-metric=queue_length_count]')).toBeVisible()
})

test('a range that starts between two reports begins with the status of the one before', async ({
  operator: page,
}) => {
  // The peak, an Error, came at 210 s, the next report, Healthy, at 240 s.
  const [from, to] = [timestamp(start + 220), timestamp(start + 290)]
  await page.goto(`/nodes/${encodeURIComponent(did)}?from=${from}&to=${to}`)
  const strip = page.locator('section', { has: page.locator('[data-status]') })
  await expect(strip).toContainText('100% of 2 reports healthy · 1 change')
  const first = strip.locator('[data-status]').first()
  await expect(first).toHaveAttribute('data-status', 'Error')
  expect(await first.evaluate((part) => part.style.left)).toBe('0%')
  // In one column, a time of the strip stands above the same time of the charts.
  await page.setViewportSize({ width: 800, height: 900 })
  const edges = (of: Locator) =>
    of.evaluate((element) => {
      const { left, right } = element.getBoundingClientRect()
      return [left, right]
    })
  const grid = page.locator('[data-metric=cpu_usage_percent] .recharts-cartesian-grid-horizontal line')
  await expect.poll(() => edges(grid.first())).toEqual(await edges(strip.getByRole('img')))
})

test('the range is in the URL, and a range without reports says so', async ({ operator: page }) => {
  await page.goto(`/nodes/${encodeURIComponent(did)}`)
  await page
    .getByRole('link', { name: /^1\s?h/ })
    .first()
    .click()
  await expect(page).toHaveURL(/range=1h/)
  await page.reload()
  await expect(page).toHaveURL(/range=1h/)
  await page.goto(`/nodes/${encodeURIComponent(did)}?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`)
  await expect(page.getByText(/no report/i).first()).toBeVisible()
})

test('an unknown node does not exist', async ({ operator: page }) => {
  page.removeAllListeners('console')
  const response = await page.goto('/nodes/did%3Akos%3Anobody')
  expect(response?.status()).toBe(404)
})

/** An hour in steps of 30 s, 20 min ago: silent, then Unknown, then without its memory, between good reports. */
const hour = start - 1_200 - 3_600
const odd = Array.from({ length: 120 }, (_, index) => ({ at: hour + index * 30, minute: index / 2 }))
  .filter(({ minute }) => minute < 10 || minute >= 20)
  .map(({ at, minute }) => {
    const unknown = minute >= 30 && minute < 40
    const memory = minute < 45 || minute >= 55 ? { memory_usage_mb: 4_000 } : {}
    return {
      timestamp: timestamp(at),
      status: unknown ? 'Unknown' : 'Healthy',
      metrics: unknown ? null : { cpu_usage_percent: 20 + minute / 10, ...memory },
    }
  })

test('the reason for a missing value: on the chart, under the crosshair, by keyboard and in the table', async ({
  operator: page,
}) => {
  await nodeWith('odd-series', odd)
  await page.goto(`/nodes/did%3Akos%3Ae2e%3Aodd-series?from=${timestamp(hour)}&to=${timestamp(hour + 3_600)}`)
  await expect(page.getByText('30 s buckets from raw reports', { exact: false })).toBeVisible()
  const chart = page.locator('[data-metric=memory_usage_mb]')
  for (const [reason, name] of [
    ['no_report', 'no reports'],
    ['unknown', 'status Unknown'],
    ['no_value', 'no value'],
  ] as const) {
    await expect(chart.locator(`[data-gap=${reason}]`)).toHaveCount(1)
    await expect(chart.locator('li', { hasText: name })).toBeVisible()
  }
  // The same patterns must not mean two things.
  const patterns = await chart
    .locator('[data-gap]')
    .evaluateAll((gaps) => gaps.map((gap) => getComputedStyle(gap).backgroundImage))
  expect(new Set(patterns).size).toBe(3)
  await expect(page.locator('[data-metric=cpu_usage_percent] [data-gap=no_value]')).toHaveCount(0)

  const slider = chart.getByRole('slider')
  await expect(slider).toHaveAccessibleName(/no reports once, status Unknown once, no value once/)
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /average 4 GB.*30 s bucket · 1 report · 1 sample, from raw reports/,
  )
  const tooltip = chart.locator('[data-tooltip]')
  await expect(tooltip).toContainText('from raw reports')
  // Buckets are 30 s; ten of them a page.
  for (const [pages, words] of [
    [3, 'no report'],
    [4, 'no value: status Unknown in its report'],
    [3, 'no value in its report'],
  ] as const) {
    for (let press = 0; press < pages; press += 1) await page.keyboard.press('PageUp')
    await expect(tooltip).toContainText(words)
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(words))
  }
  await chart.getByRole('button', { name: 'Show Memory as a table' }).click()
  for (const [reason, count] of [
    ['no_report', 20],
    ['unknown', 20],
    ['no_value', 20],
  ] as const)
    await expect(chart.locator(`td[data-missing=${reason}]`)).toHaveCount(count)
  expect(await axeFindings(page)).toEqual([])
})

test('a refresh keeps the focus and the crosshair, even when the server is slow', async ({
  operator: page,
}) => {
  const now = Math.floor(Date.now() / 1_000)
  const reports = (at: number) => [
    { timestamp: timestamp(at), status: 'Healthy', metrics: { cpu_usage_percent: 7 } },
  ]
  const bearer = await nodeWith('slow-refresh', reports(now - 60))
  const path = '/nodes/did%3Akos%3Ae2e%3Aslow-refresh'
  /** Responses that the router has not finished reading. */
  const reading = new Set<Request>()
  page.on('request', (request) => request.headers().rsc && reading.add(request))
  page.on('requestfinished', (request) => reading.delete(request))
  page.on('requestfailed', (request) => reading.delete(request))
  const database = new Client({ connectionString: (await findEmbedded(shared().env.HAKIM_DATA_DIR)) ?? '' })
  await database.connect()
  try {
    await page.goto(`${path}?range=24h`)
    // Which it does as soon as it hears of changes.
    await expect(page.locator('[data-live]')).toBeAttached()
    await expect.poll(() => reading.size).toBe(0)
    const chart = page.locator('[data-metric=cpu_usage_percent]')
    await chart.getByRole('slider').focus()
    await page.keyboard.press('Home')
    await expect(chart.locator('[data-tooltip]')).toBeVisible()
    // What is read from roll-ups waits for this; the rest of the page does not.
    await database.query('BEGIN; LOCK TABLE roll_ups IN ACCESS EXCLUSIVE MODE')
    const answered = page.waitForResponse((response) => response.request().headers().rsc !== undefined)
    await fetch(`${shared().url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ target_node_did: 'did:kos:e2e:slow-refresh', ...reports(now)[0] }]),
    })
    await answered
    expect(reading.size).toBeGreaterThan(0)
    await database.query('COMMIT')
    await expect.poll(() => reading.size).toBe(0)
    await expect(page.getByText(/2 reports healthy/)).toBeVisible()
    await expect(chart.getByRole('slider')).toBeFocused()
    await expect(chart.locator('[data-tooltip]')).toBeVisible()
  } finally {
    await database.end()
  }
})

test('the crosshair stays on the first bucket when the range moves on', async ({ operator: page }) => {
  await page.goto(`/nodes/${encodeURIComponent(await thisNode())}?range=15m`)
  const chart = page.locator('[data-metric=cpu_usage_percent]')
  const slider = chart.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('Home')
  const first = (await slider.getAttribute('aria-valuetext')) ?? ''
  // A refresh after the first bucket has left the range.
  await expect(slider).not.toHaveAttribute('aria-valuetext', first, { timeout: 50_000 })
  await expect(slider).toHaveAttribute('aria-valuenow', '0')
  await expect(chart.locator('[data-tooltip]')).toBeVisible()
})

test('a live refresh is one request: the page of a node, or what has changed in the fleet', async ({
  operator: page,
}) => {
  const node = 'did:kos:e2e:one-request'
  const bearer = await nodeWith('one-request', [
    { timestamp: timestamp(Date.now() / 1_000 - 60), status: 'Healthy', metrics: { cpu_usage_percent: 7 } },
  ])
  const report = (status: string) =>
    fetch(`${shared().url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ target_node_did: node, timestamp: timestamp(Date.now() / 1_000), status }]),
    })
  const path = `/nodes/${encodeURIComponent(node)}`
  const made: string[] = []
  const pathOf = (request: Request): string => new URL(request.url()).pathname
  page.on('request', (request) => made.push(pathOf(request)))
  /** A report, and the page's next read of this path, once it has ended; the router may end one that it has read. */
  const refresh = async (of: string, status: string): Promise<Request> => {
    const ended = new Promise<Request>((resolve) => {
      const end = (request: Request) => pathOf(request) === of && resolve(request)
      page.on('requestfinished', end)
      page.on('requestfailed', end)
    })
    await report(status)
    return ended
  }
  await page.goto(path)
  await expect(page.locator('[data-live]')).toBeAttached()
  // Whatever the first page still causes ends before the second refresh.
  await refresh(path, 'Healthy')
  made.length = 0
  await refresh(path, 'Healthy')
  await refresh(path, 'Healthy')
  expect(new Set(made)).toEqual(new Set([path]))

  const live = '/api/fleet/live'
  await page.goto('/')
  await expect(page.locator('[data-live]')).toBeAttached()
  await refresh(live, 'Healthy')
  made.length = 0
  await refresh(live, 'Healthy')
  const row = page.getByRole('row').filter({ hasText: 'one-request' })
  await expect(row).toContainText('Healthy')
  const answer = await (await (await refresh(live, 'Error')).response())?.json()
  await expect(row).toContainText('Error')
  expect(new Set(made)).toEqual(new Set([live]))
  expect(answer.fleet.since).toEqual(expect.any(String))
  expect(answer.fleet.rows.length).toBeLessThan(answer.fleet.page.total)
})

test('days begin at midnight in the reader’s time zone, and the page names the zone', async ({ browser }) => {
  const page = await signedIn(browser, 'operator', { timezoneId: 'Asia/Kathmandu' })
  const path = `/nodes/${encodeURIComponent(did)}?from=${timestamp(start - 400 * 86_400)}&to=${timestamp(start + 600)}`
  await page.goto(path)
  await expect(page.getByText('2 d buckets', { exact: false })).toContainText(/times in Asia\/Kath?mandu/)
  const chart = page.locator('[data-metric=cpu_usage_percent]')
  await chart.getByRole('button', { name: 'Show CPU as a table' }).click()
  const buckets = await chart
    .locator('tr[data-bucket]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-bucket'))))
  expect(buckets.length).toBeGreaterThan(190)
  // Midnight in Nepal is 18:15 in UTC, all year.
  expect(new Set(buckets.map((at) => at % 86_400))).toEqual(new Set([18 * 3_600 + 900]))
  await expect(chart.locator('tr[data-bucket] th').first()).toHaveText(/^\w+ \d+ \w+ – \w+ \d+ \w+ \d{4}$/)
  // From the second visit on the server knows it: the first answer is right.
  const html = await (await page.request.get(path)).text()
  expect(html).toMatch(/times in .{0,20}Asia\/Kath?mandu/)
  await page.context().close()
})

test('the chart beside a job names the zone of its times, which are at its ends on a phone', async ({
  browser,
}) => {
  await fetch(`${shared().url}/api/v1/nodes/${encodeURIComponent(did)}/tasks`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tasks: [{ name: 'look_around', params: { properties: {} } }] }),
  })
  const page = await signedIn(browser, 'operator', {
    timezoneId: 'America/Argentina/Buenos_Aires',
    viewport: { width: 390, height: 844 },
  })
  await page.goto(`/jobs/new?node=${encodeURIComponent(did)}`)
  await page.getByLabel('Reason').fill('What was that peak?')
  await page.getByRole('button', { name: 'Request approval' }).click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  const chart = page.getByRole('figure', { name: /^CPU over time/ })
  await expect(chart).toContainText(/times in America\/.*Buenos_Aires/)
  const edge = await chart.evaluate((box) => box.getBoundingClientRect().right)
  const [begin, end] = await chart.locator('time').evaluateAll((times) =>
    times.map((time) => {
      const { right, top } = time.getBoundingClientRect()
      return { right, top }
    }),
  )
  expect(Math.abs((end?.right ?? 0) - edge)).toBeLessThan(1)
  expect(end?.top).toBe(begin?.top)
  await page.context().close()
})

test('a closed range is sent once, and bad input never causes a server error', async () => {
  const call = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${shared().url}/api/v1/nodes/${encodeURIComponent(did)}/series?${query}`, {
      headers: { authorization: `Bearer ${bearer}`, ...headers },
    })
  const past = `from=${timestamp(start - 600)}&to=${timestamp(start + 300)}`
  const answer = await call(past)
  const tag = answer.headers.get('etag') ?? ''
  expect([answer.status, tag]).toEqual([200, expect.stringMatching(/^"[\w-]+"$/)])
  for (const header of [tag, `"x", W/${tag}`, '*']) {
    const again = await call(past, { 'if-none-match': header })
    expect([again.status, await again.text()]).toEqual([304, ''])
  }
  const open = await call(`from=${timestamp(start)}&to=2199-01-01`)
  expect([open.status, open.headers.get('etag'), open.headers.get('cache-control')]).toEqual([
    200,
    null,
    'no-store',
  ])
  for (const query of [
    'from=0001-01-01&to=9999-12-31',
    `${past}&max_points=1000000`,
    `${past}&metrics=${'x'.repeat(4_001)}`,
    `${past}&tz=${'x'.repeat(10_000)}`,
    `${past}&${past}`,
  ]) {
    const refused = await call(query)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
  }
})

/** The page is no wider than its window, once both have got their new size. */
async function staysWithin(page: Page, width: number): Promise<void> {
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(width)
}

/** Metrics of test/data/cases/numbers.json whose labels were cut off, whose peaks were lost, or which widened the page. */
const oddNumbers: Record<string, (index: number) => number> = {
  requests_total: (index) => 5_053_280 + 37 * index,
  counter_near: (index) => 50_000_000 + 60 * index,
  huge: (index) => 1e15 + 1e9 * index,
  huge_bytes: (index) => 2e9 + index,
  tiny: (index) => 1e-9 * (1 + (index % 10) / 10),
  cpu_usage_percent: (index) => (index === 30 ? 140 : 20),
  ['m'.repeat(200)]: (index) => index,
}

test('numbers of any size: no label is cut off, no title repeats, and no name widens the page', async ({
  operator: page,
}) => {
  const minutes = 60
  const begin = start - minutes * 60
  await nodeWith(
    'odd-numbers',
    Array.from({ length: minutes }, (_, index) => ({
      timestamp: timestamp(begin + index * 60),
      status: 'Healthy',
      metrics: Object.fromEntries(Object.entries(oddNumbers).map(([name, value]) => [name, value(index)])),
    })),
  )
  const query = `?from=${timestamp(begin)}&to=${timestamp(start)}`
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`/nodes/did%3Akos%3Ae2e%3Aodd-numbers${query}`)
    const panels = page.locator('[data-metric]')
    await expect(panels).toHaveCount(Object.keys(oddNumbers).length)
    await expect(panels.locator('.recharts-yAxis-tick-labels').first()).toBeVisible()
    const cut = await panels.evaluateAll((all) =>
      all.flatMap((panel) => {
        const edge = panel.getBoundingClientRect().left
        const labels = [...panel.querySelectorAll('.recharts-yAxis-tick-labels text')]
        return labels
          .filter((label) => label.getBoundingClientRect().left < edge + 8)
          .map((label) => label.textContent)
      }),
    )
    expect(cut).toEqual([])
    const titles = await panels.locator('h2').allTextContents()
    expect(new Set(titles).size).toBe(titles.length)
    await staysWithin(page, width)
  }
  const cpu = page.locator('[data-metric=cpu_usage_percent]')
  await expect(cpu).toContainText('max 140%')
  await expect(page.locator('[data-metric=requests_total]')).toContainText('0.617/s')
})

test('an axis can fit its values, be logarithmic, and show a counter raw, by a link', async ({
  operator: page,
}) => {
  const query = `?from=${timestamp(start - 3_600)}&to=${timestamp(start)}`
  await page.goto(`/nodes/did%3Akos%3Ae2e%3Aodd-numbers${query}`)
  const cpu = page.locator('[data-metric=cpu_usage_percent]')
  await cpu.getByRole('button', { name: 'Fit the axis to the values: CPU' }).click()
  await expect(page).toHaveURL(/fit=cpu_usage_percent/)
  await page.reload()
  await expect(cpu.getByRole('button', { name: /^Fit/ })).toHaveAttribute('aria-pressed', 'true')
  await cpu.getByRole('button', { name: 'Logarithmic axis: CPU' }).click()
  await expect(page).toHaveURL(/log=cpu_usage_percent/)
  await expect(cpu.getByRole('button', { name: /^Fit/ })).toHaveAttribute('aria-pressed', 'false')
  const counter = page.locator('[data-metric=requests_total]')
  await counter.getByRole('button', { name: /^Show the counter itself/ }).click()
  await expect(counter).toContainText('5.055')
  // A range keeps what was chosen.
  await page.getByRole('link', { name: '7d', exact: true }).click()
  await expect(page).toHaveURL(/range=7d.*raw=requests_total/)
})

test('of a node with many metrics the usual ones are drawn, and those that are chosen, by a link as well', async ({
  operator: page,
}) => {
  const disks = Array.from({ length: 40 }, (_, disk) => `node_disk_free_bytes{disk="${disk}"}`)
  const metrics = { cpu_usage_percent: 20, ...Object.fromEntries(disks.map((name, disk) => [name, disk])) }
  await nodeWith('many-metrics', [{ timestamp: timestamp(start), status: 'Healthy', metrics }])
  const node = '/nodes/did%3Akos%3Ae2e%3Amany-metrics'
  await page.goto(node)
  await expect(page.locator('[data-metric]')).toHaveCount(1)
  await page.getByLabel('Filter metrics').fill('DISK="7"')
  await expect(page.getByText('1 of 41 metrics')).toBeVisible()
  await page.getByRole('button', { name: 'Draw node_disk_free_bytes{disk="7"}' }).click()
  await expect(page.getByRole('heading', { name: 'Node disk free {disk="7"}' })).toBeVisible()
  await page.goto(page.url())
  await expect(page.locator('[data-metric]')).toHaveCount(2)
  await page.goto(`${node}?metrics=${encodeURIComponent(disks.slice(0, 3).join(','))}`)
  await expect(page.locator('[data-metric]')).toHaveCount(3)
  await page.setViewportSize({ width: 390, height: 844 })
  await staysWithin(page, 390)
})

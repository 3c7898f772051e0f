import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { addNode, query, tokenFor } from './database'
import { expect, shared, test } from './fixtures'

const hour = 3_600
const day = 24 * hour
const now = Math.floor(Date.now() / 1_000)
const did = 'did:kos:e2e:outlook'
const path = `/nodes/${encodeURIComponent(did)}`

/** Nine weeks of a report an hour: a disk that takes 10 GB a day and is nearly full, and a processor with a daily rhythm. */
test.beforeAll(async () => {
  const { env, url } = shared()
  await addNode(env, did, { name: 'outlook', owner: 'approver@local.invalid' })
  await query(
    env,
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
     SELECT $1, to_timestamp($2::float8 - h * 3600 - 30), CASE WHEN h < 30 THEN 'Warning' ELSE 'Healthy' END,
            jsonb_build_object('disk_usage_gb', greatest(100, 900 - h * 10 / 24.0), 'disk_total_gb', 1000,
                               'cpu_usage_percent', 30 + 20 * sin(h * pi() / 12) + h % 3),
            CASE WHEN h < 30 THEN '{"code": "DISK_NEARING_CAPACITY", "recommendation": "Clear the cache."}'::jsonb END, '{}'
     FROM generate_series(0, 9 * 168) h`,
    [did, now],
  )
  const task = (name: string) => ({ name, params: { properties: {} } })
  const offered = await fetch(`${url}/api/v1${path}/tasks`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await tokenFor(env, { node: did })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ tasks: [task('look_around'), task('clear_cache')] }),
  })
  expect(offered.status).toBe(200)
})

const panel = (page: Page, metric: string): Locator => page.locator(`[data-metric=${metric}]`)

test('a forecast is drawn on demand: what it rests on, where it leads, and the request that it offers', async ({
  operator: page,
}) => {
  await page.goto(path)
  const disk = panel(page, 'disk_usage_gb')
  await expect(disk).toContainText(/Full in (9–10|10|9–11|10–11) d/)
  await expect(disk.locator('[data-forecast]')).toHaveCount(0)
  await disk.getByRole('button', { name: 'Show when it will be full: Disk' }).click()
  await expect(page).toHaveURL(/forecast=disk_usage_gb/)
  const forecast = disk.getByRole('figure', {
    name: /^Full in .* 1,?000 GB used .* a day, from the last 14 d$/,
  })
  await expect(forecast.locator('.recharts-area-area, .recharts-area path').first()).toBeAttached()
  await expect(forecast.locator('.recharts-reference-line')).toHaveCount(3)
  // A processor cannot be full.
  await expect(panel(page, 'cpu_usage_percent').getByRole('button', { name: /will be full/ })).toHaveCount(0)
  await checkBothSchemes(page, `${path}?forecast=disk_usage_gb&usual=cpu_usage_percent`)
  await page.goto(`${path}?forecast=disk_usage_gb`)
  await forecast.getByRole('link', { name: /Request clear_cache/ }).click()
  await expect(page.getByLabel('Reason')).toHaveValue(/^Disk: Full in .* at this pace, as of /)
})

test('what is usual is a switch in the address; where it cannot be drawn, the chart says why', async ({
  operator: page,
}) => {
  await page.goto(path)
  const cpu = panel(page, 'cpu_usage_percent')
  await expect(cpu.locator('[data-usual]')).toHaveCount(0)
  await cpu.getByRole('button', { name: /what is usual/ }).click()
  await expect(page).toHaveURL(/usual=cpu_usage_percent/)
  await expect(cpu.locator('[data-usual]')).toHaveAttribute('d', /^M.*Z$/)
  await expect(cpu).toContainText('usual at this hour of the week')
  await page.reload()
  await expect(cpu.locator('[data-usual]')).toBeVisible()
  await page.goto(`${path}?usual=cpu_usage_percent&range=90d`)
  await expect(cpu.locator('[data-usual-why]')).toContainText('35 days or less')
  await expect(cpu.locator('[data-usual]')).toHaveCount(0)
})

test('a diagnosis offers its task, with its moment in the form, on its chart and in the reason of the job', async ({
  operator: page,
}) => {
  await page.goto(path)
  await page
    .getByRole('link', { name: /Request clear_cache/ })
    .first()
    .click()
  await expect(page.getByRole('combobox', { name: 'Task' })).toContainText('clear_cache')
  const since = new Date((now - 29 * hour - 30) * 1_000).toISOString()
  await expect(page.locator('[data-about] time')).toHaveAttribute(
    'datetime',
    new RegExp(`^${since.slice(0, 17)}`),
  )
  const chart = page.getByRole('figure', { name: /^Disk over time/ })
  await expect(chart.locator('[data-moment]')).toBeVisible()
  const reason = await page.getByLabel('Reason').inputValue()
  expect(reason).toMatch(/^DISK_NEARING_CAPACITY since .* \d\d:\d\d \(.*\)\. Clear the cache\.$/)
  await page.getByRole('button', { name: 'Request approval' }).click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  await expect(page.getByText(reason).first()).toBeVisible()
})

test('a link to the times shown no longer moves with the time, and the files of a chart have the same figures', async ({
  operator: page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${path}?range=24h&usual=cpu_usage_percent`)
  await page.getByRole('button', { name: 'Copy link to these times' }).click()
  // The server makes it.
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1)
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).pathname).toMatch(/^\/s\/[\w-]{12}$/)
  await page.goto(link)
  const query = new URL(page.url()).searchParams
  expect([query.get('range'), query.get('usual')]).toEqual([null, 'cpu_usage_percent'])
  const ends = ['from', 'to'].map((end) => Date.parse(query.get(end) ?? '') / 1_000)
  expect((ends[1] ?? 0) - (ends[0] ?? 0)).toBe(day)
  const cpu = panel(page, 'cpu_usage_percent')
  const files = async () => {
    const hrefs = await Promise.all(
      ['CSV', 'JSON'].map((form) =>
        cpu.getByRole('link', { name: `Download CPU as ${form}` }).getAttribute('href'),
      ),
    )
    return hrefs.map((href) => new URL(href ?? '', page.url()).searchParams)
  }
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0)
  for (const file of await files()) {
    const [from = 0, to] = ['from', 'to'].map((end) => Date.parse(file.get(end) ?? '') / 1_000)
    // The first bucket begins at a whole five minutes.
    expect([Math.ceil(((ends[0] ?? 0) - from) / 300) <= 1, to]).toEqual([true, ends[1]])
  }

  const saved = async (form: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      cpu.getByRole('link', { name: `Download CPU as ${form}` }).click(),
    ])
    return (await readFile(await download.path())).toString()
  }
  const lines = (await saved('CSV')).trim().split('\r\n').slice(1)
  const averages = lines.map((line) => line.split(',')[9] ?? '')
  const { nodes } = JSON.parse(await saved('JSON'))
  const json: (number | null)[] = nodes[0].series.cpu_usage_percent.avg
  expect(averages).toEqual(json.map((value) => (value === null ? '' : String(value))))
  expect(averages.filter((value) => value !== '').length).toBeGreaterThan(20)
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    cpu.getByRole('button', { name: 'Download CPU as a picture' }).click(),
  ])
  expect((await readFile(await picture.path())).subarray(1, 4).toString()).toBe('PNG')
  // On paper there are charts, and nothing to press.
  await page.emulateMedia({ media: 'print' })
  await expect(cpu).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  const times = page.getByRole('navigation', { name: 'Time range' })
  for (const part of [cpu, times])
    await expect(part.getByRole('button').filter({ visible: true })).toHaveCount(0)
})

import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { addNode, tokenFor } from './database'
import { expect, shared, test } from './fixtures'

const did = (name: string): string => `did:kos:e2e:compare-${name}`
const now = Math.floor(Date.now() / 60_000) * 60

/** Four nodes of a label, with a level of CPU each; one of them reports something else. */
const nodes = [
  { name: 'low', cpu: 10 },
  { name: 'high', cpu: 80 },
  { name: 'middle', cpu: 40 },
  { name: '=other', cpu: null },
] as const

test.beforeAll(async () => {
  const { env, url } = shared()
  for (const { name, cpu } of nodes) {
    const node = did(name.replace('=', ''))
    await addNode(env, node, { name, owner: 'approver@local.invalid', labels: { site: 'Compared' } })
    const bearer = await tokenFor(env, { node })
    const reports = Array.from({ length: 30 }, (_, n) => ({
      ...{
        target_node_did: node,
        timestamp: new Date((now - n * 60) * 1_000).toISOString(),
        status: 'Healthy',
      },
      metrics: cpu === null ? { goats_count: n } : { cpu_usage_percent: cpu + (n % 3), memory_usage_mb: 512 },
    }))
    const response = await fetch(`${url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(reports),
    })
    expect(await response.json()).toMatchObject({ accepted: 30, rejected: [] })
  }
})

const table = (page: Page): Locator => page.getByRole('region', { name: 'The compared nodes' })
const names = (page: Page): Locator => table(page).getByRole('rowheader').getByRole('link')
const row = (page: Page, name: string): Locator => table(page).locator(`tr[data-node="${did(name)}"]`)
const byLabel = '/compare?label=site:Compared&range=1h'

test('from a label: ranked lines with their names, and a row for a node without the metric', async ({
  operator: page,
}) => {
  await page.goto(`/?label=${encodeURIComponent('site:Compared')}`)
  await page.getByRole('link', { name: 'compare', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Compare', level: 1 })).toBeVisible()
  await page.goto(byLabel)
  await expect(names(page)).toHaveText(['high', 'middle', 'low', '=other'])
  await expect(row(page, 'other')).toContainText('no value of CPU in its 30 reports')
  await expect(row(page, 'high').getByRole('cell').first()).toHaveText('1')
  // Names beside the plot are in the order of the values, and none is on another.
  const labels = page.locator('[data-label]')
  await expect(labels).toHaveCount(3)
  const boxes = await labels.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))
  const sorted = boxes.map(({ top, bottom }) => ({ top, bottom })).sort((a, b) => a.top - b.top)
  for (const [index, { top }] of sorted.slice(1).entries())
    expect(top).toBeGreaterThanOrEqual((sorted[index]?.bottom ?? 0) - 0.5)
  await checkBothSchemes(page, byLabel)
})

test('a row emphasises its line, and a line its row', async ({ operator: page }) => {
  await page.goto(byLabel)
  await row(page, 'low').hover()
  await expect(page.locator('svg[data-emphasised]')).toHaveAttribute('data-emphasised', did('low'))
  await page.locator(`[data-label="${did('middle')}"]`).hover()
  await expect(row(page, 'middle')).toHaveAttribute('data-on', 'true')
  await expect(row(page, 'low')).not.toHaveAttribute('data-on', 'true')
  await page.mouse.move(0, 0)
  await expect(page.locator('svg[data-emphasised]')).toHaveCount(0)
  const chart = page.getByRole('slider')
  await chart.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'middle')).toHaveAttribute('data-on', 'true')
  // The last minutes have no report yet.
  await expect(async () => {
    await page.keyboard.press('ArrowLeft')
    await expect(chart).toHaveAttribute('aria-valuetext', /middle 4[012]/, { timeout: 300 })
  }).toPass()
  await page.keyboard.press('Escape')
  await expect(page.locator('svg[data-emphasised]')).toHaveCount(0)
})

test('the table is sorted by a column, in the address', async ({ operator: page }) => {
  await page.goto(byLabel)
  await table(page).getByRole('link', { name: 'Min, %' }).click()
  await expect(page).toHaveURL(/sort=-min/)
  await table(page).getByRole('link', { name: 'Min, %' }).click()
  await expect(page).toHaveURL(/sort=min/)
  await expect(names(page)).toHaveText(['low', 'middle', 'high', '=other'])
  await table(page).getByRole('link', { name: 'Remove middle' }).click()
  await expect(names(page)).toHaveText(['low', 'high', '=other'])
  expect(new URL(page.url()).searchParams.getAll('nodes')).toHaveLength(3)
})

test('from a node: another is added by its name, and both stand side by side', async ({ operator: page }) => {
  await page.goto(`/nodes/${encodeURIComponent(did('high'))}?range=1h`)
  await page.getByRole('link', { name: 'Compare', exact: true }).last().click()
  await expect(names(page)).toHaveText(['high'])
  await page.getByRole('searchbox', { name: /Add nodes/ }).fill('compare-low')
  await page.getByRole('button', { name: 'Add' }).click()
  await expect(names(page)).toHaveText(['high', 'low'])
  await page.getByRole('link', { name: 'Two nodes, all metrics' }).click()
  const cpu = page.getByRole('region', { name: 'CPU' })
  await expect(cpu.locator('[data-difference]')).toContainText('+70 points')
  await expect(cpu.locator('[data-difference]')).toContainText('higher all the time')
  await expect(page.getByRole('region', { name: 'Memory' }).locator('[data-difference]')).toContainText(
    'same',
  )
  await page.getByRole('link', { name: 'Swap' }).click()
  await expect(cpu.locator('[data-difference]')).toContainText('−70 points')
  await page.getByRole('link', { name: 'Only where they differ' }).click()
  await expect(page.getByRole('region', { name: 'Memory' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Several metrics, one panel' }).click()
  await expect(page.locator('[data-label]')).toHaveCount(2)
  await checkBothSchemes(page, new URL(page.url()).pathname + new URL(page.url()).search)
  // A phone draws most of its width, and names the lines above it.
  await page.setViewportSize({ width: 390, height: 844 })
  const plot = page.getByRole('slider', { name: /^CPU, Memory of / })
  await expect.poll(async () => (await plot.boundingBox())?.width ?? 0).toBeGreaterThan(200)
  await expect(page.locator('[data-label]').first()).toBeHidden()
})

test('what is downloaded can be read back: CSV and JSON with every digit, and a picture', async ({
  operator: page,
}) => {
  await page.goto(byLabel)
  const saved = async (link: Locator): Promise<Buffer> => {
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    return readFile(await download.path())
  }
  const csv = (await saved(page.getByRole('link', { name: 'CSV' }))).toString()
  const lines = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  expect(lines[0]?.slice(0, 5)).toEqual(['node', 'name', 'metric', 'unit', 'from'])
  const high = lines.filter(([node]) => node === did('high'))
  expect(high.reduce((sum, cells) => sum + Number(cells[7]), 0)).toBe(30)
  // A name that a spreadsheet would run as a formula is text.
  expect(lines.filter(([node]) => node === did('other')).every(([, name]) => name === "'=other")).toBe(true)
  const json: unknown = JSON.parse((await saved(page.getByRole('link', { name: 'JSON' }))).toString())
  expect(json).toMatchObject({ unknown: [], left_out: 0, nodes: expect.any(Array) })
  const picture = await saved(page.getByRole('button', { name: /as a picture/ }))
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.readUInt32BE(16)).toBe(2_400)
  await page.getByRole('link', { name: 'fix these times' }).click()
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\dT.*to=\d{4}-\d\d-\d\dT/)
})

import type { Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { query } from './database'
import { expect, shared, test, thisMachine } from './fixtures'

/** The marks of a group, of which only the current one is an element. */
const marks = (page: Page, name: RegExp) => page.getByRole('listbox', { name })
const current = (page: Page) => page.locator('[role=listbox]:focus [role=option]')
const card = (page: Page) => page.locator('[data-map-card]')

const ill = 'griot-lagos-3'

async function openMap(page: Page, path = '/map'): Promise<void> {
  await page.goto(path)
  await expect(page.locator('canvas[data-marks]').first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

test('the map by keyboard: group, node, next ill node, card, open', async ({ operator: page }) => {
  await openMap(page, '/map?group=site')
  await marks(page, /^Lagos: 1 nodes?, 1 Error$/).focus()
  await expect(current(page)).toHaveAccessibleName(`${ill}, Error, HIGH_CPU_LOAD`)
  await expect(card(page)).toContainText('last report')
  await expect(card(page).getByRole('link', { name: ill })).toBeVisible()
  const list = page.getByRole('region', { name: /^Worst first/ })
  await expect(list.getByRole('listitem').filter({ hasText: ill })).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('n')
  await expect(current(page)).not.toHaveAccessibleName(new RegExp(ill))
  await expect(current(page)).not.toHaveAccessibleName(/Healthy/)
  await page.keyboard.press('p')
  await expect(current(page)).toHaveAccessibleName(new RegExp(ill))
  await page.keyboard.press('Escape')
  await expect(card(page)).toHaveCount(0)
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/compare\?nodes=did/)
  await page.goBack()
  await marks(page, /^Lagos/).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: ill, level: 1 })).toBeVisible()
})

test('arrow keys go through all marks of a group, the ill ones first; + makes marks larger', async ({
  operator: page,
}) => {
  await openMap(page)
  const group = marks(page, /^All nodes: /)
  await group.focus()
  const size = Number(await current(page).getAttribute('aria-setsize'))
  const names: string[] = []
  for (let place = 1; place <= size; place += 1) {
    await expect(current(page)).toHaveAttribute('aria-posinset', String(place))
    names.push((await current(page).getAttribute('aria-label')) ?? '')
    await page.keyboard.press('ArrowRight')
  }
  expect(new Set(names).size).toBe(size)
  const firstWell = names.findIndex((name) => name.endsWith(', Healthy'))
  expect(firstWell).toBeGreaterThan(0)
  expect(names.slice(firstWell).every((name) => name.endsWith(', Healthy'))).toBe(true)
  await page.keyboard.press('Home')
  await expect(current(page)).toHaveAttribute('aria-posinset', '1')
  const before = (await current(page).boundingBox())?.width ?? 0
  await page.keyboard.press('+')
  await expect.poll(async () => (await current(page).boundingBox())?.width ?? 0).toBeGreaterThan(before)
})

test('the map has the filters of the list, groups and fills, all in its address', async ({
  operator: page,
}) => {
  await openMap(page)
  await page.getByRole('combobox', { name: 'Group by' }).click()
  await page.getByRole('option', { name: /^region/ }).click()
  await expect(page).toHaveURL(/\/map\?group=region/)
  await expect(page.getByRole('listbox').nth(1)).toBeVisible()
  await page.getByRole('combobox', { name: 'Fill by' }).click()
  await page.getByRole('option', { name: /^cpu_usage_percent/ }).click()
  await expect(page).toHaveURL(/fill=cpu_usage_percent/)
  await expect(page.getByRole('list', { name: 'Steps of the fill' }).getByRole('listitem')).toHaveCount(5)
  await page
    .getByRole('link', { name: /Error$/ })
    .first()
    .click()
  await expect(page).toHaveURL(/state=Error/)
  // This machine's own node, which has no region, may be in Error as well.
  const marks = () =>
    page.locator('canvas').evaluateAll((all) => all.map((one) => one.getAttribute('data-marks')))
  await expect.poll(async () => (await marks()).join()).toMatch(/^1(,1)?$/)
  await page.getByRole('link', { name: 'Table' }).click()
  await expect(page).toHaveURL(/\/\?state=Error&group=region/)
  await expect(page.locator('tbody').getByRole('link', { name: ill })).toBeVisible()
})

test('the card of the node under the pointer, and the node of a row of the list', async ({
  operator: page,
}) => {
  await openMap(page, '/map?group=site')
  await marks(page, /^Cairo/).hover({ position: { x: 10, y: 10 } })
  await expect(card(page)).toContainText('griot-cairo-1')
  await expect(card(page)).toContainText('memory')
  await page.getByRole('button', { name: `Show ${ill} on the map` }).click()
  await expect(marks(page, /^Lagos/)).toBeFocused()
  await expect(card(page)).toContainText(ill)
  await checkBothSchemes(page, 'the map with a card')
})

const report = (name: string, status: string, metrics: object) =>
  query(
    shared().env,
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT node_did, now(), $2, $3, '{}' FROM nodes WHERE name = $1`,
    [name, status, JSON.stringify(metrics)],
  )

/** A node of its own, so that no other spec sees it change. */
async function withNode(name: string, work: () => Promise<void>): Promise<void> {
  const { env } = shared()
  await query(env, `INSERT INTO nodes (node_did, name, labels) VALUES ($1, $2, '{"deck": "upper"}')`, [
    `did:test:${name}`,
    name,
  ])
  try {
    await report(name, 'Healthy', { queue_depth: 41 })
    await work()
  } finally {
    await query(env, 'DELETE FROM nodes WHERE node_did = $1', [`did:test:${name}`])
  }
}

test('the map follows the fleet, and no mark moves under the focus', async ({ operator: page }) => {
  await withNode('map-follows', async () => {
    await openMap(page, '/map?group=deck')
    await marks(page, /^upper: 1 nodes?$/).focus()
    await expect(current(page)).toHaveAccessibleName('map-follows, Healthy')
    await report('map-follows', 'Error', { queue_depth: 42 })
    await expect(current(page)).toHaveAccessibleName('map-follows, Error')
    await expect(page.getByRole('listbox').last()).toBeFocused()
    await page.getByRole('heading', { level: 1 }).click()
    await expect(page.getByRole('listbox').first()).toHaveAccessibleName(/^no deck/)
  })
})

test('columns are chosen, stand in the address, are kept, and follow the fleet', async ({
  operator: page,
}) => {
  await withNode('column-follows', async () => {
    await page.goto('/')
    await page.getByRole('combobox', { name: 'Columns' }).click()
    // Searched for: only the most common ones are listed, and other tests' nodes report dozens.
    const search = page.getByRole('combobox', { name: 'Search metrics and labels' })
    await search.fill('queue')
    await page.getByRole('option', { name: /^queue_depth/ }).click()
    await search.fill('deck')
    await page.getByRole('option', { name: /^label:deck/ }).click()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/columns=[^&]*queue_depth%2Clabel%3Adeck/)
    const row = page.locator('tbody tr').filter({ hasText: 'column-follows' })
    await expect(row.locator('[data-column=queue_depth]')).toHaveText('41')
    await expect(row.locator('[data-column="label:deck"]')).toHaveText('upper')
    // What this node does not report is empty, not a dash.
    await expect(row.locator('[data-column=cpu_usage_percent]')).toHaveText('')
    await report('column-follows', 'Healthy', { queue_depth: 57 })
    await expect(row.locator('[data-column=queue_depth]')).toHaveText('57')
    await page.goto('/')
    await expect(row.locator('[data-column=queue_depth]')).toHaveText('57')
    await page.getByRole('link', { name: 'queue depth', exact: false }).first().click()
    await expect(page).toHaveURL(/sort=-metric%3Aqueue_depth/)
    await expect(page.locator('tbody tr').first()).toContainText('column-follows')
    await checkBothSchemes(page, 'the list with chosen columns')
    await page.getByRole('combobox', { name: /^Columns/ }).click()
    await page.getByRole('option', { name: 'Usual columns' }).click()
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-column]')).toHaveCount(0)
  })
})

test('the groups stay while their script is on its way and the fleet changes', async ({ operator: page }) => {
  await withNode('grouped-follows', async () => {
    let send = () => {}
    const script = new Promise<void>((resolve) => {
      send = resolve
    })
    const asked = new Promise<void>((resolve) =>
      page.route('**/_next/static/chunks/**', async (route) => {
        const response = await route.fetch()
        if ((await response.text()).includes('data-subtotal')) {
          resolve()
          await script
        }
        await route.fulfill({ response })
      }),
    )
    const changed = page.waitForResponse((response) => response.url().includes('/api/fleet/live'))
    await page.goto('/?group=deck', { waitUntil: 'commit' })
    await asked
    await report('grouped-follows', 'Error', {})
    await (await changed).finished()
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    const group = page.locator('details', { hasText: 'grouped-follows' })
    expect(await group.count()).toBe(1)
    send()
    await expect(group.locator('[aria-label=Error]').first()).toBeVisible()
  })
})

test('the list grouped by a label: subtotals, the ill groups open and first', async ({ operator: page }) => {
  await page.goto('/?group=region')
  const groups = page.locator('details:has(table)')
  // Nodes that other tests have added may be ill as well.
  const west = groups.filter({ has: page.locator('summary', { hasText: 'af-west' }) })
  await expect(west).toHaveAttribute('open', '')
  await expect(west.locator('summary')).toContainText(/CPU\s+avg .*%, max .*%/)
  const open = await groups.evaluateAll((all) => all.map((one) => one.hasAttribute('open')))
  expect(open[0]).toBe(true)
  expect(open.lastIndexOf(true)).toBeLessThan(open.indexOf(false))
  const [sizes, shown] = [
    await groups.locator('summary').allTextContents(),
    await groups.locator('tbody tr').count(),
  ]
  const total = sizes.reduce((sum, text) => sum + Number(/(\d+) nodes?/.exec(text)?.[1]), 0)
  expect(total).toBe(shown)
  const last = groups.filter({ hasText: thisMachine })
  await expect(last).toHaveCount(1)
  const well = groups
    .filter({
      hasNot: page.locator(
        '[aria-label=Error],[aria-label=Warning],[aria-label=Silent],[aria-label=Unknown]',
      ),
    })
    .first()
  await expect(well).not.toHaveAttribute('open', '')
  await well.locator('summary').click()
  await expect(well.getByRole('row').nth(1)).toBeVisible()
  await checkBothSchemes(page, 'the grouped list')
})

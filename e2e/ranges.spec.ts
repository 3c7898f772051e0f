import type { Page } from '@playwright/test'
import { axeFindings, checkBothSchemes } from './axe'
import { addNode, tokenFor } from './database'
import { expect, shared, signedIn, test } from './fixtures'

const path = (name: string): string => `/nodes/${encodeURIComponent(`did:kos:e2e:${name}`)}`
const timestamp = (seconds: number): string => new Date(seconds * 1_000).toISOString()
const now = (): number => Math.floor(Date.now() / 1_000)

/** Makes a node, and returns how to send its reports. */
async function node(name: string): Promise<(reports: { at: number; cpu: number }[]) => Promise<void>> {
  const { env, url } = shared()
  const did = `did:kos:e2e:${name}`
  await addNode(env, did, { name, owner: 'approver@local.invalid' })
  const bearer = await tokenFor(env, { node: did })
  return async (reports) => {
    const response = await fetch(`${url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(
        reports.map(({ at, cpu }) => ({
          ...{ target_node_did: did, timestamp: timestamp(at), status: 'Healthy' },
          metrics: { cpu_usage_percent: cpu },
        })),
      ),
    })
    expect(await response.json()).toMatchObject({ accepted: reports.length, rejected: [] })
  }
}

test.beforeAll(async () => {
  const send = await node('ranges')
  await send([{ at: now() - 90, cpu: 20 }])
})

const field = (page: Page) => page.getByRole('textbox', { name: 'Range' })

async function type(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await page.keyboard.press('Enter')
}

const query = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams)

test('a range is typed, in the zone of the reader, and is a link that shows the same', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'operator', { timezoneId: 'Asia/Kathmandu' })
  await page.goto(`${path('ranges')}?range=24h&fit=cpu_usage_percent`)
  await expect(page.getByText(/times in Asia\/Kath?mandu/).first()).toBeVisible()
  await expect(field(page)).toHaveValue('now-24h to now')
  await type(page, '2024-11-03 14:00 to 15:30')
  // Nepal is 5:45 ahead of UTC.
  await expect
    .poll(() => query(page))
    .toEqual({
      ...{ from: '2024-11-03T08:15:00Z', to: '2024-11-03T09:45:00Z', fit: 'cpu_usage_percent' },
    })
  await page.reload()
  await expect(field(page)).toHaveValue('2024-11-03 14:00 to 15:30')
  for (const [text, from, to, shown] of [
    ['yesterday', 'now-1d/d', 'now-1d/d', 'now-1d/d'],
    ['last 3 days', 'now-3d', 'now', 'now-3d to now'],
    ['now-6h to now-1h', 'now-6h', 'now-1h', 'now-6h to now-1h'],
    ['3 Nov 2024 to 5 Nov 2024', '2024-11-02T18:15:00Z', '2024-11-05T18:15:00Z', '2024-11-03 to 2024-11-05'],
  ]) {
    await type(page, text ?? '')
    await expect.poll(() => query(page)).toMatchObject({ from, to })
    await expect(field(page)).toHaveValue(shown ?? '')
    await expect(field(page)).toBeFocused()
  }
  await type(page, '7d')
  await expect(page).toHaveURL(/range=7d/)
  await expect(page.getByRole('link', { name: '7d', exact: true })).toHaveAttribute('aria-current', 'true')
  await page.context().close()
})

test('what is not understood is said beside the field, and nothing is lost', async ({ browser }) => {
  const page = await signedIn(browser, 'operator', { timezoneId: 'Europe/Berlin' })
  await page.goto(`${path('ranges')}?range=1h`)
  await expect(page.getByText('times in Europe/Berlin').first()).toBeVisible()
  const problem = page.getByRole('group', { name: 'Chosen range' }).getByRole('alert')
  for (const [text, sentence] of [
    ['soon', /“soon” is not a range\. Write “last 3 days”/],
    ['now-1h to now-6h', 'The range ends before it begins.'],
    [
      '2024-03-31 02:30 to 05:00',
      'Clocks in Europe/Berlin skip 02:30 on 2024-03-31: they go from 02:00 to 03:00.',
    ],
    [
      '2024-10-27 02:30 to 05:00',
      'Clocks in Europe/Berlin show 02:30 twice on 2024-10-27. Choose one of the two.',
    ],
  ] as const) {
    await type(page, text)
    await expect(problem).toHaveText(sentence)
    await expect(field(page)).toHaveValue(text)
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page)).toHaveAccessibleDescription(sentence)
    expect(query(page)).toEqual({ range: '1h' })
  }
  await checkBothSchemes(page, 'a problem with a range')
  // The first of the two, by keyboard.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: '2024-10-27 02:30 (+02:00) to 05:00' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => query(page)).toEqual({ from: '2024-10-27T00:30:00Z', to: '2024-10-27T04:00:00Z' })
  await expect(problem).toHaveCount(0)
  await expect(field(page)).toHaveValue('2024-10-27 02:30 (+02:00) to 05:00')
  await page.context().close()
})

for (const [zone, day, from, to] of [
  ['America/New_York', '2024-11-03', '2024-11-03T04:00:00Z', '2024-11-04T05:00:00Z'],
  ['Europe/Berlin', '2024-03-31', '2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z'],
  ['Australia/Lord_Howe', '2024-04-07', '2024-04-06T13:00:00Z', '2024-04-07T13:30:00Z'],
  ['Asia/Kathmandu', '2024-03-31', '2024-03-30T18:15:00Z', '2024-03-31T18:15:00Z'],
] as const)
  test(`a day on which clocks change is a whole day: ${zone}`, async ({ browser }) => {
    const page = await signedIn(browser, 'operator', { timezoneId: zone })
    await page.goto(path('ranges'))
    await expect(
      page.getByText(new RegExp(`times in ${zone.replace('Kath', 'Kath?')}`)).first(),
    ).toBeVisible()
    await type(page, day)
    await expect.poll(() => query(page)).toEqual({ from, to })
    await expect(field(page)).toHaveValue(day)
    // The fields of the calendar show the same, and give it back untouched.
    await page.getByRole('button', { name: 'Choose a range' }).click()
    await expect(page.getByLabel('From', { exact: true })).toHaveValue(`${day}T00:00`)
    await page.getByLabel('To', { exact: true }).fill(`${day}T12:00`)
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect.poll(() => query(page).from).toBe(from)
    await expect(field(page)).toHaveValue(`${day} 00:00 to 12:00`)
    await page.context().close()
  })

test('a range is chosen from the calendar, by keyboard', async ({ operator: page }) => {
  await page.goto(`${path('ranges')}?range=24h`)
  const open = page.getByRole('button', { name: 'Choose a range' })
  const from = page.getByLabel('From', { exact: true })
  await open.focus()
  await page.keyboard.press('Enter')
  await expect(from).toBeVisible()
  await expect(open).toHaveAttribute('aria-expanded', 'true')
  await checkBothSchemes(page, 'the calendar')
  await page.keyboard.press('Tab')
  await expect(from).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(from).toHaveCount(0)
  await expect(open).toBeFocused()
  await page.keyboard.press('Enter')
  await from.fill('2024-11-03T08:00')
  await page.getByLabel('To', { exact: true }).fill('2024-11-03T07:00')
  await page.getByRole('button', { name: 'Show', exact: true }).press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'The range ends before it begins.' })).toBeVisible()
  await expect(from).toHaveValue('2024-11-03T08:00')
  await page.getByLabel('To', { exact: true }).fill('2024-11-03T09:00')
  await page.keyboard.press('Enter')
  await expect.poll(() => query(page)).toMatchObject({ from: expect.stringMatching(/^2024-11-0[23]T/) })
  await expect(from).toHaveCount(0)
  await open.press('Enter')
  await page.getByRole('button', { name: 'Previous month' }).press('Enter')
  await expect.poll(() => query(page)).toEqual({ from: 'now-1M/M', to: 'now-1M/M' })
  await page.setViewportSize({ width: 390, height: 844 })
  await open.click()
  await checkBothSchemes(page, 'the calendar on a phone')
})

test('earlier, later, and out again', async ({ operator: page }) => {
  const end = now() - 40 * 86_400
  const hour = 3_600
  const iso = (at: number) => timestamp(at).replace('.000Z', 'Z')
  await page.goto(`${path('ranges')}?from=${iso(end - 4 * hour)}&to=${iso(end)}&compare=previous`)
  const expectRange = (from: number, to: number) =>
    expect.poll(() => query(page)).toEqual({ from: iso(from), to: iso(to), compare: 'previous' })
  await page.getByRole('button', { name: 'Half a range back' }).click()
  await expectRange(end - 6 * hour, end - 2 * hour)
  await page.getByRole('button', { name: 'A whole range back' }).click()
  await expectRange(end - 10 * hour, end - 6 * hour)
  await page.getByRole('button', { name: 'A whole range forward' }).click()
  await expectRange(end - 6 * hour, end - 2 * hour)
  await page.getByRole('button', { name: 'Half a range forward' }).click()
  await expectRange(end - 4 * hour, end)
  await page.getByRole('link', { name: 'Zoom out' }).click()
  await expectRange(end - 6 * hour, end + 2 * hour)
  // At the present there is nothing further; the button keeps the focus.
  await page.goto(`${path('ranges')}?range=6h`)
  const forward = page.getByRole('button', { name: 'Half a range forward' })
  await expect(forward).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Half a range back' }).click()
  await expect(forward).not.toHaveAttribute('aria-disabled')
  await forward.press('Enter')
  await expect.poll(() => query(page)).toEqual({ range: '6h' })
  await expect(forward).toBeFocused()
})

test('a double click on a chart zooms out, as does the minus key', async ({ operator: page }) => {
  await page.goto(`${path('ranges')}?range=6h`)
  const slider = page.locator('[data-metric=cpu_usage_percent]').getByRole('slider')
  await slider.dblclick()
  await expect.poll(() => query(page)).toEqual({ from: 'now-12h', to: 'now' })
  await slider.focus()
  await page.keyboard.press('-')
  await expect.poll(() => query(page)).toEqual({ range: '24h' })
  await expect(page.getByRole('link', { name: '24h', exact: true })).toHaveAttribute('aria-current', 'true')
})

test('a paused range stays while the page is live, also for others; resumed it moves on', async ({
  operator: page,
}) => {
  const send = await node('held-range')
  await send([{ at: now() - 30, cpu: 20 }])
  await page.goto(`${path('held-range')}?range=15m`)
  const latest = page.locator('[data-metric=cpu_usage_percent]').getByRole('slider')
  await page.getByRole('link', { name: 'Pause' }).click()
  await expect(page.getByText('paused', { exact: true })).toBeVisible()
  const { at } = query(page)
  expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const [span = ''] = ((await latest.getAttribute('aria-valuetext')) ?? '').split(': ')
  await expect(page.locator('[data-live]')).toBeAttached()
  await send([{ at: now(), cpu: 90 }])
  // The head of the chart says the latest value beside a range that has ended.
  await expect(page.locator('[data-metric=cpu_usage_percent]')).toContainText('now90')
  const isHeld = async () => {
    await expect(latest).toHaveAttribute('aria-valuetext', new RegExp(`^${span}: `))
    await expect(latest).toHaveAccessibleName(/highest 20/)
  }
  await isHeld()
  await page.reload()
  await isHeld()
  expect(query(page)).toEqual({ range: '15m', at })
  await page.getByRole('link', { name: 'Resume' }).click()
  await expect.poll(() => query(page)).toEqual({ range: '15m' })
  await expect(latest).toHaveAccessibleName(/highest 90/)
})

test('the page is read no more often than was chosen', async ({ operator: page }) => {
  const send = await node('refreshed')
  await send([{ at: now() - 5, cpu: 20 }])
  await page.goto(`${path('refreshed')}?range=15m`)
  await page.getByRole('combobox', { name: 'Updates' }).selectOption('every 10 s')
  await expect.poll(() => query(page)).toEqual({ range: '15m', refresh: '10s' })
  await page.goto(page.url())
  await expect(page.getByRole('combobox', { name: 'Updates' })).toHaveValue('10s')
  await expect(page.locator('[data-live]')).toBeAttached()
  const reads: number[] = []
  page.on('request', (request) => request.headers().rsc && reads.push(Date.now()))
  await expect
    .poll(
      async () => {
        await send([{ at: now(), cpu: 30 }])
        return reads.length
      },
      { intervals: [1_500] },
    )
    .toBeGreaterThanOrEqual(2)
  expect((reads[1] ?? 0) - (reads[0] ?? 0)).toBeGreaterThan(9_000)
})

test('the period before: dots, a gap, the legend, the crosshair and the table, in one request', async ({
  operator: page,
}) => {
  const send = await node('before')
  const start = Math.floor((now() - 3 * 3_600) / 3_600) * 3_600
  const minutes = Array.from({ length: 120 }, (_, minute) => minute)
  await send(
    // An hour at 20 % with silence from its 20th to its 30th minute, then one at 60 %.
    minutes
      .filter((minute) => minute < 20 || minute >= 30)
      .map((minute) => ({ at: start + minute * 60, cpu: minute < 60 ? 20 : 60 })),
  )
  const range = `from=${timestamp(start + 3_600)}&to=${timestamp(start + 7_200)}`
  await page.goto(`${path('before')}?${range}`)
  const chart = page.locator('[data-metric=cpu_usage_percent]')
  const dots = chart.locator('path[data-previous]')
  await expect(chart.getByRole('slider')).toBeVisible()
  await expect(dots).toHaveCount(0)
  await expect(page.locator('[data-live]')).toBeAttached()
  const made: string[] = []
  page.on('request', (request) => made.push(new URL(request.url()).pathname))
  await page.getByRole('checkbox', { name: 'Previous 1 h' }).click()
  await expect(dots).toHaveCount(1)
  expect(new Set(made)).toEqual(new Set([path('before')]))
  expect(made).toHaveLength(1)
  // Two runs, before the silence and after it.
  expect((await dots.getAttribute('d'))?.match(/M/g)).toHaveLength(2)
  await expect(chart.getByText('1 h before', { exact: true })).toBeVisible()
  await expect(chart.locator('[data-previous-average]')).toHaveText('1 h before: avg 20%')
  await expect(page.getByText('dots: the 1 h before')).toBeVisible()
  const slider = chart.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(chart.locator('[data-before]')).toHaveText('1 h before: 20%')
  await expect(slider).toHaveAttribute('aria-valuetext', /average 60%.*; 1 h before: 20%$/)
  // 30 s buckets: ten of them a page, and two without a report between two reports are no gap.
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('PageUp')
  await expect(chart.locator('[data-before]')).toHaveText('1 h before: no reports')
  await page.goto(page.url())
  await expect(dots).toHaveCount(1)
  expect(await axeFindings(page)).toEqual([])
  await chart.getByRole('button', { name: 'Show CPU as a table' }).click()
  await expect(chart.getByRole('columnheader', { name: 'Average 1 h before' })).toBeVisible()
  await expect(chart.locator('td[data-before]').first()).toHaveText('20')
  await page.getByRole('checkbox', { name: 'Previous 1 h' }).click()
  await expect(page).not.toHaveURL(/compare/)
  await expect(chart.locator('td[data-before]')).toHaveCount(0)
})

test('links from before go on to work', async ({ operator: page }) => {
  for (const [link, shown] of [
    ['?range=7d', 'now-7d to now'],
    ['?from=2024-11-20T00:00:00Z&to=2024-11-21T00:00:00Z', null],
    ['?from=2024-11-20&to=2024-11-21', null],
    ['?from=2024-11-20T02:00:00%2B02:00&to=2024-11-21', null],
  ] as const) {
    await page.goto(path('ranges') + link)
    await expect(field(page)).toHaveValue(shown ?? /^2024-11-\d\d/)
    await expect(page.getByText(/instead\.$/)).toHaveCount(0)
  }
  await page.goto(`${path('ranges')}?range=5h`)
  await expect(
    page.getByText(/“5h” is not a range; choose one of .*2y\. Showing the last 24 hours instead\./),
  ).toBeVisible()
})

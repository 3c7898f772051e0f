import type { BrowserContext, Page } from '@playwright/test'
import pg from 'pg'
import { findEmbedded } from '@/lib/postgres/start'
import { checkBothSchemes, widths } from './axe'
import { tokenFor } from './database'
import { expect, signedIn, test, thisMachine } from './fixtures'
import { type Hakim, startHakim } from './hakim'

// First a Hakim with nothing but this machine's node, then 10,000 more, big-1 to big-10000. 100 are in Error, the
// others Healthy; every 5th has the label region:eu, every 100th belongs to the approver; big-1 has been silent for months.
const size = 10_000
const silent = 'did:kos:big:silent'

let hakim: Hakim
let db: pg.Client
let opened: BrowserContext

test.beforeAll(async ({ browser }) => {
  hakim = await startHakim({ HAKIM_DEMO: '0' })
  const url = await findEmbedded(hakim.env.HAKIM_DATA_DIR ?? '')
  if (!url) throw new Error('no database')
  db = new pg.Client({ connectionString: url })
  await db.connect()
  const first = await signedIn(browser, 'approver', { url: hakim.url })
  opened = first.context()
  await first.close()
})

test.afterAll(async () => {
  await opened.close()
  await db.end()
  expect(await hakim.stop()).toBe(0)
})

test('local mode without a sample fleet shows only this machine', async () => {
  const page = await opened.newPage()
  await page.goto('/')
  await expect(page.getByRole('link', { name: thisMachine, exact: true })).toBeVisible()
  await expect(page.getByText('1 node', { exact: false }).first()).toBeVisible()
  await page.close()
})

let added: Promise<void> | undefined
/** The fleet, once the first test has seen Hakim without it. */
const fleetAdded = (): Promise<void> => {
  added ??= addFleet()
  return added
}

async function addFleet(): Promise<void> {
  await db.query(
    `INSERT INTO nodes (node_did, name, labels)
     SELECT CASE n WHEN 1 THEN $2 ELSE 'did:kos:big:' || md5(n::text) END, 'big-' || n,
            jsonb_build_object('region', CASE WHEN n % 5 = 0 THEN 'eu' ELSE 'af' END, 'rack', 'r' || n % 900)
     FROM generate_series(1, $1::int) n`,
    [size, silent],
  )
  await db.query(
    `INSERT INTO node_owners (node_did, person_id)
     SELECT n.node_did, p.id FROM nodes n, people p
     WHERE n.name LIKE 'big-%00' AND p.email = 'approver@local.invalid'`,
  )
  await db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT node_did, CASE node_did WHEN $1 THEN now() - interval '5 months' ELSE now() END,
            CASE WHEN n % 100 = 50 THEN 'Error' ELSE 'Healthy' END,
            jsonb_build_object('cpu_usage_percent', n / 100.0, 'memory_usage_mb', n), '{}'
     FROM (SELECT node_did, substr(name, 5)::int AS n FROM nodes WHERE name LIKE 'big-%') nodes`,
    [silent],
  )
  // As if that report had arrived when it was made.
  await db.query(`UPDATE node_latest SET heard_at = timestamp, arrived_at = timestamp WHERE node_did = $1`, [
    silent,
  ])
}

/** A new page of an approver; any error that the browser reports fails the test. */
async function approver(path: string, work: (page: Page) => Promise<void>): Promise<void> {
  await fleetAdded()
  const page = await opened.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // Browsers request it on their own when the page changes.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      errors.push(`${message.text()} ${message.location().url}`)
  })
  await page.goto(path)
  await expect(row(page, 1)).toBeVisible()
  await work(page)
  await page.close()
  expect(errors).toEqual([])
}

/** The node at this position in the list, counted from 1. */
const row = (page: Page, place: number) => page.locator(`tbody tr[aria-rowindex="${place + 1}"]`)

const scrollTo = (page: Page, share: number) =>
  page.evaluate((part) => window.scrollTo(0, part * document.documentElement.scrollHeight), share)

const report = (name: string, status: string) =>
  db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT node_did, now(), $2, '{"cpu_usage_percent": 12.3}', '{}' FROM nodes WHERE name = $1`,
    [name, status],
  )

/** The name at a position once it has loaded. */
async function nameAt(page: Page, place: number): Promise<string> {
  const link = row(page, place).getByRole('link', { name: /^big-/ })
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}

/** The position of the first row that is wholly on screen, below the head of the table. */
async function placeOnScreen(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('tbody tr[aria-rowindex]')]
    const seen = rows.map((one) => ({ one, ...one.getBoundingClientRect().toJSON() }))
    return seen
      .find(({ top, bottom }) => top > 100 && bottom < innerHeight)
      ?.one.getAttribute('aria-rowindex')
  })
  return Number(await found.jsonValue()) - 1
}

test('the first rows come with the page, worst first, and space is reserved for the others', async () => {
  await approver('/', async (page) => {
    const html = await (await page.request.get(`${hakim.url}/?q=big-`)).text()
    expect(html.match(/<tr[^>]* aria-rowindex="\d+"/g)).toHaveLength(25)
    expect(html).toContain('big-50')
    await expect(page.getByText('10,001 nodes')).toBeVisible()
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(size + 2))
    await expect(page.getByRole('link', { name: /^1\s*Silent/ })).toBeVisible()
    await page.goto('/?q=big-')
    expect(await nameAt(page, 1)).toBe('big-50')
    await expect(row(page, 1)).toContainText('Error')
    await expect(page.getByText('10,000 of 10,001 nodes')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(size * 50)
  })
})

test('scrolling to the last row and back; all rows have the same height', async () => {
  await approver('/?q=big-&sort=name', async (page) => {
    const selector = 'tbody tr[aria-rowindex]'
    const rows = page.locator(selector)
    // Found and measured in one call: a row that the page takes out in between has no height.
    const heights = () =>
      page.evaluate(
        (which) =>
          [...document.querySelectorAll(which)].map((one) => ({
            height: one.getBoundingClientRect().height,
            html: one.outerHTML,
          })),
        selector,
      )
    const first = await heights()
    await scrollTo(page, 1)
    expect(await nameAt(page, size)).toBe('big-10000')
    await expect(row(page, size)).toBeInViewport()
    // Whole rows, so that a failure shows which ones are higher and what they hold.
    const all = [...first, ...(await heights())]
    expect(all.filter(({ height }) => height !== all[0]?.height)).toEqual([])
    // Rows are as wide as the table, whichever columns there is room for.
    for (const width of [1100, 1280, 1440]) {
      await page.setViewportSize({ width, height: 720 })
      const [whole, one] = [await page.getByRole('table').boundingBox(), await rows.last().boundingBox()]
      expect(Math.abs((whole?.width ?? 0) - (one?.width ?? 0)), `at ${width}`).toBeLessThan(3)
    }
    await page.setViewportSize({ width: 1280, height: 720 })
    // What was scrolled past is not kept.
    expect(await rows.count()).toBeLessThan(60)
    await scrollTo(page, 0.5)
    const middle = await placeOnScreen(page)
    expect(middle).toBeGreaterThan(4_000)
    expect(await nameAt(page, middle)).toBe(`big-${middle}`)
    await scrollTo(page, 0)
    expect(await nameAt(page, 1)).toBe('big-1')
  })
})

test('going back from a node returns to the same row', async () => {
  await approver('/?q=big-&sort=name', async (page) => {
    await scrollTo(page, 0.5)
    const place = (await placeOnScreen(page)) + 3
    await row(page, place)
      .getByRole('link', { name: `big-${place}` })
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`big-${place}`)
    await page.goBack()
    await expect(row(page, place)).toBeInViewport()
    expect(await nameAt(page, place)).toBe(`big-${place}`)
  })
})

test('state, label, owner, search and sort are in the URL', async () => {
  await approver('/', async (page) => {
    // This machine's own node may be in any state, depending on its load.
    await page.getByRole('link', { name: /^10[01]\s*Error/ }).click()
    await expect(page.getByText(/10[01] of 10,001 nodes/)).toBeVisible()
    await expect(page).toHaveURL(/\?state=Error$/)
    await page.getByRole('link', { name: /^10[01]\s*Error/ }).click()

    await page.getByRole('combobox', { name: 'Label', exact: true }).click()
    await expect(page.getByRole('option', { name: /^region:af/ })).toContainText('8,000')
    await page.getByRole('combobox', { name: 'Search labels' }).fill('EU')
    await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
    await page.getByRole('option', { name: /^region:eu/ }).click()
    await expect(page.getByText('2,000 of 10,001 nodes')).toBeVisible()

    await page.getByRole('combobox', { name: 'Owner', exact: true }).click()
    await page.getByRole('option', { name: /^Mine/ }).click()
    await expect(page.getByText('100 of 10,001 nodes')).toBeVisible()
    await expect(page).toHaveURL(/\?label=region%3Aeu&owner=me$/)

    await page.getByRole('link', { name: 'CPU', exact: true }).click()
    await expect(page.getByRole('columnheader', { name: 'CPU', exact: true })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    expect(await nameAt(page, 1)).toBe('big-10000')
    await page.getByRole('link', { name: 'CPU', exact: true }).click()
    await expect(page).toHaveURL(/&sort=cpu$/)
    await expect.poll(() => nameAt(page, 1)).toBe('big-100')

    await page.getByRole('searchbox').fill('BIG-99')
    await expect(page.getByText('1 of 10,001 nodes')).toBeVisible()
    await page.reload()
    expect(await nameAt(page, 1)).toBe('big-9900')
    await expect(page.getByRole('combobox', { name: 'Owner: Mine' })).toBeVisible()
    await page.getByRole('searchbox').fill('100%')
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(page).toHaveURL(/\/\?sort=cpu$/)
  })
})

test('after scrolling, rows stay in place but visible values update', async () => {
  await approver('/?q=big-', async (page) => {
    await scrollTo(page, 0.5)
    const place = (await placeOnScreen(page)) + 2
    const name = await nameAt(page, place)
    await expect(row(page, place)).toContainText('Healthy')
    await report(name, 'Error')
    await expect(row(page, place)).toContainText('Error')
    expect(await nameAt(page, place)).toBe(name)
    await page.getByRole('button', { name: 'Sort again' }).click()
    await expect(row(page, place)).not.toContainText(name)
    await expect(page.getByRole('button', { name: 'Sort again' })).toHaveCount(0)
    await report(name, 'Healthy')
  })
})

test('rows that fail to load say so and load on “Try again”', async () => {
  await approver('/?q=big-&sort=name', async (page) => {
    // Otherwise the stream of changes would load them again.
    await page.route('**/api/v1/events', (route) => route.fulfill({ status: 204 }))
    await page.reload()
    await page.route('**/api/fleet/rows?*', (route) =>
      route.fulfill({ status: 200, contentType: 'application/json', body: '{"rows": [{"did": 7}]}' }),
    )
    await scrollTo(page, 0.5)
    await expect(page.getByRole('alert').filter({ hasText: 'Some rows could not be loaded' })).toBeVisible()
    await page.unroute('**/api/fleet/rows?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    const place = await placeOnScreen(page)
    expect(await nameAt(page, place)).toBe(`big-${place}`)
    await expect(page.getByText('Some rows could not be loaded')).toHaveCount(0)
  })
})

test('by keyboard: from row to row past the first page; scrolling keeps the focus', async () => {
  await approver('/?q=big-&sort=name', async (page) => {
    await scrollTo(page, 0.01)
    await row(page, 100).getByRole('link').focus()
    const focused = () =>
      page.evaluate(() => Number(document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')) - 1)
    // A row has two stops, its link and the button that copies its DID; while it loads, only the first.
    for (let stops = 0; stops < 60; stops += 1) await page.keyboard.press('Tab')
    const place = await focused()
    expect(place).toBeGreaterThan(125)
    await nameAt(page, place)
    await row(page, place).getByRole('link').focus()
    await scrollTo(page, 0.8)
    await expect(row(page, 8_000)).toBeAttached()
    await nameAt(page, 8_000)
    expect(await focused()).toBe(place)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`big-${place}`)
  })
})

test('the browser’s memory stays bounded after scrolling through the whole list', async () => {
  await approver('/', async (page) => {
    const devtools = await page.context().newCDPSession(page)
    const megabytes = async () => {
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6
    }
    const before = await megabytes()
    for (let step = 1; step <= 100; step += 1) {
      await scrollTo(page, step / 100)
      await expect(page.locator('tbody a[href^="/nodes/"]').first()).toBeAttached()
    }
    await expect(row(page, size + 1).getByRole('link')).toBeVisible()
    const after = await megabytes()
    console.log(`JavaScript heap: ${before.toFixed(1)} MB, after all rows went by ${after.toFixed(1)} MB`)
    expect(after).toBeLessThan(60)
  })
})

for (const width of widths)
  test(`light and dark: no axe violation, nothing scrolls sideways (${width})`, async () => {
    await approver('/?label=region%3Aeu', async (page) => {
      await page.setViewportSize({ width, height: 900 })
      await checkBothSchemes(page, 'the fleet')
      await page.getByRole('combobox', { name: 'Label: region:eu' }).click()
      await expect(page.getByRole('option', { name: /^region:eu/ })).toBeVisible()
      await checkBothSchemes(page, 'a choice')
      await page.keyboard.press('Escape')
      await scrollTo(page, 0.5)
      await nameAt(page, await placeOnScreen(page))
      await checkBothSchemes(page, 'further down')
    })
  })

test('on a phone a row has two lines and a list offers the sort orders', async () => {
  await approver('/?q=big-', async (page) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('combobox', { name: 'Sort' }).selectOption('Highest CPU first')
    await expect(page).toHaveURL(/sort=-cpu/)
    expect(await nameAt(page, 1)).toBe('big-10000')
    const heights = await page
      .locator('tbody tr[aria-rowindex]')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(new Set(heights).size).toBe(1)
    await scrollTo(page, 1)
    await expect(row(page, size)).toBeInViewport()
  })
})

test('the reads of the page: signed out, an agent, bad input', async () => {
  await fleetAdded()
  const get = async (path: string, bearer?: string) => {
    const response = await fetch(
      hakim.url + path,
      bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {},
    )
    return { status: response.status, text: await response.text() }
  }
  const paths = ['/api/fleet/order', `/api/fleet/rows?did=${silent}`, '/api/fleet/choices?of=owner']
  const agent = await tokenFor(hakim.env, { node: silent })
  const person = await tokenFor(hakim.env, { person: 'operator@local.invalid' })
  for (const path of paths) {
    expect((await get(path)).status, path).toBe(401)
    expect((await get(path, agent)).status, path).toBe(403)
    expect((await get(path, person)).status, path).toBe(200)
  }
  for (const [path, field] of [
    ['/api/fleet/order?sort=owner_id', 'sort'],
    ['/api/fleet/order?state=%00', 'state'],
    ['/api/fleet/rows', 'did'],
    ['/api/fleet/choices?of=people', 'of'],
    ['/api/v1/nodes?sort=timestamp%20DESC', 'sort'],
    ['/api/v1/nodes?limit=1001', 'limit'],
    ['/api/v1/nodes?cursor=W10', 'cursor'],
    ['/api/v1/nodes?label=eu', 'label'],
  ]) {
    const { status, text } = await get(path ?? '', person)
    expect(status, path).toBe(400)
    expect(JSON.parse(text), path).toMatchObject({ errors: [{ path: field }] })
  }
})

test('the API pages through all nodes; an agent sees only its own', async () => {
  await fleetAdded()
  const page = async (
    bearer: string,
    query: string,
  ): Promise<{ nodes: { name: string; state: string }[]; next_cursor: string | null }> =>
    (
      await fetch(`${hakim.url}/api/v1/nodes?${query}`, { headers: { authorization: `Bearer ${bearer}` } })
    ).json()
  const person = await tokenFor(hakim.env, { person: 'operator@local.invalid' })
  const names: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer = await page(person, `q=big-&sort=name&limit=1000${cursor && `&cursor=${cursor}`}`)
    names.push(...answer.nodes.map(({ name }) => name))
    cursor = answer.next_cursor
  }
  expect(names).toEqual(Array.from({ length: size }, (_, n) => `big-${n + 1}`))
  const agent = await tokenFor(hakim.env, { node: silent })
  expect(await page(agent, 'sort=-cpu')).toMatchObject({
    nodes: [{ name: 'big-1', state: 'Silent' }],
    next_cursor: null,
  })
  expect((await page(agent, 'state=Error')).nodes).toEqual([])
})

test('a row says in full since when, and how old the reports of a wrong clock are', async () => {
  await fleetAdded()
  await db.query(`INSERT INTO nodes (node_did, name) VALUES ('did:kos:old:clock', 'old-clock')`)
  await db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT 'did:kos:old:clock', timestamptz '2014-02-03' + n * interval '1 hour', 'Healthy', '{}', '{}'
     FROM generate_series(0, 9) n`,
  )
  await approver('/?q=old-clock', async (page) => {
    const years = Math.floor((Date.now() - Date.UTC(2014, 1, 3)) / (365.25 * 86_400_000))
    for (const text of ['since Feb 2014', `reports ${years} years old`]) {
      const shown = row(page, 1).getByText(text)
      // The line or the one around it may be cut with an ellipsis.
      const isCut = await shown.evaluate((line) =>
        [line, line.parentElement ?? line].some((one) => one.scrollWidth > Math.max(1, one.clientWidth)),
      )
      expect(isCut, text).toBe(false)
    }
  })
})

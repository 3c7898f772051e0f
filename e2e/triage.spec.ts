import type { Page } from '@playwright/test'
import { checkBothSchemes } from './axe'
import { query, tokenFor } from './database'
import { copyOfFirstStart } from './first-start'
import { expect, openForKeys, signedIn, test } from './fixtures'
import { type Hakim, startHakim } from './hakim'

test.describe.configure({ mode: 'serial' })

// The requests are for nodes of the sample fleet, which no agent runs: none of them starts while it can be undone.

let own: Hakim
let page: Page

const reasons = ['The first thing to do.', 'The second one.', 'The third one.', 'The last one.']
const waiting = '/jobs?status=waiting'

test.beforeAll(async ({ browser }) => {
  own = await startHakim({ HAKIM_DATA_DIR: copyOfFirstStart(), HAKIM_UNDO_SECONDS: '60' })
  const nodes = await query<{ node_did: string; name: string }>(
    own.env,
    `SELECT n.node_did, n.name FROM nodes n JOIN node_owners o USING (node_did) JOIN people p ON p.id = o.person_id
     WHERE p.email = 'approver@local.invalid' AND n.is_sample ORDER BY n.name LIMIT 4`,
  )
  const token = await tokenFor(own.env, { person: 'operator@local.invalid' })
  for (const [index, { node_did }] of nodes.entries())
    await ask(token, {
      ...{ target_node_did: node_did, task_name: 'collect_diagnostics', reason: reasons[index], params: {} },
      expires_at: new Date(Date.now() + (index + 1) * 600_000).toISOString(),
    })
  page = await signedIn(browser, 'approver', { url: own.url, viewport: { width: 1440, height: 900 } })
})

test.afterAll(async () => {
  await page?.context().close()
  await own?.stop()
})

async function ask(token: string, body: object): Promise<void> {
  const answer = await fetch(`${own.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.text()).toBe(201)
}

const beside = () => page.getByRole('region', { name: 'The chosen job' })
const reasonBeside = () => beside().getByRole('blockquote')
const key = (name: string) => page.keyboard.press(name)

/** Until the keys decide: what is beside the list has been on screen for a second. */
const untilRead = () => page.waitForTimeout(1_200)

test('what expires first comes first, in its group, and the tab counts', async () => {
  await page.goto(waiting)
  const rows = page.locator('tr[aria-current], tbody tr:has(a)')
  await expect(rows.first()).toContainText('The first thing to do.')
  await expect(page.getByRole('rowheader', { name: /^Expires within 1 hour/ })).toContainText('4')
  await expect(page).toHaveTitle(/^\(\d+\) Jobs · Hakim$/)
  await expect(reasonBeside()).toContainText(reasons[0] ?? '')
  await page.getByRole('link', { name: 'Risk', exact: true }).click()
  await expect(page).toHaveURL(/sort=risk/)
  await expect(page.getByRole('rowheader').first()).toContainText('High risk')
})

test('by keyboard alone: move, approve, undo, reject with a reason, and the next one is there', async () => {
  await openForKeys(page, waiting)
  await expect(reasonBeside()).toContainText('The first thing')
  await key('j')
  await expect(reasonBeside()).toContainText('The second one.')
  await expect(page).toHaveURL(/job=/)
  await key('k')
  await expect(reasonBeside()).toContainText('The first thing')

  // Not before it can have been read.
  await key('a')
  await expect(beside().getByRole('button', { name: /^Approve/ })).toBeEnabled()
  await untilRead()
  // No answer for the page comes before the next one has to be there.
  const release = await holdReads()
  await watchNext()
  await key('a')
  await expect(page.getByText(/collect_diagnostics on .* approved\./)).toBeVisible()
  await expect(reasonBeside()).toContainText('The second one.')
  const ms = await page.evaluate<number>('window.shownAfterMs')
  console.log(`the next one is there ${Math.round(ms)} ms after the answer`)
  release()
  await expect(page.getByText('The first thing to do.')).toHaveCount(0)

  await key('z')
  await expect(page.getByText(/waits for you again/)).toBeVisible()
  await expect(reasonBeside()).toContainText('The first thing')
  await expect(beside().getByRole('button', { name: /^Approve/ })).toBeEnabled()

  await untilRead()
  await key('r')
  await expect(beside().getByText(/Say why/)).toBeVisible()
  await page.keyboard.type('jkan: not during the backup.')
  await key('Control+Enter')
  await expect(page.getByText(/collect_diagnostics on .* rejected\./)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0)
  await expect(reasonBeside()).toContainText('The second one.')
  const [stored] = await query<{ status: string; reason: string }>(
    own.env,
    `SELECT j.status, v.reason FROM maintenance_jobs j JOIN job_details d USING (job_id) JOIN job_votes v USING (job_id)
     WHERE d.reason = $1 AND v.decision = 'reject'`,
    [reasons[0]],
  )
  expect(stored).toEqual({ status: 'Rejected', reason: 'jkan: not during the backup.' })

  await key('n')
  await expect(reasonBeside()).toContainText('The third one.')
  await key('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await key('Escape')
  await key('Enter')
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/)
})

/** Holds back what the page asks for when its address changes, until the returned function is called. */
async function holdReads(): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/_rsc=/, async (route) => {
    await held
    await route.continue()
  })
  return release
}

/** Notes when the answer to the next action came, and when another job was beside the list. */
const watchNext = () =>
  page.evaluate(() => {
    const heading = () => document.querySelector('[aria-label="The chosen job"] blockquote')?.textContent
    const before = heading()
    const wait = setInterval(() => {
      if (heading() === before) return
      clearInterval(wait)
      const shown = performance.now()
      const sent = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming && entry.initiatorType === 'fetch')
        .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.responseEnd : 0))
        .filter((end) => end > 0 && end <= shown)
      Object.assign(window, { shownAfterMs: shown - Math.max(...sent) })
    }, 2)
  })

test('single keys do nothing once they are off', async () => {
  await openForKeys(page, '/account')
  await page.getByRole('checkbox', { name: /approves/ }).uncheck()
  await openForKeys(page, waiting)
  await expect(reasonBeside()).toContainText('The second one.')
  await untilRead()
  for (const name of ['j', 'n', 'a', '?']) await key(name)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(reasonBeside()).toContainText('The second one.')
  await expect(page).toHaveURL(waiting)
  await openForKeys(page, '/account')
  await page.getByRole('checkbox', { name: /approves/ }).check()
})

test('a job of a link that does not exist is named, and the first one is shown', async () => {
  await page.goto(`${waiting}&job=00000000-0000-4000-8000-000000000000`)
  await expect(page.getByText('Unknown job')).toBeVisible()
  await expect(reasonBeside()).toContainText('The second one.')
})

test('no axe violation, light and dark, on a desk and a phone; there, a row opens the page of its job', async () => {
  await page.goto(waiting)
  await checkBothSchemes(page, 'waiting, 1440')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(waiting)
  await checkBothSchemes(page, 'waiting, 390')
  await expect(beside()).toBeHidden()
  await page.locator('a[data-waiting]').first().click()
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/)
})

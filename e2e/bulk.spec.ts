import type { Page } from '@playwright/test'
import { askedAboutOwners } from '@/test/owner-changes'
import { checkViews } from './axe'
import { addNode, query, tokenFor } from './database'
import { copyOfFirstStart } from './first-start'
import { expect, openForKeys, signedIn, test } from './fixtures'
import { type Hakim, startHakim } from './hakim'

test.describe.configure({ mode: 'serial' })

// No agent runs for these nodes, so what is approved stays so.

let own: Hakim
let page: Page
let token: string

const waiting = '/jobs?status=waiting'
const names = ['lagos', 'thies', 'accra', 'abuja', 'lome', 'bamako'].map((name) => `bulk-${name}`)
const did = (name: string) => `did:kos:bulk:${name}`
const tasks = [
  {
    name: 'restart_indexer',
    risk: 'medium',
    command: ['/usr/bin/systemctl', 'restart', '{unit}', '--wait', '{wait}'],
    params: {
      ...{ type: 'object', additionalProperties: false, required: ['unit', 'wait'] },
      properties: { unit: { type: 'string' }, wait: { type: 'integer' } },
    },
  },
  { name: 'reinstall', risk: 'high', command: ['/usr/bin/reinstall'], params: { type: 'object' } },
]

test.beforeAll(async ({ browser }) => {
  own = await startHakim({ HAKIM_DATA_DIR: copyOfFirstStart(), HAKIM_UNDO_SECONDS: '60' })
  for (const name of names) await addNode(own.env, did(name), { name, owner: 'approver@local.invalid' })
  await query(own.env, `UPDATE nodes SET tasks = $1 WHERE node_did LIKE 'did:kos:bulk:%'`, [
    JSON.stringify(tasks),
  ])
  // Before any request: whoever becomes an owner later decides on later requests only.
  const others = `nodes n, people p WHERE n.node_did = '${did('bulk-abuja')}' AND p.email = 'admin@local.invalid'`
  await query(
    own.env,
    `BEGIN; ${askedAboutOwners('add_owner', others)}
     INSERT INTO node_owners (node_did, person_id) SELECT n.node_did, p.id FROM ${others}; COMMIT`,
  )
  token = await tokenFor(own.env, { person: 'operator@local.invalid' })
  page = await signedIn(browser, 'approver', { url: own.url, viewport: { width: 1440, height: 900 } })
})

test.afterAll(async () => {
  await page?.context().close()
  await own?.stop()
})

async function call(path: string, body: object, by = token): Promise<{ job_id: string }> {
  const answer = await fetch(`${own.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return JSON.parse(text)
}

const ask = (name: string, more: object = {}) =>
  call('/jobs', {
    ...{ target_node_did: did(name), task_name: 'restart_indexer', reason: `The indexer of ${name} hangs.` },
    ...{ params: { unit: 'griot-indexer', wait: 30 }, ...more },
  })

/** Opens the sheet with all requests of this task that wait. */
async function openSheet(at: Page): Promise<void> {
  await at.goto(waiting)
  await at
    .getByRole('checkbox', { name: /^Select restart_indexer/ })
    .first()
    .check()
  await at.getByRole('button', { name: 'Select all of this task' }).click()
  await at.getByRole('link', { name: /^Review \d+ together/ }).click()
  await expect(at.getByRole('heading', { level: 1 })).toContainText('together')
}

const outcome = (at: Page, name: string) => at.getByRole('listitem').filter({ hasText: name })
const row = (at: Page, name: string) => at.getByRole('row').filter({ hasText: name })
const statusOf = async (jobId: string) =>
  (
    await query<{ status: string }>(own.env, `SELECT status FROM maintenance_jobs WHERE job_id = $1`, [jobId])
  )[0]?.status

test('a selection is one sheet: what differs and what cannot be approved here is said', async () => {
  for (const name of names.slice(0, 3)) await ask(name)
  await ask('bulk-abuja', { params: { unit: 'griot-indexer', wait: 60 } })
  await ask('bulk-lome', { task_name: 'reinstall', params: {} })
  await openForKeys(page, waiting)
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected')
  await page.getByRole('button', { name: 'All shown' }).click()
  await page.keyboard.press('b')
  const sheet = page.getByRole('region', { name: /^restart_indexer/ })
  await expect(sheet).toContainText('1 of the 4 differs')
  await expect(sheet.getByRole('region', { name: /^Command/ })).toContainText('--wait 30')
  await expect(row(page, 'bulk-abuja')).toContainText('wait 60')
  await expect(row(page, 'bulk-lagos')).not.toContainText('wait')
  await expect(row(page, 'bulk-lagos')).toContainText('The indexer of bulk-lagos hangs.')
  const apart = page.getByRole('region', { name: 'Set apart' })
  await expect(apart.getByRole('listitem').filter({ hasText: 'bulk-lome' })).toContainText(
    'High risk is never approved in a list',
  )
  await checkViews(page, 'decide together')
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('a forbidden, a changed and an already decided one are refused alone; one signature stands under the others', async () => {
  await openSheet(page)
  const jobs = await query<{ job_id: string; name: string; digest: string }>(
    own.env,
    `SELECT j.job_id, n.name, a.digest FROM maintenance_jobs j JOIN nodes n ON n.node_did = j.target_node_did
     JOIN approval_documents a USING (job_id) WHERE j.task_name = 'restart_indexer' AND j.status = 'PendingApproval'`,
  )
  const of = (name: string) => jobs.find((job) => job.name === name)?.job_id ?? ''
  // The page is not told, so what it sends is what it was shown.
  await page.route('**/api/v1/events**', (route) => route.abort())
  await openSheet(page)
  await call(`/jobs/${of('bulk-thies')}/revise`, { params: { unit: 'griot-indexer', wait: 90 } })
  const rejecter = await tokenFor(own.env, { person: 'approver@local.invalid' })
  await call(
    `/jobs/${of('bulk-accra')}/reject`,
    {
      approval_hash: jobs.find(({ name }) => name === 'bulk-accra')?.digest,
      reason: 'Not today.',
    },
    rejecter,
  )
  const owned = `node_owners o JOIN nodes n USING (node_did) JOIN people p ON p.id = o.person_id
    WHERE n.node_did = '${did('bulk-abuja')}' AND p.email = 'approver@local.invalid'`
  await query(
    own.env,
    `BEGIN; ${askedAboutOwners('remove_owner', owned)}
     DELETE FROM node_owners o USING people p WHERE p.id = o.person_id AND o.node_did = '${did('bulk-abuja')}'
       AND p.email = 'approver@local.invalid'; COMMIT`,
  )
  await page.getByLabel(/^One reason for all 4/).fill('After the update of the indexer.')
  await page.getByRole('button', { name: 'Sign 4 approvals' }).click()
  await expect(page.getByText('4 of 4 done')).toBeVisible()
  await expect(outcome(page, 'bulk-lagos')).toContainText('Done')
  await expect(outcome(page, 'bulk-thies')).toContainText('has changed since you saw it')
  await expect(outcome(page, 'bulk-accra')).toContainText('has already been rejected')
  await expect(outcome(page, 'bulk-abuja')).toContainText('one of its owners has to decide')
  await page.screenshot({ path: test.info().outputPath('results.png'), fullPage: true })
  const [vote] = await query<{ signed: { list: { statements: string[] } }; reason: string }>(
    own.env,
    `SELECT signed, reason FROM job_votes WHERE job_id = $1`,
    [of('bulk-lagos')],
  )
  expect(vote?.signed.list.statements).toHaveLength(4)
  expect(vote?.reason).toBe('After the update of the indexer.')
  expect(await statusOf(of('bulk-thies'))).toBe('PendingApproval')

  await page.getByRole('button', { name: /^Undo 1/ }).click()
  await expect(outcome(page, 'bulk-lagos')).toContainText('it waits for you again')
  expect(await statusOf(of('bulk-lagos'))).toBe('PendingApproval')
  await page.unroute('**/api/v1/events**')
})

test('what changes while the sheet is open is left out until it was read', async () => {
  const { job_id } = await ask('bulk-bamako')
  await openSheet(page)
  await expect(row(page, 'bulk-bamako').getByRole('checkbox')).toBeChecked()
  await call(`/jobs/${job_id}/revise`, { params: { unit: 'griot-gateway', wait: 30 } })
  await expect(page.getByText('Changed since you looked')).toBeVisible()
  const box = page.getByRole('checkbox', { name: 'Decide on restart_indexer on bulk-bamako' })
  await expect(box).not.toBeChecked()
  await expect(page.getByText('griot-gateway').first()).toBeVisible()
  await box.check()
  await expect(page.getByText('Changed since you looked')).toBeHidden()
})

test('two approvers at the same sheet: each decision has one result', async ({ browser }) => {
  const second = `nodes n, people p WHERE n.node_did LIKE 'did:kos:bulk:%' AND p.email = 'admin@local.invalid'
    AND n.node_did <> '${did('bulk-abuja')}'`
  await query(
    own.env,
    `BEGIN; ${askedAboutOwners('add_owner', second)}
     INSERT INTO node_owners (node_did, person_id) SELECT n.node_did, p.id FROM ${second}; COMMIT`,
  )
  for (const name of names) await ask(name, { params: { unit: 'griot-store', wait: 5 } })
  const other = await signedIn(browser, 'admin', { url: own.url })
  for (const at of [page, other]) {
    await at.route('**/api/v1/events**', (route) => route.abort())
    await openSheet(at)
  }
  await Promise.all(
    [page, other].map((at) => at.getByRole('button', { name: /^Sign \d+ approvals/ }).click()),
  )
  for (const at of [page, other]) await expect(at.getByText(/^(\d+) of \1 done$/)).toBeVisible()
  const votes = await query<{ job_id: string; voters: number }>(
    own.env,
    `SELECT job_id, count(*)::int AS voters FROM job_votes JOIN maintenance_jobs USING (job_id)
     WHERE params ->> 'unit' = 'griot-store' AND status = 'Approved' GROUP BY job_id`,
  )
  expect(votes.length).toBeGreaterThan(0)
  expect(votes.every(({ voters }) => voters === 1)).toBe(true)
  await other.context().close()
  await page.unroute('**/api/v1/events**')
})

test('a hundred at once; their results stay when the page is read again', async () => {
  test.setTimeout(180_000)
  for (let n = 0; n < 100; n++) await ask(names[n % 3] ?? '', { params: { unit: 'griot-many', wait: n } })
  const jobs = await query<{ job_id: string }>(
    own.env,
    `SELECT job_id FROM maintenance_jobs WHERE params ->> 'unit' = 'griot-many'`,
  )
  await page.goto(`/jobs/together?jobs=${jobs.map(({ job_id }) => job_id).join('.')}`)
  const sign = page.getByRole('button', { name: 'Sign 100 approvals' })
  await expect(sign).toBeEnabled()
  const jobsLink = page.getByRole('link', { name: /^Jobs \d+ waiting for you$/ })
  const waited = Number.parseInt(((await jobsLink.textContent()) ?? '').replace(/\D/g, ''), 10)
  const start = Date.now()
  await sign.click()
  await expect(page.getByText('100 of 100 done')).toBeVisible({ timeout: 30_000 })
  console.log(`a hundred decisions with one signature took ${Date.now() - start} ms`)
  // Read again, the page counts what waits without them, and offers none of them.
  await expect(jobsLink).toHaveAccessibleName(`Jobs ${waited - 100} waiting for you`)
  await expect(page.getByText('100 counted · 0 not counted')).toBeVisible()
})

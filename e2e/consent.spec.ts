import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Client } from 'pg'
import { findEmbedded } from '@/lib/postgres/start'
import { askedAboutOwners, removalOfRule } from '@/test/owner-changes'
import { writeTasks } from '@/test/tasks-file'
import { addNode, tokenFor } from './database'
import { ask, expect, request, shared, signedIn, test, thisMachine } from './fixtures'

/** A node with its own agent, whose only task runs far longer than this spec. */
const slowNode = 'did:kos:e2e:a-slow-node-with-a-name-that-is-long-enough-to-be-cut-somewhere'
const marker = '86399.5'

let db: Client
let agent: ChildProcess

test.beforeAll(async () => {
  const address = await findEmbedded(shared().env.HAKIM_DATA_DIR)
  if (address === null) throw new Error('there is no database for the specs')
  db = new Client({ connectionString: address })
  await db.connect()
  await addNode(shared().env, slowNode)
  await db.query(
    `INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'local-approver'), ($1, 'local-admin')`,
    [slowNode],
  )
  const second = `nodes n, people p WHERE n.name = '${thisMachine}' AND p.id = 'local-admin'`
  await db.query(`BEGIN; ${askedAboutOwners('add_owner', second)}
    INSERT INTO node_owners (node_did, person_id) SELECT n.node_did, p.id FROM ${second}; COMMIT`)
  await db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('Two owners clear a cache', 'clear_cache', 2)`,
  )
  await db.query(
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     VALUES ($1, 'Always', '{1,2,3,4,5,6,7}', 0, 1440, 'Europe/Berlin')`,
    [slowNode],
  )
  const folder = mkdtempSync(join(tmpdir(), 'hakim-e2e-agent-'))
  const wait = {
    ...{ name: 'wait', command: ['sleep', marker] },
    dry_run: { command: ['echo', 'would sleep for a day'] },
  }
  const tasks = writeTasks({ builtin: false, service: false, tasks: [wait] }, folder)
  agent = spawn(
    process.execPath,
    [
      ...['bin/hakim.mjs', 'agent', '--server', shared().url, '--tasks', tasks, '--interval', '1'],
      ...['--state-dir', join(folder, 'state')],
    ],
    {
      env: { ...process.env, HAKIM_AGENT_TOKEN: await tokenFor(shared().env, { node: slowNode }) },
      stdio: 'ignore',
    },
  )
})

test.afterAll(async () => {
  agent?.kill('SIGINT')
  await db?.query(removalOfRule('Two owners clear a cache'))
  const second = `nodes n, people p WHERE n.name = '${thisMachine}' AND p.id = 'local-admin'`
  await db?.query(`BEGIN; ${askedAboutOwners('remove_owner', second)}
    DELETE FROM node_owners WHERE person_id = 'local-admin'
      AND node_did IN (SELECT node_did FROM nodes WHERE name = '${thisMachine}'); COMMIT`)
  await db?.end()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const consent = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: /^Approvals/ }) })
const timeline = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: 'Timeline' }) })
const wouldChange = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: 'What would change' }) })

test('two of two owners: the first votes, withdraws and votes again; a change voids the vote on open pages', async ({
  operator,
  approver,
  admin,
}) => {
  await ask(operator, 'clear_cache', 'The cache is full.')
  await operator.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  const job = new URL(operator.url()).pathname
  // A button that they are not allowed to use is disabled and says why.
  await expect(button(operator, /^Approve/)).toBeDisabled()
  await expect(operator.getByText('You requested this job')).toBeVisible()

  await approver.goto(job)
  await expect(consent(approver)).toContainText('0 of 2 owners or delegates')
  await button(approver, /^Approve/).click()
  await expect(approver.getByText('You have approved it.')).toBeVisible()
  await expect(consent(approver)).toContainText('1 of 2 owners or delegates')
  await expect(consent(operator)).toContainText('1 of 2')

  await button(approver, 'Withdraw your vote').click()
  await approver.getByLabel('Reason (optional)').fill('I want to look at the node first.')
  await button(approver, 'Yes, withdraw it').click()
  await expect(consent(approver)).toContainText('0 of 2')
  await expect(timeline(approver)).toContainText('Vote withdrawn')
  await button(approver, /^Approve/).click()
  await expect(approver.getByText('You have approved it.')).toBeVisible()

  await operator.getByRole('link', { name: 'Change the request' }).click()
  await operator.getByLabel('The request expires').selectOption('3')
  await button(operator, 'Change the request').click()
  await operator.waitForURL(job)
  await expect(
    approver.getByText(/has changed since you opened this page, and earlier votes are void/),
  ).toBeVisible()
  await expect(consent(approver)).toContainText('void: the request was later changed')
  await expect(button(approver, /^Approve/)).toBeDisabled()
  await button(approver, 'I have reviewed the change').click()
  await button(approver, /^Approve/).click()
  await expect(consent(approver)).toContainText('1 of 2')

  await admin.goto('/jobs?status=waiting')
  const row = admin.locator('tr', { has: admin.locator(`a[href="${job}"]`) })
  await expect(row).toContainText('1 of 2')
  await row.getByRole('link', { name: /^Review/ }).press('Enter')
  await admin.waitForURL(job)
  await button(admin, /^Approve/).click()
  for (const page of [operator, approver, admin])
    await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
})

test('the window and what would change are shown; the agent stops a running job; the job is requested again', async ({
  operator,
  approver,
}) => {
  await expect
    .poll(
      async () =>
        (await db.query(`SELECT 1 FROM nodes WHERE node_did = $1 AND tasks IS NOT NULL`, [slowNode]))
          .rowCount,
      {
        timeout: 60_000,
      },
    )
    .toBe(1)
  await operator.goto(`/jobs/new?node=${encodeURIComponent(slowNode)}&task=wait`)
  await expect(operator.getByText(/will be asked/)).toBeVisible()
  await operator.getByLabel('May run').selectOption({ index: 1 })
  await expect(operator.getByLabel(/^Try it first/)).toBeChecked()
  await operator.getByLabel('Reason').fill('To see it stop.')
  await button(operator, 'Request approval').click()
  await operator.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  const job = new URL(operator.url()).pathname
  await expect(operator.getByText(/00:00 – .* 00:00 \(\+0[12]:00\) Europe\/Berlin/).first()).toBeVisible()
  await expect(wouldChange(operator)).toContainText('would sleep for a day', { timeout: 60_000 })
  await approver.goto(job)
  await expect(wouldChange(approver)).toContainText('would sleep for a day')
  await expect(timeline(approver)).toContainText('Found out what would change')
  await button(approver, /^Approve/).click()
  await expect(operator.getByText('Running', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect.poll(sleeping, { timeout: 30_000 }).toBe(1)

  await button(operator, 'Stop').click()
  await button(operator, 'Yes, stop it').click()
  await expect(operator.getByText(/waiting for the agent/).first()).toBeVisible()
  await expect(operator.getByText('Cancelled', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect.poll(sleeping, { timeout: 30_000 }).toBe(0)

  await operator.getByRole('link', { name: 'Request again' }).click()
  await expect(operator.getByLabel('Reason')).toHaveValue('To see it stop.')
  await operator.getByLabel(/^Try it first/).uncheck()
  await button(operator, 'Request approval again').click()
  await operator.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  await expect(operator.getByText('Requested again after')).toBeVisible()
  await expect(wouldChange(operator)).toBeHidden()
  await operator.locator(`a[href="${job}"]`).click()
  await expect(operator.getByText('Requested again as')).toBeVisible()
})

/** How many of the agent's commands are running. */
async function sleeping(): Promise<number> {
  const { readdirSync, readFileSync } = await import('node:fs')
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === `sleep\0${marker}\0`
    } catch {
      return false
    }
  }).length
}

test('an emergency approval is red until and after its review', async ({
  operator,
  approver,
  admin,
  browser,
}) => {
  test.setTimeout(240_000)
  const job = await request(operator, 'clear_cache', 'Nobody is there tonight.')
  await admin.goto(job)
  await admin.getByText('More', { exact: true }).click()
  await button(admin, 'Approve without the owner').click()
  const why = admin.getByLabel(/cannot wait for the owner/)
  await why.fill('too short')
  await button(admin, 'Yes, approve it').click()
  await expect(admin.getByText('Write at least 20 characters.')).toBeVisible()
  await why.fill('The disk is full and no owner answers the phone.')
  await button(admin, 'Yes, approve it').click()
  await expect(admin.getByText('Waiting for review')).toBeVisible()
  await expect(admin.getByText(/You approved it yourself/)).toBeVisible()

  await approver.goto('/jobs?status=waiting')
  const row = approver.locator('tr', { has: approver.locator(`a[href="${job}"]`) })
  await expect(row).toContainText('Emergency approval')
  await row.getByRole('link', { name: /emergency approval/ }).press('Enter')
  await approver.waitForURL(job)
  await button(approver, 'Review').click()
  await button(approver, 'Submit review').click()
  await expect(approver.getByText('What you found: choose one.')).toBeVisible()
  await approver.getByLabel('It was justified').check()
  await approver.getByLabel('Your findings').fill('I was on a plane.')
  await button(approver, 'Submit review').click()
  await expect(approver.getByText('Reviewed: justified').first()).toBeVisible()
  await expect(timeline(approver)).toContainText('I was on a plane.')
  await approver.goto(`/jobs?task=clear_cache&requester=${await didOf('local-operator')}`)
  await expect(approver.locator('tr', { has: approver.locator(`a[href="${job}"]`) })).toContainText(
    'Emergency approval',
  )
  const watcher = await signedIn(browser, 'operator')
  await watcher.goto(job)
  await expect(watcher.getByLabel('Approved without the owner')).toBeVisible()
  await watcher.context().close()
})

const didOf = async (id: string): Promise<string> => {
  const { rows } = await db.query<{ did: string }>(`SELECT did FROM people WHERE id = $1`, [id])
  return encodeURIComponent(rows[0]?.did ?? '')
}

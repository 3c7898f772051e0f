import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { Client } from 'pg'
import { z } from 'zod'
import { findEmbedded } from '@/lib/postgres/start'
import { checkViews } from './axe'
import { addNode, tokenFor } from './database'
import { expect, shared, test } from './fixtures'

// This spec acts as the node's agent: it claims jobs and goes silent when a test says so.

const node = 'did:kos:e2e:a-node-whose-agent-goes-silent-and-whose-name-is-cut-somewhere'

let db: Client
let agent: string

test.beforeAll(async () => {
  const { env } = shared()
  const address = await findEmbedded(env.HAKIM_DATA_DIR)
  if (address === null) throw new Error('there is no database for the specs')
  db = new Client({ connectionString: address })
  await db.connect()
  await addNode(env, node, { owner: 'approver@local.invalid' })
  agent = await tokenFor(env, { node })
  const tasks = [{ name: 'restart_service', params: { properties: { service: { type: 'string' } } } }]
  await asAgent('PUT', `/nodes/${encodeURIComponent(node)}/tasks`, { tasks })
})
test.afterAll(async () => {
  await db?.end()
})

async function asAgent(method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${shared().url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${agent}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}
const claimed = z.object({
  job: z.object({ job_id: z.string() }).nullable(),
  claim_token: z.string().optional(),
})
const claim = async () => claimed.parse(await asAgent('POST', '/jobs/claim', {}))

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const status = (page: Page, name: string) => page.getByText(name, { exact: true }).first()

async function request(page: Page, reason: string): Promise<string> {
  await page.goto(`/jobs/new?node=${encodeURIComponent(node)}`)
  await page.getByLabel('service').fill('web')
  await page.getByLabel('Reason').fill(reason)
  await button(page, 'Request approval').click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname
}

async function approve(page: Page, job: string): Promise<void> {
  await page.goto(job)
  await button(page, /^Approve/).click()
  await expect(status(page, 'Approved')).toBeVisible()
}

test('a lost job: an administrator records the outcome once, and everybody can read it', async ({
  operator,
  approver,
  admin,
}) => {
  test.setTimeout(240_000)
  const job = await request(operator, 'It no longer answers.')
  await approve(approver, job)
  const { claim_token } = await claim()
  const id = job.replace('/jobs/', '')
  await db.query(`UPDATE job_details SET lease_expires_at = now() WHERE job_id = $1`, [id])
  await db.query(`UPDATE maintenance_jobs SET status = 'Lost' WHERE job_id = $1`, [id])
  // Buttons that the requester is not allowed to use are disabled and say why.
  await expect(status(operator, 'Lost')).toBeVisible()
  await expect(button(operator, 'Record the outcome')).toBeDisabled()
  await expect(operator.getByText(/Only an owner of the node or an administrator/)).toBeVisible()

  // Its agent comes back, with a line in every colour, and can be stopped again.
  const line = [30, 31, 32, 33, 34, 35, 36, 37]
    .map((code) => `\u001b[${code}mcolour ${code}\u001b[0m`)
    .join(', ')
  const log = [{ at: new Date().toISOString(), stream: 'stdout', line }]
  await asAgent('POST', `${job}/progress`, { claim_token, log })
  await expect(operator.getByText(/It is back, still running the command/)).toBeVisible()
  await expect(button(operator, 'Stop')).toBeEnabled()
  const colourOf = (code: number) =>
    operator.getByText(`colour ${code}`, { exact: true }).evaluate((text) => getComputedStyle(text).color)
  expect(await colourOf(31)).not.toBe(await colourOf(37))
  const downloading = operator.waitForEvent('download')
  await operator.getByRole('link', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`job-${id}.log`)
  expect(await readFile(await download.path(), 'utf8')).toMatch(/ out colour 30, colour 31, .*colour 37\n$/)

  await admin.goto(job)
  await button(admin, 'Record the outcome').click()
  await button(admin, 'Save').click()
  await expect(admin.getByText('How it ended: choose one.')).toBeVisible()
  await admin.getByLabel('It failed').check()
  await button(admin, 'Save').click()
  await expect(admin.getByText('Write a few words.')).toBeVisible()
  await checkViews(admin, 'a lost job')
  await admin.getByLabel('What you found on the node').fill('The service is down, and the disk is full.')
  await button(admin, 'Save').click()
  for (const page of [admin, operator, approver]) {
    await expect(status(page, 'Failed')).toBeVisible()
    await expect(page.getByText(/The service is down, and the disk is full/).first()).toBeVisible()
    await expect(button(page, 'Record the outcome')).toHaveCount(0)
  }
  // Its agent comes back too late.
  const late = asAgent('POST', `${job}/complete`, { claim_token })
  await expect(late).rejects.toThrow(/Failed|state has changed/)
  await expect(admin.getByRole('link', { name: 'Request again' })).toBeVisible()
  // Lines separate votes; there is none above the first vote.
  const consent = admin.locator('section', {
    has: admin.getByRole('heading', { name: 'Approvals', exact: true }),
  })
  const votes = consent.getByRole('list')
  await expect(votes.getByRole('listitem')).toHaveCount(1)
  for (const box of [votes, votes.getByRole('listitem')])
    expect(await box.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('0px')
})

test('cancelled before the claim: it never runs, and every open page says so at once', async ({
  operator,
  approver,
}) => {
  const job = await request(operator, 'No longer needed soon.')
  await approve(approver, job)
  await expect(status(operator, 'Approved')).toBeVisible()
  await button(operator, 'Cancel the job').click()
  await expect(operator.getByText('A cancelled job cannot be resumed')).toBeVisible()
  await button(operator, 'Keep it').click()
  await expect(button(operator, 'Cancel the job')).toBeVisible()
  await button(operator, 'Cancel the job').click()
  await operator.getByLabel('Reason (optional)').fill('It recovered on its own.')
  await button(operator, 'Yes, cancel it').click()
  for (const page of [operator, approver]) {
    await expect(status(page, 'Cancelled')).toBeVisible()
    await expect(page.getByText(/It recovered on its own/).first()).toBeVisible()
    await expect(button(page, /^(Approve|Reject|Cancel the job|Withdraw)/)).toHaveCount(0)
  }
  expect(await claim()).toMatchObject({ job: null })
})

test('an emergency approval waiting for review, in every view', async ({ operator, approver, admin }) => {
  test.setTimeout(240_000)
  const job = await request(operator, 'The node is full and it is night.')
  await admin.goto(job)
  await admin
    .getByText('More about this request')
    .or(admin.getByText('More', { exact: true }))
    .click()
  await button(admin, 'Approve without the owner').click()
  await checkViews(admin, 'the question before an emergency approval')
  await admin.getByLabel(/cannot wait for the owner/).fill('The disk is full and no owner answers the phone.')
  await button(admin, 'Yes, approve it').click()
  await expect(admin.getByText('Waiting for review')).toBeVisible()
  await checkViews(admin, 'an emergency approval, to the administrator')
  await approver.goto(job)
  await expect(approver.getByLabel('Approved without the owner')).toContainText('Waiting for review')
  await button(approver, 'Review').click()
  await checkViews(approver, 'an emergency approval, to its reviewer')
  await operator.goto(job)
  await expect(operator.getByLabel('Approved without the owner')).toContainText('You requested this job')
  await expect(button(operator, 'Review')).toHaveCount(0)
  await button(operator, 'Cancel the job').click()
  await button(operator, 'Yes, cancel it').click()
  await expect(status(operator, 'Cancelled')).toBeVisible()
  await expect(operator.getByLabel('Approved without the owner')).toContainText('Waiting for review')
})

test('changing a request: the form holds its current values, and a change needs a new decision', async ({
  operator,
  approver,
}) => {
  test.setTimeout(240_000)
  const job = await request(operator, 'It no longer answers.')
  await approve(approver, job)
  await operator.goto(`${job}/change`)
  await expect(operator.getByLabel('service')).toHaveValue('web')
  await expect(operator.getByText(/voids all votes/)).toBeVisible()
  await checkViews(operator, 'the form of a change')
  await button(operator, 'Change the request').click()
  await expect(operator.getByText(/The job already asks for exactly this/)).toBeVisible()
  await checkViews(operator, 'the form of a change, refused')
  await operator.getByLabel('service').fill('database')
  await operator.getByLabel('Reason for the change').fill('It was the other one.')
  await button(operator, 'Change the request').click()
  await operator.waitForURL(new RegExp(`${job}$`))
  await expect(operator.getByText('"database"').first()).toBeVisible()
  await expect(operator.getByText(/It was the other one/).first()).toBeVisible()
  // An approver who had read it before sees the change and decides only after reading it again.
  const notice = approver.getByText(/has changed since you opened this page, and earlier votes are void/)
  await expect(notice).toBeVisible()
  await expect(button(approver, /^Approve/)).toBeDisabled()
  await button(approver, 'I have reviewed the change').click()
  await expect(button(approver, /^Approve/)).toBeEnabled()
  await expect(approver.getByText('"database"').first()).toBeVisible()
  expect(await claim()).toMatchObject({ job: null })
  // Nobody else may open the form.
  await approver.goto(`${job}/change`)
  await expect(approver.getByText('Only the requester can change this.')).toBeVisible()
  await button(operator, 'Cancel the job').click()
  await button(operator, 'Yes, cancel it').click()
  await expect(status(operator, 'Cancelled')).toBeVisible()
})

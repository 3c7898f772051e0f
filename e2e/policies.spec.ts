import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { checkViews } from './axe'
import { addNode, query, tokenFor } from './database'
import { expect, shared, test, tokenOf } from './fixtures'

const job = z.object({ job_id: z.string() })

async function call(token: string, method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${shared().url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok, `${method} ${path}`).toBe(true)
  return response.json()
}

/** Nodes of the approver that offer a task of their own. */
async function nodesOffering(task: string, count: number): Promise<string[]> {
  const { env } = shared()
  const service = { type: 'string', title: 'Service' }
  const params = { type: 'object', properties: { service }, required: ['service'] }
  const offer = { name: task, risk: 'low', command: ['/bin/systemctl', 'restart', '{service}'], params }
  const dids = Array.from({ length: count }, (_, index) => `did:kos:${task}:${index + 1}`)
  for (const did of dids) {
    await addNode(env, did, { name: `${task} ${did.slice(-1)}`, owner: 'approver@local.invalid' })
    const token = await tokenFor(env, { node: did })
    await call(token, 'PUT', `/nodes/${encodeURIComponent(did)}/tasks`, { tasks: [offer] })
  }
  return dids
}

const request = async (did: string, task: string, service: string): Promise<string> =>
  job.parse(
    await call(await tokenOf('operator'), 'POST', '/jobs', {
      ...{ target_node_did: did, task_name: task, params: { service }, reason: 'It hangs' },
    }),
  ).job_id

/** A job that failed as one of these some days ago. */
const failedBefore = (jobId: string, days: number): Promise<unknown> =>
  query(
    shared().env,
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE maintenance_jobs SET status = 'Failed', created_at = now() - interval '${days} days', completed_at = now(),
       status_history = status_history || '[{"status":"Failed","timestamp":"2026-01-01T00:00:00Z","message":"exit 1: it did not stop"}]'
     WHERE job_id = '${jobId}'; COMMIT`,
  )

async function writePolicy(page: Page, task: string, name: string, services: string): Promise<void> {
  await page.goto('/settings/policies')
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Task').selectOption(task)
  await page.getByLabel('service: allowed values, one a line').fill(services)
  await page.getByRole('button', { name: /^All/ }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
}

test('an owner approves beforehand: what fits is approved by the policy until it ends, what does not waits', async ({
  approver,
  operator,
}) => {
  test.setTimeout(120_000)
  const task = `restart_${randomUUID().slice(0, 8)}`
  const name = `Restart ${task}`
  const [did = '', other = ''] = await nodesOffering(task, 2)
  await failedBefore(await request(other, task, 'indexer'), 3)

  // Its failure has to be looked at before it can be signed.
  await writePolicy(approver, task, name, 'indexer\ngateway')
  const sign = approver.getByRole('button', { name: 'Sign version 1' })
  const failures = approver.getByLabel('I have looked at the failure')
  await expect(failures).toBeVisible()
  await expect(approver.getByText('exit 1: it did not stop')).toBeVisible()
  await expect(approver.getByText('Look at the failure first.')).toBeVisible()
  await expect(sign).toBeDisabled()
  await failures.check()
  await checkViews(approver, 'a policy that is not signed yet')
  await approver.setViewportSize({ width: 1280, height: 720 })
  await sign.click()
  await expect(approver.getByRole('heading', { name, level: 2 })).toContainText('In force')

  // Requested first, so that it was looked at no later than the other.
  const outside = await request(did, task, 'database')
  const inside = await request(did, task, 'indexer')
  await operator.goto(`/jobs/${inside}`)
  const approvals = operator.locator('section', {
    has: operator.getByRole('heading', { name: /^Approvals/ }),
  })
  await expect(approvals).toContainText(`by the policy “${name}”, version 1`, { timeout: 30_000 })
  await expect(approvals).toContainText('signed with a key')
  await expect(approvals.getByRole('link', { name })).toHaveCount(0)
  await operator.goto(`/jobs/${outside}`)
  await expect(operator.getByRole('heading', { name: 'Approvals needed' })).toBeVisible()

  // Where it takes two owners, the policy is one of them, and its owner can still decide otherwise.
  const ofPolicy = approver.url()
  await query(
    shared().env,
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('${task}', '${task}', 2)`,
  )
  const held = await request(other, task, 'gateway')
  await expect(async () => {
    await approver.goto(`/jobs/${held}`)
    await expect(approver.getByText(`Your policy “${name}”, version 1, has approved it.`)).toBeVisible()
  }).toPass({ timeout: 30_000 })
  await checkViews(approver, 'a request that a policy has approved, and its owner can reject')
  await approver.getByPlaceholder('Reason (required to reject)').fill('Not today')
  await approver.getByRole('button', { name: /^Reject/ }).click()
  const decided = approver.locator('section', {
    has: approver.getByRole('heading', { name: /^Approvals/ }),
  })
  await expect(decided).toContainText('replaced by their own decision')
  await approver.goto(ofPolicy)

  // A change is shown before and after, in the form and as a file; what the file gets wrong is named.
  await approver.getByRole('button', { name: 'File' }).click()
  const file = approver.getByLabel('Policy as JSON')
  const text = await file.inputValue()
  await file.fill(text.replace('"per_day": 10', '"per_day": 0'))
  await expect(approver.getByText(/^rate\.per_day/)).toBeVisible()
  await file.fill(text.replace('"per_day": 10', '"per_day": 7'))
  const changes = approver.locator('section', {
    has: approver.getByRole('heading', { name: /^What changes/ }),
  })
  await expect(changes).toContainText('1 in 24 h on a node, 7 in all')
  await approver.getByRole('button', { name: 'Form' }).click()
  await expect(approver.getByLabel('At most in all in 24 hours')).toHaveValue('7')

  await approver.getByRole('button', { name: /^End policy/ }).click()
  await approver.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(approver.getByRole('heading', { name, level: 2 })).toContainText('Ended')
  await operator.goto(`/jobs/${inside}`)
  await expect(approvals).toContainText('the policy no longer approves this, as it has ended')
})

test('nodes to choose from go on below one another, never beside what is in sight', async ({
  approver: page,
}) => {
  const task = 'look_at_many'
  await nodesOffering(task, 12)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/settings/policies/new')
    await page.getByLabel('Task').selectOption(task)
    const first = page.getByRole('checkbox', { name: `${task} 1` }).first()
    await expect(first).toBeVisible()
    const hidden = await first.evaluate((box) => {
      const list = box.closest('ul')?.parentElement
      return list ? list.scrollWidth - list.clientWidth : Number.NaN
    })
    expect(hidden, `${width} px`).toBe(0)
  }
})

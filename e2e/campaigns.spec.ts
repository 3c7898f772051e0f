import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { checkViews } from './axe'
import { addNode, query, tokenFor } from './database'
import { expect, shared, test, tokenOf } from './fixtures'

// Agents are played by their calls: what they may claim, and when, is what is tried here.

const job = z.object({ job_id: z.string(), approval_hash: z.string() })
const started = z.object({ campaign_id: z.string(), jobs: z.number() })
const campaign = z.object({
  state: z.string(),
  each_wave: z.array(z.object({ jobs: z.array(z.object({ job_id: z.string(), node_did: z.string() })) })),
})

async function call(token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${shared().url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, answer: text === '' ? null : (JSON.parse(text) as unknown) }
}

type Fleet = { label: string; dids: string[]; agents: string[] }

/** Nodes of the approver with a label of their own, that offer two tasks; one more offers something else. */
async function fleetOf(count: number): Promise<Fleet> {
  const { env } = shared()
  const ring = randomUUID().slice(0, 8)
  const dids = Array.from({ length: count }, (_, index) => `did:kos:campaign:${ring}:${index + 1}`)
  const tasks = (index: number) =>
    index === count
      ? [{ name: 'other' }]
      : [{ name: 'renew', risk: 'medium', command: ['/usr/bin/renew', '--to', '2.8.2'] }, { name: 'look' }]
  const agents: string[] = []
  for (const [index, did] of [...dids, `did:kos:campaign:${ring}:other`].entries()) {
    const owner = 'approver@local.invalid'
    await addNode(env, did, { name: `ring-${ring}-${index + 1}`, owner, labels: { ring } })
    const token = await tokenFor(env, { node: did })
    await call(token, 'PUT', `/nodes/${encodeURIComponent(did)}/tasks`, { tasks: tasks(index) })
    if (index < count) agents.push(token)
  }
  return { label: `ring:${ring}`, dids, agents }
}

const begin = async (dids: string[], more: object): Promise<string> => {
  const { status, answer } = await call(await tokenOf('operator'), 'POST', '/campaigns', {
    ...{ name: 'A fix by API', task_name: 'renew', reason: 'It is used against gateways', nodes: dids },
    ...{ wave_size: 1, pause_minutes: 0, ...more },
  })
  expect(status).toBe(201)
  return started.parse(answer).campaign_id
}
const stateOf = async (id: string) =>
  campaign.parse((await call(await tokenOf('operator'), 'GET', `/campaigns/${id}`)).answer)

async function approveAll(id: string): Promise<string[]> {
  const owner = await tokenOf('approver')
  const jobs = (await stateOf(id)).each_wave.flatMap((wave) => wave.jobs.map(({ job_id }) => job_id))
  for (const one of jobs) {
    const { approval_hash } = job.parse((await call(owner, 'GET', `/jobs/${one}`)).answer)
    expect((await call(owner, 'POST', `/jobs/${one}/approve`, { approval_hash })).status).toBe(200)
  }
  return jobs
}

/** What an agent is handed, once it is handed something; an approval can be undone for some seconds. */
const claimed = z.object({ job: z.object({ job_id: z.string() }), claim_token: z.string() })
const claim = async (agent: string) =>
  claimed.safeParse((await call(agent, 'POST', '/jobs/claim', {})).answer).data
async function end(agent: string, how: 'complete' | 'fail'): Promise<void> {
  let held: z.infer<typeof claimed> | undefined
  await expect
    .poll(
      async () => {
        held = await claim(agent)
        return held !== undefined
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  const { claim_token } = held ?? { claim_token: '' }
  const body = how === 'fail' ? { claim_token, message: 'err /var is full' } : { claim_token }
  expect((await call(agent, 'POST', `/jobs/${held?.job.job_id}/${how}`, body)).status).toBe(200)
}

test('a campaign is asked for by label, runs wave by wave and stops itself at the first failure', async ({
  operator: page,
}) => {
  test.setTimeout(240_000)
  const { label, dids, agents } = await fleetOf(3)
  await page.goto(`/jobs/new?label=${label}`)
  // Nothing is counted before a task says which nodes can take part.
  await expect(page.getByRole('button', { name: /^Request approval/ })).toHaveText('Request approval')
  await page.getByLabel('Task').selectOption('renew')
  // The one that offers something else is set apart, with why, before anything is sent.
  const apart = page.getByRole('list', { name: 'Nodes that are left out' })
  await expect(apart.getByRole('listitem')).toHaveText([/does not offer renew/])
  await page.getByLabel('Name of the campaign').fill('Gateway fix')
  await page.getByLabel('Nodes in a wave').fill('1')
  await page.getByLabel('Pause between waves', { exact: true }).fill('0')
  await page.getByLabel('Skip a node after', { exact: true }).fill('12')
  await page.getByLabel('Skip a node after: unit').selectOption('hours')
  await page.getByLabel('Failures that stop it').fill('1')
  await page.getByLabel('Reason').fill('2.8.2 closes a hole')
  await checkViews(page, 'a request for many nodes')
  await page.getByRole('button', { name: 'Request approval for 3 nodes' }).click()
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/, { timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'renew on 3 nodes', level: 1 })).toBeVisible()
  await expect(page.getByText('0 of 1 failure')).toBeVisible()
  const id = page.url().split('/').at(-1) ?? ''
  const jobs = await approveAll(id)
  await expect(page.getByText('3 of 3 nodes')).toBeVisible({ timeout: 30_000 })

  await end(agents[0] ?? '', 'complete')
  // The second wave begins by itself.
  await end(agents[1] ?? '', 'fail')
  const failed = Date.now()
  expect(await claim(agents[2] ?? '')).toBeUndefined()
  await expect.poll(async () => (await stateOf(id)).state).toBe('stopped')
  console.log(`stopped within ${((Date.now() - failed) / 1_000).toFixed(1)} s`)
  expect(await claim(agents[2] ?? '')).toBeUndefined()
  await expect(page.getByText('It stopped itself')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('1 of 1 failure')).toBeVisible()
  await checkViews(page, 'a campaign that stopped itself')
  await expect(page.getByText(/has not started 12 h after its wave began/)).toBeVisible()
  for (const wave of [1, 3]) {
    await page.getByRole('link', { name: `Wave ${wave}`, exact: true }).click()
    await expect(page.getByRole('table', { name: `Jobs of wave ${wave}` })).toBeVisible()
  }
  await page.getByRole('link', { name: /^ring-.*-3: Approved$/ }).click()
  await expect(page).toHaveURL(`/jobs/${jobs[2]}`)
  await expect(page.getByText('Its campaign is stopped')).toBeVisible()

  await page.goto('/campaigns')
  const row = page.getByRole('row', { name: /Gateway fix/ })
  await expect(row).toContainText('Stopped')
  await checkViews(page, 'campaigns')
  expect(dids).toHaveLength(3)
})

test('a campaign stops itself at a verdict Worse', async () => {
  test.setTimeout(120_000)
  const { dids, agents } = await fleetOf(2)
  const id = await begin(dids, { stop_failures: null, pause_minutes: 30 })
  const [first] = await approveAll(id)
  await end(agents[0] ?? '', 'complete')
  await query(
    shared().env,
    `UPDATE job_verdicts SET verdict = 'worse', evidence = '{}', look_at = NULL WHERE job_id = $1`,
    [first],
  )
  await expect.poll(async () => (await stateOf(id)).state).toBe('stopped')
  expect(await claim(agents[1] ?? '')).toBeUndefined()
})

test('its requester pauses, resumes and cancels it; an owner of its nodes cannot', async ({
  operator,
  approver,
}) => {
  test.setTimeout(240_000)
  const { dids, agents } = await fleetOf(2)
  const id = await begin(dids, { wave_size: 2 })
  const jobs = await approveAll(id)
  await operator.goto(`/campaigns/${id}`)
  await operator.getByRole('button', { name: 'Pause' }).click()
  await operator.getByLabel('Why').fill('Lunch')
  await operator.getByRole('button', { name: 'Pause it' }).click()
  await expect(operator.getByText(/^Paused by .* Lunch/)).toBeVisible()
  expect(await claim(agents[0] ?? '')).toBeUndefined()

  await approver.goto(`/campaigns/${id}`)
  await expect(approver.getByRole('button', { name: 'Resume' })).toBeDisabled()
  await expect(approver.getByText(/Only the requester of a campaign/).first()).toBeVisible()
  const refused = await call(await tokenOf('approver'), 'POST', `/campaigns/${id}/resume`, {})
  expect(refused.status).toBe(403)

  await operator.getByRole('button', { name: 'Resume' }).click()
  await operator.getByRole('button', { name: 'Resume it' }).click()
  await expect(operator.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect.poll(() => claim(agents[0] ?? ''), { timeout: 30_000 }).toBeDefined()
  await operator.getByRole('button', { name: 'Cancel the rest…' }).click()
  await operator.getByRole('button', { name: 'Cancel the rest', exact: true }).click()
  await expect(operator.getByText(/^Cancelled by/)).toBeVisible()
  const statuses = await query(
    shared().env,
    `SELECT status FROM maintenance_jobs WHERE job_id = ANY ($1) ORDER BY target_node_did`,
    [jobs],
  )
  expect(statuses).toEqual([{ status: 'Running' }, { status: 'Cancelled' }])
})

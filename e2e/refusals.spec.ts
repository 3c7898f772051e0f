import { z } from 'zod'
import { expect, ask as fillIn, shared, test } from './fixtures'
import { hakim, token } from './hakim'

const job = z.object({
  job_id: z.string(),
  approval_hash: z.string(),
  status: z.string(),
  target_node_did: z.string(),
})
type Job = z.infer<typeof job>
const asJob = (value: unknown): Job => job.parse(value)

/** The API as a person's token sees it. */
const api = (bearer: string) => async (path: string, body?: unknown) => {
  const response = await fetch(`${shared().url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer: unknown = await response.json()
  return { status: response.status, answer }
}

type Api = ReturnType<typeof api>
let operator: Api
let approver: Api
let admin: Api

test.beforeAll(async () => {
  const { env } = shared()
  const make = async (role: string) => api(await token(env, '--user', `${role}@local.invalid`))
  operator = await make('operator')
  approver = await make('approver')
  admin = await make('admin')
})

const fleet = z.object({ nodes: z.array(z.object({ node_did: z.string(), owner: z.string().nullable() })) })
const nodes = async () => fleet.parse((await admin('/nodes')).answer).nodes

const ask = async (who: Api, node: string, task = 'collect_diagnostics'): Promise<Job> => {
  const { status, answer } = await who('/jobs', {
    target_node_did: node,
    task_name: task,
    params: {},
    reason: 'refusal test',
  })
  expect(status, JSON.stringify(answer)).toBe(201)
  return asJob(answer)
}

const local = async () =>
  (await nodes()).find((node) => node.node_did.startsWith('did:kos:local:'))?.node_did ?? ''

test('nobody decides on their own request', async () => {
  const job = await ask(approver, await local())
  for (const verb of ['approve', 'reject']) {
    const { status, answer } = await approver(`/jobs/${job.job_id}/${verb}`, {
      approval_hash: job.approval_hash,
      reason: 'me',
    })
    expect(status).toBe(403)
    expect(answer).toMatchObject({ detail: expect.stringContaining('asked for this job yourself') })
  }
  expect(asJob((await admin(`/jobs/${job.job_id}`)).answer).status).toBe('PendingApproval')
})

test('nobody decides on a node that is not theirs, not even an admin; an operator never', async () => {
  const job = await ask(operator, await local())
  for (const [who, why] of [
    [admin, 'not yours'],
    [operator, 'asked for this job yourself'],
  ] as const) {
    const { status, answer } = await who(`/jobs/${job.job_id}/approve`, { approval_hash: job.approval_hash })
    expect(status).toBe(403)
    expect(answer).toMatchObject({ detail: expect.stringContaining(why) })
  }
  const adminsJob = await ask(admin, await local())
  const { status, answer } = await operator(`/jobs/${adminsJob.job_id}/approve`, {
    approval_hash: adminsJob.approval_hash,
  })
  expect(status).toBe(403)
  expect(answer).toMatchObject({ detail: expect.stringContaining('role approver') })
})

test('a hash that is not of what is stored is a conflict, a second decision too', async () => {
  const job = await ask(operator, await local())
  const wrong = await approver(`/jobs/${job.job_id}/approve`, { approval_hash: '0'.repeat(64) })
  expect(wrong.status).toBe(409)
  const first = await approver(`/jobs/${job.job_id}/reject`, {
    approval_hash: job.approval_hash,
    reason: 'no',
  })
  expect(first.status).toBe(200)
  const second = await approver(`/jobs/${job.job_id}/approve`, { approval_hash: job.approval_hash })
  expect(second).toMatchObject({ status: 409, answer: { present: 'Rejected' } })
})

test('an agent cannot decide, and sees no other node', async () => {
  const { env, url } = shared()
  const all = await nodes()
  const [one, other] = all.filter((node) => !node.node_did.startsWith('did:kos:local:'))
  if (!one || !other) throw new Error('the sample fleet is missing')
  const agent = api(await token(env, '--node', one.node_did))
  const job = await ask(operator, await local())
  expect((await agent(`/jobs/${job.job_id}/approve`, { approval_hash: job.approval_hash })).status).toBe(403)
  expect((await agent(`/jobs/${job.job_id}`)).status).toBe(404)
  expect((await agent(`/nodes/${encodeURIComponent(other.node_did)}`)).status).toBe(404)
  const foreign = await agent('/reports', {
    target_node_did: other.node_did,
    timestamp: new Date().toISOString(),
    status: 'Healthy',
  })
  expect(foreign.status).toBe(403)
  expect((await fetch(`${url}/api/v1/nodes`)).status).toBe(401)
})

test('the page disables the buttons and says why; the server action refuses by itself', async ({
  approver: page,
}) => {
  const own = await ask(approver, await local())
  await page.goto(`/jobs/${own.job_id}`)
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await expect(page.getByText(/You requested this job/).first()).toBeVisible()

  // Approve another job, but let the request name the approver's own one: what a forged form would send.
  const mine = await ask(operator, await local())
  await page.goto(`/jobs/${mine.job_id}`)
  await page.route('**/*', async (route) => {
    const body = route.request().postData()
    if (route.request().method() !== 'POST' || !body?.includes(mine.job_id)) return route.continue()
    return route.continue({
      postData: body.replaceAll(mine.job_id, own.job_id).replaceAll(mine.approval_hash, own.approval_hash),
    })
  })
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/You requested this job/).first()).toBeVisible()
  expect(asJob((await admin(`/jobs/${own.job_id}`)).answer).status).toBe('PendingApproval')
})

test('a form from a foreign origin, or from none, is refused', async ({ operator: page }) => {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const response = await fetch(`${shared().url}/jobs/new`, {
      method: 'POST',
      headers: {
        cookie,
        'next-action': '0'.repeat(42),
        ...(origin ? { origin, 'x-forwarded-host': 'evil.example' } : {}),
      },
      body: '[]',
    })
    expect(response.status, String(origin)).toBe(403)
  }
  const rebound = await page.request.get(`${shared().url}/`, { headers: { host: 'evil.example' } })
  expect(rebound.status()).toBe(403)
})

test('a page asks who is there', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: shared().url })
  const page = await context.newPage()
  for (const path of [
    '/',
    '/jobs',
    '/jobs/new',
    '/nodes/did%3Ax%3A1',
    '/jobs/00000000-0000-4000-8000-000000000000',
  ]) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/sign-in/)
  }
  await context.close()
})

test('a link leads through the sign-in to its page, and to no other server', async ({ browser }) => {
  const enter = async (path: string): Promise<string> => {
    const context = await browser.newContext({ baseURL: shared().url })
    const page = await context.newPage()
    await page.goto(path)
    await page.getByRole('button', { name: 'Continue as approver' }).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Sign in')
    const { origin, pathname, search } = new URL(page.url())
    await page.goto('/sign-in?next=/jobs')
    await expect(page, 'who is signed in is sent on at once').toHaveURL(`${origin}/jobs`)
    await context.close()
    expect(origin).toBe(new URL(shared().url).origin)
    return pathname + search
  }
  expect(await enter('/jobs?status=Completed&q=disk')).toBe('/jobs?status=Completed&q=disk')
  for (const next of ['//evil.example/', '/.//evil.example', 'https://evil.example', '/sign-in'])
    expect(await enter(`/sign-in?next=${encodeURIComponent(next)}`)).toBe('/')
  const forged = { 'x-hakim-page': '/settings', host: new URL(shared().url).host }
  const answer = await fetch(`${shared().url}/jobs`, { headers: forged, redirect: 'manual' })
  expect(answer.headers.get('location') ?? (await answer.text())).toContain('next=%2Fjobs')
})

test('a DID with a percent sign is another than what it would decode to', async ({ admin: page }) => {
  const { env, url } = shared()
  const [asked, other] = ['did:web:n1.example%3A8443', 'did:web:n1.example:8443']
  for (const did of [asked, other]) await hakim(env, ['node', 'add', '--did', did])
  const bearer = await token(env, '--user', 'admin@local.invalid')
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  const path = `/nodes/${encodeURIComponent(asked)}`
  const get = async (did: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/nodes/${encodeURIComponent(did)}`, { headers })).json()
  expect(await get(asked)).toMatchObject({ node_did: asked })
  expect(await get(other)).toMatchObject({ node_did: other })
  const body = JSON.stringify({ restricted: true })
  const put = await fetch(`${url}/api/v1${path}/restricted`, { method: 'PUT', headers, body })
  expect(put.status).toBe(200)
  const operator = { authorization: `Bearer ${await token(env, '--user', 'operator@local.invalid')}` }
  for (const [did, status] of [
    [asked, 404],
    [other, 200],
  ] as const)
    expect(
      (await fetch(`${url}/api/v1/nodes/${encodeURIComponent(did)}`, { headers: operator })).status,
    ).toBe(status)
  for (const part of ['', '/consent']) {
    await page.goto(path + part)
    await expect(page.getByText(asked, { exact: true }).first()).toBeVisible()
  }
  await hakim(env, ['node', 'unrestrict', '--did', asked])
})

test('the request form says what is wrong beside the field and loses nothing', async ({ operator: page }) => {
  await fillIn(page, 'collect_diagnostics', '   ')
  await expect(page.getByText(/must say why/).first()).toBeVisible()
  await expect(page.getByLabel('Task')).toHaveValue('collect_diagnostics')
})

test('an error of the request form goes when its field is changed; what was not on screen has none', async ({
  operator: page,
}) => {
  const wrong = page.locator('[aria-invalid=true]')
  const send = page.getByRole('button', { name: 'Request approval' })
  await page.goto('/jobs/new')
  await send.click()
  await expect(wrong).toHaveCount(2)
  await expect(page.getByLabel('Node')).toBeFocused()
  await page.getByLabel('Node').selectOption({ value: await local() })
  await expect(page.getByLabel('May run')).toBeVisible()
  await expect(page.getByText('choose a node')).toHaveCount(0)
  await expect(wrong).toHaveCount(1)
  // Nobody who writes is sent on to the next error.
  await page.getByLabel('Reason').pressSequentially('To see')
  await expect(page.getByLabel('Reason')).toBeFocused()
  await expect(wrong).toHaveCount(0)
  await expect(page.getByText('Not sent')).toHaveCount(0)
  await send.click()
  await expect(page.getByText('choose a task')).toBeVisible()
  await expect(page.getByLabel('Task')).toBeFocused()
})

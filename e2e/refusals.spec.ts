import { z } from 'zod'
import { addNode } from './database'
import { expect, ask as fillIn, shared, test, thisNode, tokenOf } from './fixtures'

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
  operator = api(await tokenOf('operator'))
  approver = api(await tokenOf('approver'))
  admin = api(await tokenOf('admin'))
})

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

test('the page disables the buttons and says why; the server action refuses independently', async ({
  approver: page,
}) => {
  const own = await ask(approver, await thisNode())
  await page.goto(`/jobs/${own.job_id}`)
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await expect(page.getByText(/You requested this job/).first()).toBeVisible()

  // Approve another job, but let the request name the approver's own one: as a forged form would.
  const mine = await ask(operator, await thisNode())
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

test('a page asks visitors to sign in', async ({ browser }) => {
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

test('a link leads through sign-in to its page, never to another server', async ({ browser }) => {
  const { origin, host } = new URL(shared().url)
  const context = await browser.newContext({ baseURL: origin })
  const page = await context.newPage()
  const enter = async (path: string): Promise<string> => {
    await context.clearCookies()
    await page.goto(path)
    await page.getByRole('button', { name: 'Continue as approver' }).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Sign in')
    const entered = new URL(page.url())
    expect(entered.origin).toBe(origin)
    return entered.pathname + entered.search
  }
  for (const next of ['//evil.example/', '/.//evil.example', 'https://evil.example', '/sign-in'])
    expect(await enter(`/sign-in?next=${encodeURIComponent(next)}`)).toBe('/')
  expect(await enter('/jobs?status=Completed&q=disk')).toBe('/jobs?status=Completed&q=disk')
  await page.goto('/sign-in?next=/jobs')
  await expect(page, 'who is signed in is sent on at once').toHaveURL(`${origin}/jobs`)
  await context.close()
  const forged = { 'x-hakim-page': '/settings', host }
  const answer = await fetch(`${origin}/jobs`, { headers: forged, redirect: 'manual' })
  expect(answer.headers.get('location') ?? (await answer.text())).toContain('next=%2Fjobs')
})

test('a DID with a percent sign differs from its decoded form', async ({ admin: page }) => {
  const { env, url } = shared()
  const [escaped, other] = ['did:web:n1.example%3A8443', 'did:web:n1.example:8443']
  for (const did of [escaped, other]) await addNode(env, did)
  const bearer = await tokenOf('admin')
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  const path = `/nodes/${encodeURIComponent(escaped)}`
  const get = async (did: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/nodes/${encodeURIComponent(did)}`, { headers })).json()
  expect(await get(escaped)).toMatchObject({ node_did: escaped })
  expect(await get(other)).toMatchObject({ node_did: other })
  const restrict = (restricted: boolean) =>
    fetch(`${url}/api/v1${path}/restricted`, { method: 'PUT', headers, body: JSON.stringify({ restricted }) })
  expect((await restrict(true)).status).toBe(200)
  const operator = { authorization: `Bearer ${await tokenOf('operator')}` }
  for (const [did, status] of [
    [escaped, 404],
    [other, 200],
  ] as const)
    expect(
      (await fetch(`${url}/api/v1/nodes/${encodeURIComponent(did)}`, { headers: operator })).status,
    ).toBe(status)
  for (const part of ['', '/consent']) {
    await page.goto(path + part)
    await expect(page.getByText(escaped, { exact: true }).first()).toBeVisible()
  }
  expect((await restrict(false)).status).toBe(200)
})

test('the request form shows errors beside their fields and loses nothing', async ({ operator: page }) => {
  await fillIn(page, 'collect_diagnostics', '   ')
  await expect(page.getByText('Say why; the approver reads it.').first()).toBeVisible()
  await expect(page.getByLabel('Task')).toHaveValue('collect_diagnostics')
})

test('changing a field clears its error in the request form; a field that was not on screen has none', async ({
  operator: page,
}) => {
  const wrong = page.locator('[aria-invalid=true]')
  const send = page.getByRole('button', { name: 'Request approval' })
  await page.goto('/jobs/new')
  await send.click()
  await expect(wrong).toHaveCount(2)
  // The list of nodes is one of thousands: it is searched, and used by keyboard alone.
  await expect(page.getByRole('combobox', { name: 'Node', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: /griot-cairo-1/ })).toBeVisible()
  await page.keyboard.type((await thisNode()).slice(-12))
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('May run')).toBeVisible()
  await expect(page.getByText('choose a node')).toHaveCount(0)
  await expect(wrong).toHaveCount(1)
  // Typing does not move the focus to the next error.
  await page.getByLabel('Reason').pressSequentially('To see')
  await expect(page.getByLabel('Reason')).toBeFocused()
  await expect(wrong).toHaveCount(0)
  await expect(page.getByText('Not sent')).toHaveCount(0)
  await send.click()
  await expect(page.getByText('choose a task')).toBeVisible()
  await expect(page.getByLabel('Task')).toBeFocused()
})

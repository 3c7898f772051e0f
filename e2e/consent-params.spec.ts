import { createHash } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'
import { canonicalJson, isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { maxParamsBytes } from '@/lib/tasks/domain/task'
import { expect, test } from './fixtures'
import { sessions } from './http/call-action'
import { ask, call, refusal, stateOf, statusOf } from './http/consent-http'
import { requested } from './http/endpoint-jobs'
import { fixtureOn, node, type ServerFixture } from './http/server-fixture'

// What the approver sees is what runs: deceptive, duplicate and over-long parameters.

let server: ServerFixture
let owner: Page
let requester: Page

test.beforeAll(async ({ browser, hakim }) => {
  server = await fixtureOn(hakim)
  const cookies = await sessions(server, ['owner', 'requester'])
  owner = await pageWith(browser, server, cookies.get('owner') ?? '')
  requester = await pageWith(browser, server, cookies.get('requester') ?? '')
})
test.afterAll(async () => {
  await owner?.context().close()
  await requester?.context().close()
  // The other specs of this worker use the same Hakim.
  await server.db.query(
    `UPDATE maintenance_jobs SET status = 'Cancelled' WHERE target_node_did = $1 AND status = 'PendingApproval'`,
    [node],
  )
  await server.db.destroy()
})

/** A page with the session that this cookie holds. */
async function pageWith(browser: Browser, server: ServerFixture, cookie: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.hakim.url })
  const cookies = cookie.split('; ').map((part) => {
    const at = part.indexOf('=')
    return { name: part.slice(0, at), value: part.slice(at + 1), url: server.hakim.url }
  })
  await context.addCookies(cookies)
  return context.newPage()
}

const whatRuns = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: 'What will run' }) })

/** Approves as the owner, claims the job as the agent and ends it; returns what the agent received. */
async function handedOut(jobId: string, approval_hash: string): Promise<unknown> {
  expect((await call(server, 'owner', `/jobs/${jobId}/approve`, { approval_hash })).status).toBe(200)
  const { answer } = await call(server, 'agent', '/jobs/claim', {})
  const token = typeof answer === 'object' && answer && 'claim_token' in answer ? answer.claim_token : null
  await call(server, 'agent', `/jobs/${jobId}/complete`, { claim_token: token })
  return answer
}

/** What an approval hash is, spelled out here so that a change of it is noticed. */
const hashOf = (document: JsonObject): string =>
  createHash('sha256')
    .update(`hakim/approval-document/3\n${canonicalJson(document)}`)
    .digest('hex')

const read = z.object({ document: z.custom<JsonObject>(isJsonObject) })

test('the approver sees marks that reorder or hide text, and leading or trailing spaces', async () => {
  const params = {
    file: 'invoice\u202efdp.exe',
    '\u2066name': 'zero\u200bwidth',
    tail: '/srv/data ',
    inner: { list: ['\u00a0no-break'] },
  }
  const expires_at = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_600_000).toISOString()
  const job = await ask(server, 'requester', node, {
    ...{ params, expires_at, reason: 'Please \u202eevorppa\u202c this' },
  })
  const { document } = read.parse((await call(server, 'owner', `/jobs/${job.job_id}`)).answer)
  expect(document).toMatchObject({
    version: 3,
    node,
    task: 'look',
    params,
    window: null,
    offer: null,
    expires_at,
  })
  expect(job.approval_hash).toBe(hashOf(document))
  await owner.goto(`/jobs/${job.job_id}`)
  const card = whatRuns(owner)
  for (const mark of ['U+202E', 'U+2066', 'U+200B', 'U+00A0']) {
    const shown = card.getByTitle('invisible character').filter({ hasText: mark }).first()
    await expect(shown).toBeVisible()
    expect((await shown.boundingBox())?.width).toBeGreaterThan(20)
  }
  await expect(card).toContainText('right-to-left override')
  await expect(card).toContainText('tail begins or ends with a space')
  await expect(card).toContainText('"/srv/data "')
  await expect(owner.locator('bdi', { hasText: 'Please U+202E' }).first()).toBeVisible()
  const all = await owner.locator('main').textContent()
  expect(all).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]/)
  expect(await handedOut(job.job_id, job.approval_hash)).toMatchObject({ job: { params } })
})

test('a space at the end of a name or of the whole value is marked', async () => {
  const job = await ask(server, 'requester', node, { params: { 'name ': 1 } })
  await owner.goto(`/jobs/${job.job_id}`)
  await expect(whatRuns(owner).getByTitle('space', { exact: true }).first()).toHaveText('␣')
})

const raw = (path: string, body: string) =>
  fetch(`${server.hakim.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.tokens.get('requester')}`,
      'content-type': 'application/json',
    },
    body,
  })

test('a duplicate member is refused anywhere, and no job is requested', async () => {
  const { job_id } = await requested(server)
  const head = `"target_node_did": "${node}", "task_name": "look", "reason": "To see"`
  const jobs = async (): Promise<number> => (await server.db.query(`SELECT 1 FROM maintenance_jobs`)).length
  const before = await jobs()
  for (const [path, body, named] of [
    ['/jobs', `{${head}, "params": {"rm": "/tmp/x", "rm": "/"}}`, 'params.rm'],
    ['/jobs', `{${head}, "params": {"a": [{"rm": 1, "\\u0072m": 2}]}}`, 'params.a[0].rm'],
    ['/jobs', `{${head}, "params": {"safe": true}, "params": {"safe": false}}`, 'params'],
    ['/jobs', `{${head}, "task_name": "wipe"}`, 'task_name'],
    [`/jobs/${job_id}/revise`, `{"params": {"n": 1, "n": 2}}`, 'params.n'],
    ['/jobs', `{${head}, "params": {"id": 12345678901234567890}}`, 'params.id'],
    [`/jobs/${job_id}/revise`, `{"params": {"n": [0.1234567890123456789]}}`, 'params.n[0]'],
    [`/jobs/${job_id}/retry`, `{"reason": "a", "reason": "b"}`, 'reason'],
  ] as const) {
    const response = await raw(path, body)
    expect([body, response.status]).toEqual([body, 400])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(refusal(await response.json()).errors?.map((error) => error.path)).toEqual([named])
  }
  expect(await jobs()).toBe(before)
  await requester.goto(`/jobs/new?node=${encodeURIComponent(node)}`)
  await requester.getByLabel('Task').fill('look')
  await requester.getByLabel('Parameters').fill('{"rm": "/tmp/x", "rm": "/"}')
  await requester.getByLabel('Reason').fill('To see')
  await requester.getByRole('button', { name: 'Request approval' }).click()
  await expect(requester.getByText('"rm" appears twice; keep one of them')).toBeVisible()
  expect(await jobs()).toBe(before)
})

/** Parameters of exactly this many bytes, with two-byte characters. */
const ofBytes = (bytes: number): JsonObject => {
  const tail = 'the very end'
  const rest = bytes - JSON.stringify({ text: tail }).length
  return { text: 'é'.repeat(100) + 'x'.repeat(rest - 200) + tail }
}

test('the API accepts 100 kB of parameters, shows every byte, and refuses one byte more', async () => {
  const params = ofBytes(maxParamsBytes)
  const job = await ask(server, 'requester', node, { params })
  await owner.goto(`/jobs/${job.job_id}`)
  await expect(whatRuns(owner)).toContainText(JSON.stringify(params.text))
  const box = owner.getByRole('region', { name: 'Value of text' })
  await box.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect(box.getByText('the very end')).toBeVisible()
  await expect(owner.getByRole('button', { name: /^Approve/ })).toBeEnabled()
  expect(await handedOut(job.job_id, job.approval_hash)).toMatchObject({ job: { params } })

  const body = { target_node_did: node, task_name: 'look', reason: 'x', params: ofBytes(maxParamsBytes + 1) }
  const { status, answer } = await call(server, 'requester', '/jobs', body)
  expect(status).toBe(400)
  expect(answer).toMatchObject({ errors: [{ path: 'params', message: expect.stringContaining('100 kB') }] })
})

test('so does the interface, in the request form and in a change', async () => {
  await requester.goto(`/jobs/new?node=${encodeURIComponent(node)}`)
  await requester.getByLabel('Task').fill('look')
  await requester.getByLabel('Reason').fill('A long list')
  const field = requester.getByLabel('Parameters')
  const send = requester.getByRole('button', { name: 'Request approval' })
  await field.fill(JSON.stringify(ofBytes(maxParamsBytes + 1)))
  await send.click()
  await expect(requester.getByText(/over 100 kB/).first()).toBeVisible()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill(JSON.stringify(ofBytes(maxParamsBytes)))
  await send.click()
  await requester.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  const path = new URL(requester.url()).pathname
  await requester.goto(`${path}/change`)
  await expect(field).toHaveValue(/the very end/)
  await field.fill(JSON.stringify(ofBytes(maxParamsBytes + 1)))
  await requester.getByRole('button', { name: 'Change the request' }).click()
  await expect(requester.getByText(/over 100 kB/).first()).toBeVisible()
  expect(await statusOf(server, path.replace('/jobs/', ''))).toBe('PendingApproval')
})

test('opening a link in a browser changes nothing, whatever its query', async ({ browser }) => {
  const { job_id, approval_hash } = await requested(server)
  const before = await stateOf(server, job_id)
  const stranger = await (await browser.newContext({ baseURL: server.hakim.url })).newPage()
  await stranger.goto(`/jobs/${job_id}?approve`)
  await expect(stranger).toHaveURL(/\/sign-in/)
  await stranger.context().close()
  await owner.goto(`/jobs/${job_id}?approve=1&approval_hash=${approval_hash}`)
  await expect(owner.getByRole('button', { name: /^Approve/ })).toBeEnabled()
  expect(await stateOf(server, job_id)).toBe(before)
})

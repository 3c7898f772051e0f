import { afterAll, beforeAll, expect, test } from 'vitest'
import { addOwner } from '@/lib/fleet/db/owners'
import { insertToken } from '@/lib/people/db/tokens'
import { setRestricted } from '@/test/owner-changes'
import { paths } from './build-manifest'
import { sessions } from './call-action'
import { act, ask, call, refusal, stateOf, statusOf } from './consent-http'
import { databaseFixture } from './database-fixture'
import { requested } from './endpoint-jobs'
import { node, type ServerFixture } from './server-fixture'

// What broke other approval systems, line by line, over HTTP against the production build; services and SQL are in
// lib/jobs/services/consent-lines.test.ts, concurrent decisions in consent-races.test.ts, parameters and links in a browser in e2e/consent-params.spec.ts.

const shared = 'did:kos:endpoint:shared'
const secret = 'did:kos:endpoint:secret'
const secretWord = 'nobody_else_reads_this'
const words = 'The disk is full and the owner cannot be reached'
const people = ['requester', 'operator', 'owner', 'delegate', 'stranger', 'admin'] as const

let server: ServerFixture
let cookies: Map<string, string>

beforeAll(async () => {
  server = await databaseFixture()
  await server.db.query(
    `INSERT INTO nodes (node_did, name, restricted) VALUES ($1, 'shared', false), ($2, 'secret', true)`,
    [shared, secret],
  )
  // Together: one alone would have to be asked about the others.
  await server.db.transaction(async (tx) => {
    for (const owner of ['owner', 'admin', 'delegate']) await addOwner(tx, shared, owner)
  })
  await addOwner(server.db.manager, secret, 'owner')
  server.tokens.set('secretAgent', await insertToken(server.db.manager, { nodeDid: secret }, null))
  cookies = await sessions(server, people)
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

/** Every way to decide on a job: the API's verb, the action of the interface, what both are sent. */
const decisions = (approval_hash: string): [string, string, Record<string, string>][] => [
  ['approve', 'approveJob', { approval_hash }],
  ['reject', 'rejectJob', { approval_hash, reason: words }],
  ['break-glass', 'approveWithoutOwner', { approval_hash, reason: words }],
  ['withdraw', 'withdrawJob', {}],
]

async function refusesAll(who: string, job: { job_id: string; approval_hash: string }): Promise<void> {
  const before = await stateOf(server, job.job_id)
  for (const [verb, action, input] of decisions(job.approval_hash)) {
    const { status } = await call(server, who, `/jobs/${job.job_id}/${verb}`, input)
    expect([verb, status]).toEqual([verb, 403])
    const byAction = await act(server, cookies.get(who), action, { jobId: job.job_id, ...input })
    expect([action, byAction]).toEqual([action, 403])
  }
  expect(await stateOf(server, job.job_id)).toBe(before)
}

for (const who of ['owner', 'admin'] as const)
  test(`nobody decides on their own request: ${who}, who owns the node`, async () => {
    const job = await ask(server, who, shared)
    await refusesAll(who, job)
    const path = `/jobs/${job.job_id}/approve`
    const approval = { approval_hash: job.approval_hash }
    expect(refusal((await call(server, who, path, approval)).answer).detail).toContain(
      'You requested this job',
    )
    expect((await call(server, 'delegate', path, approval)).status).toBe(200)
  })

test('nobody decides on their own retry of somebody else’s job or reviews its emergency approval', async () => {
  const first = await ask(server, 'requester', shared)
  expect((await call(server, 'requester', `/jobs/${first.job_id}/cancel`, {})).status).toBe(200)
  const again = await call(server, 'owner', `/jobs/${first.job_id}/retry`, { reason: 'Once more' })
  expect(again.status).toBe(201)
  const input = { target_node_did: shared, task_name: 'look', params: {}, reason: 'Once more' }
  expect(await act(server, cookies.get('owner'), 'requestJob', { ...input, retry_of: first.job_id })).toBe(
    200,
  )
  const clones: { job_id: string }[] = await server.db.query(
    `SELECT job_id FROM job_details WHERE retry_of = $1`,
    [first.job_id],
  )
  expect(clones).toHaveLength(2)
  for (const { job_id } of clones) {
    const { approval_hash } = await shownTo('owner', job_id)
    await refusesAll('owner', { job_id, approval_hash })
    const reason = words
    await call(server, 'breaker', `/jobs/${job_id}/break-glass`, { approval_hash, reason })
    const review = { verdict: 'justified', review: 'I say so' }
    expect((await call(server, 'owner', `/jobs/${job_id}/review`, review)).status).toBe(403)
    expect(await act(server, cookies.get('owner'), 'reviewEmergency', { jobId: job_id, ...review })).toBe(403)
    expect((await call(server, 'delegate', `/jobs/${job_id}/review`, review)).status).toBe(200)
  }
})

async function shownTo(who: string, jobId: string): Promise<{ approval_hash: string }> {
  const { answer } = await call(server, who, `/jobs/${jobId}`)
  if (typeof answer !== 'object' || answer === null || !('approval_hash' in answer)) throw new Error('no job')
  return { approval_hash: String(answer.approval_hash) }
}

/** Calls of a job that only read. */
const reads = ['consent', 'log']
/** Those that are read by GET and written by POST. */
const readToo = ['comments']
/** Those that are set by PUT and DELETE, without a body. */
const kept = ['follow']
const verbs = paths
  .flatMap((path) => /\/api\/v1\/jobs\/\[jobId\]\/([a-z/-]+)\/route$/.exec(path)?.[1] ?? [])
  .filter((name) => !reads.includes(name))

/** An answer without its request id, the only part that is new each time. */
const withoutId = ({ status, answer }: { status: number; answer: unknown }) => ({
  status,
  answer: typeof answer === 'object' ? { ...answer, instance: undefined } : answer,
})

async function follow(who: string, method: string, path: string): Promise<void> {
  const ofApi = path.startsWith('/api')
  const response = await fetch(server.hakim.url + path, {
    method,
    redirect: 'manual',
    headers: ofApi
      ? new Headers({ authorization: `Bearer ${server.tokens.get(who)}` })
      : new Headers({ cookie: cookies.get(who) ?? '' }),
  })
  await response.text()
  const status = readToo.some((name) => new RegExp(`/${name}(\\?|$)`).test(path)) ? 200 : 405
  if (ofApi) expect([path, response.status]).toEqual([path, status])
}

test('a link changes nothing, whoever follows it and whatever its query', async () => {
  const { job_id, approval_hash } = await requested(server)
  const before = await stateOf(server, job_id)
  const queries = [
    ...['', '?approve', `?approve=1&approval_hash=${approval_hash}`, '?decision=Approved', '?_method=POST'],
    `?action=approveJob&jobId=${job_id}&approvalHash=${approval_hash}`,
  ]
  expect(verbs.length).toBeGreaterThan(10)
  const addresses = queries.flatMap((query) => [
    `/jobs/${job_id}${query}`,
    `/jobs/${job_id}/change${query}`,
    `/jobs/${job_id}/approve${query}`,
    `/jobs${query}`,
    `/jobs/new${query}`,
    ...verbs.map((verb) => `/api/v1/jobs/${job_id}/${verb}${query}`),
  ])
  // Several at once: there are many, and each is a page.
  for (const who of ['owner', 'admin'])
    for (const method of ['GET', 'HEAD'])
      for (let at = 0; at < addresses.length; at += 6)
        await Promise.all(addresses.slice(at, at + 6).map((path) => follow(who, method, path)))
  expect(await stateOf(server, job_id)).toBe(before)
})

test('a call from another site with an owner’s cookie changes nothing', async () => {
  const { job_id, approval_hash } = await requested(server)
  const before = await stateOf(server, job_id)
  const cookie = cookies.get('owner') ?? ''
  const json = { cookie, 'content-type': 'application/json' }
  const api = await fetch(`${server.hakim.url}/api/v1/jobs/${job_id}/approve`, {
    ...{ method: 'POST', headers: json, body: JSON.stringify({ approval_hash }) },
  })
  expect(api.status).toBe(401)
  const input = { jobId: job_id, approval_hash }
  expect(await act(server, cookie, 'approveJob', input, 'https://elsewhere.example')).not.toBe(200)
  expect(await stateOf(server, job_id)).toBe(before)
  expect(await act(server, cookie, 'approveJob', input)).toBe(200)
})

test('a hidden job does not exist: neither its id, its log, its node nor its events', async () => {
  const job = await ask(server, 'owner', secret, { task_name: secretWord })
  const { job_id, approval_hash } = job
  await call(server, 'admin', `/jobs/${job_id}/break-glass`, { approval_hash, reason: words })
  const claim = await call(server, 'secretAgent', '/jobs/claim', {})
  const claim_token =
    typeof claim.answer === 'object' && claim.answer && 'claim_token' in claim.answer
      ? claim.answer.claim_token
      : ''
  const log = [{ at: new Date().toISOString(), stream: 'stdout', line: secretWord }]
  const path = `/jobs/${job_id}`
  expect((await call(server, 'secretAgent', `${path}/progress`, { claim_token, log })).status).toBe(200)
  const before = await stateOf(server, job_id)
  const didPath = `/nodes/${encodeURIComponent(secret)}`
  const bodies: Record<string, object> = {
    ...{ approve: { approval_hash }, reject: { approval_hash, reason: words }, withdraw: {}, cancel: {} },
    ...{ revise: { params: {} }, retry: { reason: words }, 'break-glass': { approval_hash, reason: words } },
    ...{ comments: { text: words }, 'dry-run/skip': {} },
    ...{ review: { verdict: 'justified', review: words }, resolve: { outcome: 'Failed', reason: words } },
  }
  const ofAgents = {
    progress: { claim_token },
    complete: { claim_token },
    fail: { claim_token, message: 'x' },
    'dry-run': {
      ...{ version: 1, job_id, revision: 1, node: secret, offer_digest: '0'.repeat(64), ran: null },
      ...{ how: 'timed_out', exit_code: null, output: '', omitted_lines: 0, seconds: 1 },
      started_at: new Date().toISOString(),
    },
  }
  expect([...Object.keys({ ...bodies, ...ofAgents }), ...kept].sort()).toEqual([...verbs].sort())

  for (const who of ['stranger', 'operator', 'requester', 'otherAgent']) {
    const tried = who === 'otherAgent' ? ofAgents : bodies
    for (const [verb, body] of Object.entries(tried))
      expect([verb, (await call(server, who, `${path}/${verb}`, body)).status]).toEqual([verb, 404])
    for (const verb of who === 'otherAgent' ? [] : kept)
      for (const method of ['PUT', 'DELETE']) {
        const { status } = await call(server, who, `${path}/${verb}`, undefined, method)
        expect([verb, method, status]).toEqual([verb, method, 404])
      }
    const read = await call(server, who, path)
    const none = await call(server, who, '/jobs/00000000-0000-4000-8000-000000000000')
    expect(withoutId(read)).toEqual(withoutId(none))
    expect(read.status).toBe(404)
    for (const one of [
      didPath,
      `${didPath}/reports`,
      ...[...reads, ...readToo].map((name) => `${path}/${name}`),
    ])
      expect([one, (await call(server, who, one)).status]).toEqual([one, 404])
    for (const list of ['/jobs', '/jobs?status=Running', `/jobs?task=${secretWord}`, '/nodes'])
      expect(JSON.stringify((await call(server, who, list)).answer)).not.toMatch(/secret|nobody_else/)
  }
  for (const who of ['stranger', 'operator', 'requester'])
    for (const page of [
      path,
      `${path}/change`,
      `/jobs/new?retry=${job_id}`,
      didPath,
      '/jobs?status=Running',
    ]) {
      const headers = { cookie: cookies.get(who) ?? '' }
      const text = await (await fetch(server.hakim.url + page, { headers })).text()
      expect([page, text.includes(secretWord)]).toEqual([page, false])
    }
  for (const [, action, input] of decisions(approval_hash))
    expect(await act(server, cookies.get('stranger'), action, { jobId: job_id, ...input })).toBe(404)
  expect(await stateOf(server, job_id)).toBe(before)
  expect(await statusOf(server, job_id)).toBe('Running')

  const strangers = await listen('stranger')
  const owners = await listen('owner')
  await call(server, 'secretAgent', `${path}/complete`, { claim_token })
  const open = await ask(server, 'requester', node)
  await expect.poll(strangers.text, { timeout: 15_000 }).toContain(open.job_id)
  await expect.poll(owners.text, { timeout: 15_000 }).toContain(job_id)
  expect(strangers.text()).not.toContain(job_id)
  expect(strangers.text()).not.toContain(secret)
  // An open page is told that something is hidden now, and not what.
  await setRestricted(server.db, node, true)
  await expect.poll(strangers.text, { timeout: 15_000 }).toContain('"access":true')
  expect(owners.text()).not.toContain('"access"')
  await setRestricted(server.db, node, false)
  for (const { close } of [strangers, owners]) close()
})

/** What the event stream sends somebody from now on. */
async function listen(who: string) {
  const stop = new AbortController()
  const headers = { authorization: `Bearer ${server.tokens.get(who)}` }
  const response = await fetch(`${server.hakim.url}/api/v1/events`, { headers, signal: stop.signal })
  let text = ''
  const decoder = new TextDecoder()
  const read = async (): Promise<void> => {
    for await (const piece of response.body ?? []) text += decoder.decode(piece, { stream: true })
  }
  // Ends when it is closed.
  read().catch(() => {})
  await expect.poll(() => text, { timeout: 15_000 }).toContain('hello')
  return { text: () => text, close: () => stop.abort() }
}

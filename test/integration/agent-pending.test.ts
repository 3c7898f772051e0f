import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { showPending } from '@/lib/agent/pending'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { apiJobs } from '@/lib/board/queries/api-jobs'
import { jobDetail } from '@/lib/board/queries/job'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { documentDigest } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { type LoopbackServer, startServer } from '@/test/api-server'
import { documentOf } from '@/test/consent-signing'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { approvedJob, requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

let fleet: TestFleet
let server: LoopbackServer
let owner: PersonViewer
const node = 'did:test:node:pending'
const jobs: string[] = []
/** What a server that cheats makes of one job. */
let tamper: (job: JsonObject) => JsonObject

beforeEach(() => {
  tamper = (job) => job
})

beforeAll(async () => {
  fleet = await testServer()
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, node, owner.id)
  const params = { properties: { n: { type: 'integer' } }, required: ['n'] }
  const tasks = [{ name: 'restart_service', params, command: ['/bin/restart', '--times={n}', 'a\u202eb'] }]
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks }))
  for (let n = 1; n <= 6; n += 1) jobs.push(await requestedJob(fleet.db, operator, node, { params: { n } }))
  jobs.push(await approvedJob(fleet.db, operator, owner, node, { params: { n: 7 } }))
  // Answers as the API does to the node's own token.
  server = await startServer(async ({ path }) => {
    const url = new URL(path, 'http://127.0.0.1')
    if (url.pathname === '/api/v1/agent') return { body: { node_did: node } }
    if (url.pathname === '/api/v1/jobs')
      return { body: await apiJobs(testAgent(node), jobsQuery.parse(Object.fromEntries(url.searchParams))) }
    const job: unknown = JSON.parse(
      JSON.stringify(await apiJobDetail(testAgent(node), url.pathname.split('/').at(-1) ?? '')),
    )
    return { body: isJsonObject(job) ? tamper(job) : {} }
  })
})
afterAll(async () => {
  await server.stop()
  await fleet.close()
})

async function pending(address = server.address) {
  const lines: string[] = []
  const code = await showPending({ server: address, token: 'hk_1' }, (line) => lines.push(line))
  return { code, lines, text: lines.join('\n') }
}

it('shows all jobs that wait, with the words that an approver sees', async () => {
  const { code, lines, text } = await pending()
  expect(code).toBe(0)
  for (const [index, id] of jobs.entries()) {
    const at = lines.findIndex((line) => line.startsWith(id))
    expect(lines[at]).toBe(
      `${id} ${index < 6 ? 'waits for approval' : 'is approved and waits for the agent'}`,
    )
    const words = (await jobDetail(owner, id))?.approved?.words.join(' ')
    expect(lines.slice(at + 1, at + 5)).toEqual([
      expect.stringMatching(/^ {2}task {8}restart_service, revision 1, requested by \S+$/),
      `  parameters  {"n":${index + 1}}`,
      `  command     ["/bin/restart","--times=${index + 1}","aU+202Eb"]`,
      `  words       ${words}`,
    ])
  }
  expect(lines.at(-1)).toBe(`7 jobs wait on ${node}, according to ${server.address}.`)
  expect(text).not.toContain('✗')
})

it.each<[string, (job: JsonObject) => JsonObject, string]>([
  [
    'another document than its hash',
    (job) => ({
      ...job,
      document: { ...(isJsonObject(job.document) ? job.document : {}), params: { n: 99 } },
    }),
    'The server says that its hash is',
  ],
  ['other words', (job) => ({ ...job, fingerprint: ['otter'] }), 'The server shows other words: otter.'],
  ['no document', (job) => ({ ...job, document: null }), 'has no approval document'],
  ['nothing', () => ({}), 'answer is not understood'],
  [
    'another node’s document',
    (job) => ({
      ...job,
      document: { ...(isJsonObject(job.document) ? job.document : {}), node: 'did:other' },
    }),
    'on did:other',
  ],
])('says so of a server that gives %s', async (_, change, said) => {
  tamper = change
  const { code, text } = await pending()
  expect(code).toBe(1)
  expect(text.split('✗').length - 1).toBeGreaterThanOrEqual(jobs.length)
  expect(text).toContain(said)
})

it('says when there is no server', async () => {
  const gone = await startServer(() => ({}))
  await gone.stop()
  const { code, text } = await pending(gone.address)
  expect([code, text]).toEqual([1, `${gone.address} cannot be asked: ECONNREFUSED.`])
})

describe('many jobs', () => {
  const ids = Array.from({ length: 230 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
  const jobOf = (id: string) => {
    const document = documentOf({ job_id: id, node })
    const digest = documentDigest(document)
    return { approval_hash: digest, document, fingerprint: fingerprintWords(digest) }
  }
  /** A server with these jobs, as pages of `limit`; `next` is the cursor after a page that ends at `end`. */
  const serving = (approved: readonly string[], next: (end: number) => string) =>
    startServer(({ path }) => {
      const { pathname, searchParams } = new URL(path, 'http://127.0.0.1')
      if (pathname === '/api/v1/agent') return { body: { node_did: node } }
      if (pathname !== '/api/v1/jobs') return { body: jobOf(pathname.split('/').at(-1) ?? '') }
      const all = searchParams.get('status') === 'Approved' ? approved : ids
      const start = Number(searchParams.get('cursor') ?? 0)
      const end = start + Number(searchParams.get('limit'))
      const jobs = all.slice(start, end).map((job_id) => ({ job_id }))
      return { body: { jobs, next_cursor: end < all.length ? next(end) : null } }
    })

  it('are shown to the last, each once', async () => {
    const many = await serving(ids.slice(0, 7), String)
    const { code, lines } = await pending(many.address)
    await many.stop()
    expect(lines.filter((line) => line.endsWith(' waits for approval'))).toEqual(
      ids.map((id) => `${id} waits for approval`),
    )
    expect([code, lines.at(-1)]).toEqual([0, `230 jobs wait on ${node}, according to ${many.address}.`])
  })

  it.each([
    ['the same page', () => '5'],
    ['the same pages', (end: number) => String(end % 15)],
  ])('do not keep it forever if a server sends %s again and again', async (_, next) => {
    const endless = await serving([], next)
    const { code, lines } = await pending(endless.address)
    await endless.stop()
    expect([code, lines.at(-1)]).toEqual([1, `${endless.address} sends the same page again and again.`])
  })
})

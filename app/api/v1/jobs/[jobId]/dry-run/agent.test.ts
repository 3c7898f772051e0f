import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { documentAnswer } from '@/lib/jobs/domain/answers'
import { parseHistory } from '@/lib/jobs/domain/status'
import { canonicalJson, type JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { type ApprovalDocument, documentDigest, parseDocument } from '@/lib/signing/domain/document'
import { type DryRunResult, dryRunDigest, dryRunResult } from '@/lib/signing/domain/dry-run'
import { reportOnExport } from '@/lib/signing/domain/verify-export'
import { bundle, endAll, removeBundle, startAgent } from '@/test/agent'
import { plainKey, voteOf } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { storedJob } from '@/test/jobs'
import { bearerOf, testServer } from '@/test/query-server'
import { serveRoutes } from '@/test/route-server'
import { silently } from '@/test/superuser'
import { writeTasks } from '@/test/tasks-file'
import { tempDir } from '@/test/temp-folder'
import * as agent from '../../../agent/route'
import * as tasks from '../../../nodes/[did]/tasks/route'
import * as reports from '../../../reports/route'
import * as claim from '../../claim/route'
import * as jobs from '../../route'
import * as approve from '../approve/route'
import * as complete from '../complete/route'
import * as consent from '../consent/route'
import * as fail from '../fail/route'
import * as progress from '../progress/route'
import * as job from '../route'
import * as dryRun from './route'
import * as skip from './skip/route'

// Somebody asks what a request would change; a real agent that pins its owner's key finds out, and runs what was approved with
// exactly that, whatever the database says.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const patience = { timeout: 60_000, interval: 100 }
const node = 'did:kos:griot:1'
const anna = plainKey('ed25519')

let fleet: TestFleet
let server: Awaited<ReturnType<typeof serveRoutes>>
let owner: PersonViewer
let operators: { authorization: string }
let owners: { authorization: string }
let agents: { authorization: string }
let args: Parameters<typeof startAgent>
let running: ReturnType<typeof startAgent>
const folder = tempDir()
const changed = (days: number) => existsSync(join(folder, `changed-${days}`))

beforeAll(async () => {
  bundle()
  vi.stubEnv('HAKIM_UNDO_SECONDS', '0')
  fleet = await testServer()
  const none = { params: Promise.resolve({}) }
  const ofJob = (jobId: string) => ({ params: Promise.resolve({ jobId }) })
  server = await serveRoutes({
    'GET /api/v1/agent': (request) => agent.GET(request, none),
    'PUT /api/v1/nodes/[]/tasks': (request, did) => tasks.PUT(request, { params: Promise.resolve({ did }) }),
    'POST /api/v1/reports': reports.POST,
    'POST /api/v1/jobs': (request) => jobs.POST(request, none),
    'POST /api/v1/jobs/claim': (request) => claim.POST(request, none),
    'GET /api/v1/jobs/[]': (request, id) => job.GET(request, ofJob(id)),
    'GET /api/v1/jobs/[]/consent': (request, id) => consent.GET(request, ofJob(id)),
    'POST /api/v1/jobs/[]/approve': (request, id) => approve.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/dry-run': (request, id) => dryRun.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/dry-run/skip': (request, id) => skip.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/progress': (request, id) => progress.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/complete': (request, id) => complete.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/fail': (request, id) => fail.POST(request, ofJob(id)),
  })
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'anna', 'approver')
  await testNode(fleet.db, node, owner.id)
  await storedKey(fleet.db, 'anna', anna.pinned.key)
  operators = { authorization: `Bearer ${await bearerOf(fleet, { personId: operator.id })}` }
  owners = { authorization: `Bearer ${await bearerOf(fleet, { personId: owner.id })}` }
  const archive = {
    ...{
      name: 'archive_data',
      risk: 'high',
      command: ['sh', '-c', `touch ${folder}/changed-$1`, 'sh', '{days}'],
    },
    params: {
      type: 'object',
      properties: { days: { type: 'integer' }, key: { type: 'string', format: 'secret', enum: ['backup'] } },
      required: ['days'],
    },
    dry_run: dryRunOf('echo "would archive $1 days"; env >&2; exit $(($1 % 7))', '{days}'),
  }
  const others = Object.entries({
    hang: { ...dryRunOf('echo begun; sleep 300'), timeout_seconds: 1 },
    kill: dryRunOf(`echo $$ > ${folder}/killed; exec sleep 300`),
    missing: { command: ['/no/such/program'] },
    flood: dryRunOf(
      `seq -f 'line %g' 1 200000; printf '\\377\\376 \\033[31mred\\033[0m \\033[2J\\a'; head -c 10000000 /dev/zero | tr '\\0' x`,
    ),
  }).map(([name, dry_run]) => ({ name, command: ['true'], dry_run }))
  const file = join(folder, 'backup-key')
  writeFileSync(file, 'do-not-print', { mode: 0o600 })
  const pins = {
    ...{ node, required: 1, dry_runs: true },
    owners: [{ person: owner.did, keys: [anna.pinned] }],
  }
  const agentToken = await bearerOf(fleet, { nodeDid: node })
  agents = { authorization: `Bearer ${agentToken}` }
  const token = { HAKIM_AGENT_TOKEN: agentToken }
  const options = [
    '--insecure-http',
    '--tasks',
    writeTasks({ tasks: [archive, ...others], consent: pins, secrets: { backup: { file } } }),
  ]
  args = [server.address, join(tempDir(), 'state'), options, token]
  running = startAgent(...args)
  await vi.waitUntil(offered, patience)
})
beforeEach(() =>
  fleet.db.query(
    `UPDATE maintenance_jobs SET status = 'Cancelled' WHERE status IN ('PendingApproval', 'Approved')`,
  ),
)
afterAll(async () => {
  await endAll()
  removeBundle()
  await server.stop()
  await fleet.close()
  vi.unstubAllEnvs()
})

const dryRunOf = (script: string, ...params: string[]) => ({
  command: ['sh', '-c', script, 'sh', ...params],
})
const signal = (name: NodeJS.Signals) => process.kill(running.pid ?? 0, name)
const offered = async (): Promise<boolean> => {
  const [row] = await fleet.db.query(`SELECT hakim_offer($1, 'archive_data') ? 'dry_run' AS offered`, [node])
  return row.offered === true
}
const call = async (path: string, headers: { authorization: string }, body?: unknown) => {
  const response = await fetch(`${server.address}/api/v1${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...headers, 'content-type': 'application/json' },
  })
  const answer: unknown = await response.json()
  return { status: response.status, answer }
}
const detail = z.looseObject({
  document: documentAnswer,
  cannot_be_approved: z.string().nullable(),
  dry_run: z.looseObject({ state: z.string(), result: dryRunResult.nullable() }).nullable(),
})
const read = async (id: string) => detail.parse((await call(`/jobs/${id}`, owners)).answer)
const request = async (params: JsonObject, task_name = 'archive_data') => {
  const made = await call('/jobs', operators, {
    ...{ target_node_did: node, task_name, params, reason: 'Full', dry_run: true },
  })
  expect(made).toMatchObject({ status: 201 })
  return z.looseObject({ job_id: z.string() }).parse(made.answer).job_id
}
const documentOf = async (id: string): Promise<ApprovalDocument> => {
  const document = parseDocument((await read(id)).document)
  if (!document.ok) throw new Error('There is no document')
  return document.value
}
const found = async (id: string) => {
  await vi.waitUntil(async () => (await read(id)).dry_run?.state === 'found', patience)
  const result = (await read(id)).dry_run?.result
  if (!result) throw new Error('There is no dry run')
  return { document: await documentOf(id), result }
}
const approveIt = (id: string, document: ApprovalDocument) =>
  call(`/jobs/${id}/approve`, owners, {
    approval_hash: documentDigest(document),
    signed: voteOf(document, owner.did, anna, { decided_at: new Date().toISOString() }),
  })
const ended = async (id: string) => {
  await vi.waitUntil(
    async () => ['Completed', 'Failed'].includes((await storedJob(fleet.db, id)).status),
    patience,
  )
  const { status, status_history } = await storedJob(fleet.db, id)
  return { status, message: parseHistory(status_history).at(-1)?.message ?? '' }
}

it('approves what was found out together with what runs', async () => {
  signal('SIGSTOP')
  const id = await request({ days: 14, key: 'backup' })
  expect(await read(id)).toMatchObject({
    dry_run: { state: 'waiting' },
    cannot_be_approved: expect.stringMatching(/^The node is still/),
  })
  expect(await approveIt(id, await documentOf(id))).toMatchObject({ status: 409 })
  signal('SIGCONT')

  const now = await found(id)
  expect(now.document.dry_run).toEqual({ digest: dryRunDigest(now.result), exit_code: 0 })
  expect(now.result).toMatchObject({ how: 'ended', exit_code: 0, omitted_lines: 0 })
  expect(now.result.output).toContain('would archive 14 days\n')
  expect(now.result.output).not.toMatch(/HAKIM_(AGENT_TOKEN|SECRET)|do-not-print/)
  expect(changed(14)).toBe(false)
  expect(await approveIt(id, now.document)).toMatchObject({ status: 200 })
  expect(await ended(id)).toMatchObject({ status: 'Completed' })
  expect(changed(14)).toBe(true)

  const exported = JSON.stringify((await call(`/jobs/${id}/consent`, owners)).answer)
  expect(reportOnExport(exported, null, Date.now())).toMatchObject({ ok: true })
  const edited = reportOnExport(exported.replace('would archive 14', 'would archive 13'), null, Date.now())
  expect(edited.ok).toBe(false)
  expect(edited.lines.join()).toContain('is not the one that its document names')
})

it('shows a dry run that fails, hangs or cannot be started as what it is', async () => {
  const failed = await found(await request({ days: 15 }))
  expect(failed.result).toMatchObject({ how: 'ended', exit_code: 1 })
  expect(failed.document.dry_run?.exit_code).toBe(1)
  const hung = await found(await request({}, 'hang'))
  expect(hung.result).toMatchObject({ how: 'timed_out', exit_code: null, output: 'begun\n' })
  const { document, result } = await found(await request({}, 'missing'))
  expect(result).toMatchObject({ how: 'not_started', ran: null })
  expect(result.output).toContain('/no/such/program could not be started')
  // Whoever sees that can still approve it.
  expect(await approveIt(document.job_id, document)).toMatchObject({ status: 200 })
})

it('keeps the beginning and the end of whatever it says, as text', async () => {
  const { how, output, omitted_lines } = (await found(await request({}, 'flood'))).result
  expect(Buffer.byteLength(output)).toBeLessThanOrEqual(66_000)
  expect(how).toBe('ended')
  expect(omitted_lines).toBeGreaterThan(100_000)
  expect(output).toMatch(/^line 1\nline 2\n/)
  expect(output).toContain('lines are omitted here')
  const end = output.slice(output.indexOf('\nline 200000\n'))
  expect(end).toContain('\n\ufffd\ufffd \u001b[31mred\u001b[0m xxx')
  expect(end).toMatch(/x… \([0-9,]+ more characters\)\n$/)
})

it('a node that does not answer: somebody goes on without it, and what comes later is not taken', async () => {
  signal('SIGSTOP')
  const id = await request({ days: 28 })
  expect(await call(`/jobs/${id}/dry-run/skip`, operators, {})).toMatchObject({ status: 200 })
  expect(await call(`/jobs/${id}/dry-run/skip`, operators, {})).toMatchObject({ status: 409 })
  expect((await read(id)).dry_run).toMatchObject({ state: 'given_up', result: null })
  const document = await documentOf(id)
  const late = {
    ...{ version: 1, job_id: id, revision: 1, node, offer_digest: document.offer?.digest, ran: null },
    ...{ how: 'timed_out', exit_code: null, output: '', omitted_lines: 0, seconds: 2 },
    started_at: new Date().toISOString(),
  }
  expect(await call(`/jobs/${id}/dry-run`, agents, late)).toMatchObject({ status: 409 })
  expect(await approveIt(id, document)).toMatchObject({ status: 200 })
  signal('SIGCONT')
  expect(await ended(id)).toMatchObject({ status: 'Completed' })
})

it('runs nothing if what was approved names another dry run than its own, or none', async () => {
  const forge = async (days: number, tried: (result: DryRunResult) => DryRunResult | null) => {
    const id = await request({ days })
    const { document: true_, result } = await found(id)
    const named = tried(result)
    const { dry_run: _, ...without } = true_
    const dry_run = named && { digest: dryRunDigest(named), exit_code: named.exit_code }
    const document = { ...without, ...(dry_run && { dry_run }) }
    await silently(fleet.db, (tx) =>
      tx.query(
        `UPDATE approval_documents SET document = $2, digest = $3, dry_run = $4, dry_run_until = now() WHERE job_id = $1`,
        [...[id, canonicalJson(document), documentDigest(document)], named && canonicalJson(named)],
      ),
    )
    expect(await approveIt(id, document)).toMatchObject({ status: 200 })
    expect((await ended(id)).message).toMatch(/^Consent could not be verified \(dry_run_differs\)/)
    expect(changed(days)).toBe(false)
  }
  await forge(21, (result) => ({ ...result, output: 'would archive nothing\n' }))
  await forge(35, () => null)
})

it('an agent that is killed meanwhile leaves nothing running, and says so afterwards', async () => {
  const id = await request({}, 'kill')
  const begun = join(folder, 'killed')
  await vi.waitUntil(() => existsSync(begun) && readFileSync(begun, 'utf8').trim() !== '', patience)
  const pid = Number(readFileSync(begun, 'utf8'))
  await running.end('SIGKILL')
  await vi.waitUntil(() => !existsSync(`/proc/${pid}`), patience)
  running = startAgent(...args)
  expect((await found(id)).result).toMatchObject({ how: 'interrupted', exit_code: null })
  // Not run a second time.
  expect(Number(readFileSync(begun, 'utf8'))).toBe(pid)
})

import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { type ApprovalDocument, documentDigest } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import { type LoopbackServer, type Reply, type Request, startServer } from './api-server'
import { writeTasks } from './tasks-file'
import { removeTempDirs, tempDir } from './temp-folder'

export const me = 'did:kos:griot:1'
export const token = 'hk_thisisasecret'

let built: string | null = null

/** The agent as it is shipped, in one file, once per test file. */
export function bundle(): string {
  if (built !== null) return built
  const file = join(mkdtempSync(join(tmpdir(), 'hakim-agent-')), 'hakim-agent.mjs')
  const script = `const { bundle } = await import('./bin/bundle.mjs'); await bundle(process.cwd(), 'agent', process.argv[1])`
  execFileSync(process.execPath, ['--input-type=module', '--eval', script, file])
  built = file
  return file
}

/** For afterAll. */
export function removeBundle(): void {
  if (built !== null) rmSync(dirname(built), { recursive: true, force: true })
  built = null
}

const cleanUps: (() => Promise<unknown>)[] = []

/** Ends every agent and server of the tests and removes their folders; for afterAll. */
export async function endAll(): Promise<void> {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()))
  removeTempDirs()
}

type Job = {
  job_id?: string
  task_name: string
  params?: JsonObject
  target_node_did?: string
  window?: TimeWindow
}

/** A job as the server hands it out, with the document of exactly this job and of what the node offers. */
function handedOut(job: Job, offers: readonly JsonObject[]): JsonObject {
  const { job_id: id = randomUUID(), task_name, params = {}, target_node_did = me, window = null } = job
  const entry = offers.find(({ name }) => name === task_name)
  const offer = entry ? offerOf(entry) : null
  const document: ApprovalDocument = {
    ...{
      version: 3,
      job_id: id,
      revision: 1,
      nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
      node: target_node_did,
    },
    ...{ requester: 'did:kos:ada', reason_digest: null, task: task_name, params, window, expires_at: null },
    offer: offer?.ok ? offer.value : null,
  }
  const { job_id, expires_at } = document
  return {
    ...{ job_id, target_node_did, task_name, params, window, expires_at, document },
    approval_hash: documentDigest(document),
  }
}

const announced = z.object({ tasks: z.array(z.custom<JsonObject>(isJsonObject)) })

type DropFirst<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never

/**
 * Acts as the server: hands out the jobs of the list and accepts everything else. `sign`: what it adds to a job, such as
 * votes.
 */
export function speaker(
  jobs: Job[],
  more: (request: Request) => Reply | null = () => null,
  sign: (job: JsonObject) => JsonObject = (job) => job,
) {
  // An agent that claims before it has announced them gets documents without an offer, which it refuses.
  let offers: JsonObject[] = []
  return (request: Request): Reply => {
    if (request.method === 'PUT' && request.path.endsWith('/tasks'))
      offers = announced.safeParse(request.body).data?.tasks ?? offers
    const own = more(request)
    if (own) return own
    if (request.token !== `Bearer ${token}`) return { status: 401, body: { detail: 'unknown token' } }
    if (request.path === '/api/v1/agent')
      return { body: { node_did: me, name: 'Me', server_time: new Date().toISOString() } }
    if (request.path === '/api/v1/reports') return { body: { accepted: 1, duplicates: 0, rejected: [] } }
    if (request.path !== '/api/v1/jobs/claim') return {}
    const job = jobs.shift()
    if (!job) return { body: { job: null } }
    return { body: { job: sign(handedOut(job, offers)), claim_token: 'claim-1', lease_seconds: 3 } }
  }
}

/** `env` comes on top of the environment of the tests. */
export function startAgent(
  server: string,
  stateDir: string,
  args: string[] = [],
  env: Record<string, string> = { HAKIM_AGENT_TOKEN: token },
) {
  const child = spawn(
    process.execPath,
    [bundle(), '--server', server, '--interval', '1', '--state-dir', stateDir, ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals): Promise<unknown> => {
    child.kill(signal)
    const [code] = await exited
    return code
  }
  cleanUps.push(async () => {
    if (child.exitCode === null && child.signalCode === null) await end('SIGKILL')
  })
  const hangUp = (): boolean => child.kill('SIGHUP')
  const closeOutput = (): void => {
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }
  return { pid: child.pid, end, exited, hangUp, closeOutput, output: () => output }
}

export const reportsAt = (server: LoopbackServer): JsonObject[] =>
  server.requests.flatMap(({ path, body }) =>
    path === '/api/v1/reports' && Array.isArray(body) ? body.filter(isJsonObject) : [],
  )

/** A server that is stopped after the test, unless the test has done so. */
export async function serve(...args: Parameters<typeof startServer>): Promise<LoopbackServer> {
  const server = await startServer(...args)
  cleanUps.push(() => server.stop().catch(() => {}))
  return server
}

export async function setUp(jobs: Job[] = [], ...how: DropFirst<Parameters<typeof speaker>>) {
  return { server: await serve(speaker(jobs, ...how)), stateDir: join(tempDir(), 'state') }
}

export function tasksFile(tasks: unknown[]): string[] {
  return ['--tasks', writeTasks({ tasks })]
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { apiNodeOf } from '@/lib/fleet/queries/api-nodes'
import { nodeDetail } from '@/lib/fleet/queries/node'
import type { PersonViewer } from '@/lib/kernel/role'
import { bundle, endAll, removeBundle, startAgent } from '@/test/agent'
import { debianProgram } from '@/test/debian-program'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { bearerOf, testServer } from '@/test/query-server'
import { serveRoutes } from '@/test/route-server'
import { tempDir } from '@/test/temp-folder'
import * as agent from '../agent/route'
import * as claim from '../jobs/claim/route'
import * as tasks from '../nodes/[did]/tasks/route'
import * as reports from './route'

// Real agents on machines with other clocks: libfaketime answers whoever asks for the time of day.

const library = debianProgram('libfaketime', '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1')
const patience = { timeout: 60_000, interval: 200 }
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let fleet: TestFleet
let viewer: PersonViewer
let server: Awaited<ReturnType<typeof serveRoutes>>
beforeAll(async () => {
  bundle()
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  const none = { params: Promise.resolve({}) }
  server = await serveRoutes({
    'GET /api/v1/agent': (request) => agent.GET(request, none),
    'PUT /api/v1/nodes/[]/tasks': (request, did) => tasks.PUT(request, { params: Promise.resolve({ did }) }),
    'POST /api/v1/reports': reports.POST,
    'POST /api/v1/jobs/claim': (request) => claim.POST(request, none),
  })
})
afterAll(async () => {
  await endAll()
  removeBundle()
  await server.stop()
  await fleet.close()
})

/** An agent whose clock says what `clock` tells libfaketime, such as "-10m", until `set` changes that. */
async function agentWith(did: string, clock: string) {
  await testNode(fleet.db, did, viewer.id)
  const file = join(tempDir(), 'clock')
  const set = (to: string) => writeFileSync(file, `${to}\n`)
  set(clock)
  const env = {
    HAKIM_AGENT_TOKEN: await bearerOf(fleet, { nodeDid: did }),
    ...{ LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: file },
    ...{ FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  }
  const running = startAgent(server.address, join(tempDir(), 'state'), ['--insecure-http'], env)
  const node = async () => {
    const found = await nodeDetail(viewer, did)
    if (!found) throw new Error('no such node')
    return found
  }
  return { set, node, output: running.output }
}

describe.runIf(library !== null)('a real agent', () => {
  it.concurrent('whose clock is 10 min behind is heard now, and the page, the API and its log say so', async () => {
    const did = 'did:test:clock:behind'
    const { node, output } = await agentWith(did, '-10m')
    await vi.waitUntil(async () => (await node()).clock === 'its clock is 10 min behind', patience)
    expect((await node()).state).not.toMatch(/Silent|Unknown/)
    const api = await apiNodeOf(viewer, did)
    expect(api?.age_seconds).toBeLessThan(60)
    expect(api?.clock_behind_seconds).toBeGreaterThan(590)
    expect(output()).toMatch(/The clock of this node is (599|60\d) s behind the server’s/)
  })

  it.concurrent('whose clock was an hour ahead shows what it says as soon as that is corrected', async () => {
    const { node, set } = await agentWith('did:test:clock:ahead', '+60m')
    await vi.waitUntil(async () => (await node()).clock === 'its clock is 60 min ahead', patience)
    expect((await node()).state).toBe('Unknown')
    set('+0')
    await vi.waitUntil(async () => (await node()).clock === null, patience)
    expect((await node()).state).not.toMatch(/Silent|Unknown/)
    expect((await node()).ahead?.text).toMatch(/^\d+ reports? came.* from (59|60) min ahead/)
  })

  it.concurrent('without a clock of its own is heard, whatever year it thinks it is', async () => {
    const { node } = await agentWith('did:test:clock:none', '@1970-01-02 00:00:05')
    const years = new Date().getUTCFullYear() - 1970
    await vi.waitUntil(async () => (await node()).clock === `its clock is ${years} years behind`, patience)
    expect((await node()).state).not.toMatch(/Silent|Unknown/)
  })
})

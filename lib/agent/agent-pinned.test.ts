import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseDocument } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import { bundle, endAll, me, removeBundle, setUp, startAgent } from '@/test/agent'
import { until } from '@/test/api-server'
import { voteOf } from '@/test/consent-signing'
import { anna, ben, dora, keys, pins } from '@/test/signed-job'
import { writeTasks } from '@/test/tasks-file'
import { tempDir } from '@/test/temp-folder'

vi.setConfig({ testTimeout: 120_000 })
beforeAll(() => void bundle())
afterAll(async () => {
  await endAll()
  removeBundle()
})

const jobId = '0198a1b2-0000-7000-8000-000000000001'

/** The job with the votes of two owners, unless it names another. */
function sign(job: JsonObject): JsonObject {
  const read = parseDocument(job.document)
  if (!read.ok) throw new Error(read.problem.message)
  const decided_at = new Date().toISOString()
  const votes = [
    voteOf(read.value, anna, keys.anna, { decided_at }),
    voteOf(read.value, ben, keys.ben, { decided_at }),
  ]
  return { ...job, votes: job.job_id === jobId ? votes : [], delegations: [] }
}

it('pinned runs what its owners have signed, nothing else, and nothing again after kill -9', async () => {
  const file = join(tempDir(), 'runs')
  const runs = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0)
  const command = ['sh', '-c', `echo run >> ${file}; exec sleep 300`]
  const consent: Pins = { ...pins, node: me }
  const tasks = ['--tasks', writeTasks({ tasks: [{ name: 'note', command }], consent })]
  const jobs = [{ task_name: 'note' }, { task_name: 'note', job_id: jobId }]
  const { server, stateDir } = await setUp([...jobs, ...jobs.slice(1)], undefined, sign)

  const first = startAgent(server.address, stateDir, tasks)
  await until('the refusal', () => server.bodies('/fail').length === 1)
  await until('the run', () => runs() === 1)
  await first.end('SIGKILL')
  const next = startAgent(server.address, stateDir, tasks)
  await until('all outcomes', () => server.bodies('/fail').length === 3)

  const [unsigned, killed, again] = server.bodies('/fail')
  expect(unsigned).toMatchObject({ result: { consent: { code: 'quorum' } } })
  expect(killed).toMatchObject({
    message: expect.stringContaining('The agent was killed while note was running'),
  })
  expect(again).toMatchObject({
    message: expect.stringMatching(/^Consent could not be verified \(replayed\)/),
    result: { consent: { code: 'replayed', seen: 'revision 1' } },
  })
  expect(runs()).toBe(1)
  expect(server.bodies('/complete')).toEqual([])
  expect(next.output()).toContain(
    'info  This node verifies its owners’ signatures: 4 keys of 3 owners, 2 must sign; 1 key for emergencies.',
  )
  expect(server.bodies('/tasks')[0]).toMatchObject({
    consent: {
      ...{ required: 2, owners: [{ person: anna }, { person: ben }, {}], emergency: 1 },
      emergency_pins: { required: 1, keys: [{ person: dora, key: keys.emergency.pinned.key }] },
    },
  })
})

it('with the pins of another node runs nothing, and says so', async () => {
  const tasks = ['--tasks', writeTasks({ consent: { ...pins, node: 'did:kos:griot:2' } })]
  const { server, stateDir } = await setUp([{ task_name: 'clear_cache', job_id: jobId }], undefined, sign)
  const agent = startAgent(server.address, stateDir, tasks)
  await until('the refusal', () => server.bodies('/fail').length === 1)
  expect(server.bodies('/fail')).toMatchObject([{ result: { consent: { code: 'other_node' } } }])
  expect(agent.output()).toContain('error The pins in the tasks file are of did:kos:griot:2')
})

it('as `hakim-agent pending` prints what waits, and ends', async () => {
  const empty = { body: { jobs: [], next_cursor: null } }
  const { server, stateDir } = await setUp([], ({ path }) =>
    path.startsWith('/api/v1/jobs?') ? empty : null,
  )
  const pending = startAgent(server.address, stateDir, ['pending'])
  expect(await pending.exited).toEqual([0, null])
  expect(pending.output()).toBe(`0 jobs wait on ${me}, according to ${server.address}.\n`)
})

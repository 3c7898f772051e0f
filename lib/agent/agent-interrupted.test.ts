import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { bundle, endAll, removeBundle, setUp, startAgent, tasksFile } from '@/test/agent'
import { type LoopbackServer, type Reply, until } from '@/test/api-server'
import { tempDir } from '@/test/temp-folder'

vi.setConfig({ testTimeout: 120_000 })
// They mostly wait; each has its own server, folder and agents.
beforeAll(() => void bundle())
afterAll(async () => {
  await endAll()
  removeBundle()
})

const nap = { name: 'nap', command: ['sh', '-c', 'echo started; sleep 60'] }

const started = (server: LoopbackServer) => (): boolean =>
  JSON.stringify(server.bodies('/progress')).includes('started')

/** Expects `attempt` to take less than `ms` at least once in three times: a busy machine can hold up a single one. */
async function expectWithin(ms: number, attempt: () => Promise<number>): Promise<void> {
  const taken: number[] = []
  while (taken.length < 3 && !taken.some((each) => each < ms)) taken.push(await attempt())
  expect(Math.min(...taken)).toBeLessThan(ms)
}

it.concurrent('on SIGTERM fails its job, ends its children and exits within five seconds', async () => {
  await expectWithin(5_000, async () => {
    const { server, stateDir } = await setUp([{ task_name: 'nap' }])
    const agent = startAgent(server.address, stateDir, tasksFile([nap]))
    await until('the start of the job', started(server))
    const before = performance.now()
    expect(await agent.end('SIGTERM')).toBe(0)
    const taken = performance.now() - before
    expect(server.bodies('/fail')).toMatchObject([
      { claim_token: 'claim-1', message: 'the agent was stopped' },
    ])
    return taken
  })
})

it.concurrent('stops the command of a job that the server has taken away', async () => {
  const { server, stateDir } = await setUp([{ task_name: 'nap' }], ({ path, body }) =>
    path.endsWith('/progress') && !JSON.stringify(body).includes('started')
      ? { status: 409, body: { detail: 'This job has failed.', present: 'Failed' } }
      : null,
  )
  const agent = startAgent(server.address, stateDir, tasksFile([nap]))
  await until('the outcome', () => server.bodies('/fail').length > 0)
  expect(server.bodies('/fail')[0]).toMatchObject({
    message: expect.stringContaining('took this job away from the agent'),
  })
  expect(agent.output()).toContain('no longer this agent’s')
})

it.concurrent('goes on while the server is away, knows no such job or counts it as lost', async () => {
  const answers: Reply[] = [
    { status: 503 },
    { status: 404, body: { detail: 'There is no such job.' } },
    { status: 409, body: { detail: 'Conflict' } },
    { status: 409, body: { detail: 'This job is lost.', present: 'Lost' } },
    { status: 401, body: { detail: 'unknown token' } },
  ]
  const end = join(tempDir(), 'end')
  const { server, stateDir } = await setUp([{ task_name: 'wait' }], ({ path }) =>
    path.endsWith('/progress') ? (answers.shift() ?? { body: { status: 'Lost', lease_seconds: 3 } }) : null,
  )
  const wait = { name: 'wait', command: ['sh', '-c', `until [ -e ${end} ]; do sleep 0.1; done; echo over`] }
  startAgent(server.address, stateDir, tasksFile([wait]))
  await until('an accepted heartbeat', () => answers.length === 0 && server.bodies('/progress').length > 6)
  writeFileSync(end, '')
  await until('the outcome', () => server.bodies('/complete').length > 0)
  expect(server.bodies('/complete')).toMatchObject([{ result: { exit_code: 0 } }])
  expect(server.bodies('/fail')).toEqual([])
})

it.concurrent('stops the command on request within six seconds and reports the job as cancelled', async () => {
  const stubborn = {
    name: 'nap',
    command: ['sh', '-c', 'echo started; trap "" TERM; sleep 61 & sleep 60; echo late'],
  }
  await expectWithin(6_000, async () => {
    const { server, stateDir } = await setUp([{ task_name: 'nap' }, { task_name: 'hello' }], ({ path }) =>
      path.endsWith('/progress') && started(server)()
        ? { body: { status: 'Running', lease_seconds: 3, cancel_requested: true } }
        : null,
    )
    startAgent(server.address, stateDir, tasksFile([stubborn, { name: 'hello', command: ['echo', 'hello'] }]))
    await until('the start of the job', started(server))
    const before = performance.now()
    await until('the outcome', () => server.bodies('/fail').length > 0)
    const taken = performance.now() - before
    expect(server.bodies('/fail')).toMatchObject([
      {
        claim_token: 'claim-1',
        cancelled: true,
        message: expect.stringContaining('Stopped on request'),
        result: { exit_code: null, signal: 'SIGKILL' },
      },
    ])
    // A job that has succeeded by then is not reported as cancelled.
    await until('the next job', () => server.bodies('/complete').length > 0)
    expect(server.bodies('/fail')).toHaveLength(1)
    return taken
  })
})

it.concurrent('reports after a restart that a job was running when the agent was killed', async () => {
  const { server, stateDir } = await setUp([{ task_name: 'collect_slowly' }])
  const slow = { name: 'collect_slowly', command: ['sh', '-c', 'echo started; sleep 3'] }
  const first = startAgent(server.address, stateDir, tasksFile([slow]))
  await until('the start of the job', started(server))
  await first.end('SIGKILL')
  startAgent(server.address, stateDir)
  await until('the outcome', () => server.bodies('/fail').length > 0)
  expect(server.bodies('/fail')[0]).toMatchObject({
    claim_token: 'claim-1',
    message: expect.stringContaining('killed while collect_slowly was running'),
  })
})

it.concurrent('keeps an undelivered outcome over a restart, with the same claim', async () => {
  let isBroken = true
  const { server, stateDir } = await setUp([{ task_name: 'hello' }], ({ path }) =>
    isBroken && path.endsWith('/complete') ? { status: 503 } : null,
  )
  const tasks = tasksFile([{ name: 'hello', command: ['echo', 'hello'] }])
  const first = startAgent(server.address, stateDir, tasks)
  await until('an attempt', () => server.bodies('/complete').length > 0)
  await first.end('SIGKILL')
  isBroken = false
  const tried = server.bodies('/complete').length
  startAgent(server.address, stateDir, tasks)
  await until('the delivery', () => server.bodies('/complete').length > tried)
  expect(server.bodies('/complete').at(-1)).toEqual(server.bodies('/complete')[0])
})

import { afterAll, afterEach, expect, it } from 'vitest'
import { endAll, removeBundle, setUp, startAgent, tasksFile } from '@/test/agent'
import { type LoopbackServer, until } from '@/test/api-server'

afterEach(endAll)
afterAll(removeBundle)

const nap = { name: 'nap', command: ['sh', '-c', 'echo started; sleep 60'] }

const started = (server: LoopbackServer) => (): boolean =>
  JSON.stringify(server.bodies('/progress')).includes('started')

it('on SIGTERM fails its job, ends its children and exits within five seconds', async () => {
  const { server, stateDir } = await setUp([{ task_name: 'nap' }])
  const agent = startAgent(server.address, stateDir, tasksFile([nap]))
  await until('the start of the job', started(server))
  const before = performance.now()
  expect(await agent.end('SIGTERM')).toBe(0)
  expect(performance.now() - before).toBeLessThan(5_000)
  expect(server.bodies('/fail')).toMatchObject([{ claim_token: 'claim-1', message: 'the agent was stopped' }])
})

it('stops the command of a job that the server has taken away', async () => {
  const { server, stateDir } = await setUp([{ task_name: 'nap' }], ({ path, body }) =>
    path.endsWith('/progress') && !JSON.stringify(body).includes('started')
      ? { status: 409, body: { detail: 'This claim token does not hold the job.' } }
      : null,
  )
  const agent = startAgent(server.address, stateDir, tasksFile([nap]))
  await until('the outcome', () => server.bodies('/fail').length > 0)
  expect(server.bodies('/fail')[0]).toMatchObject({
    message: expect.stringContaining('took this job away from the agent'),
  })
  expect(agent.output()).toContain('no longer this agent’s')
})

it('stops the command on request and reports the job as cancelled', async () => {
  const { server, stateDir } = await setUp([{ task_name: 'nap' }, { task_name: 'hello' }], ({ path }) =>
    path.endsWith('/progress') && started(server)()
      ? { body: { status: 'Running', lease_seconds: 3, cancel_requested: true } }
      : null,
  )
  const stubborn = {
    name: 'nap',
    command: ['sh', '-c', 'echo started; trap "" TERM; sleep 61 & sleep 60; echo late'],
  }
  startAgent(server.address, stateDir, tasksFile([stubborn, { name: 'hello', command: ['echo', 'hello'] }]))
  await until('the start of the job', started(server))
  const before = performance.now()
  await until('the outcome', () => server.bodies('/fail').length > 0)
  expect(performance.now() - before).toBeLessThan(6_000)
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
})

it('reports after a restart that a job was running when the agent was killed', async () => {
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

it('keeps an undelivered outcome over a restart, with the same claim', async () => {
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

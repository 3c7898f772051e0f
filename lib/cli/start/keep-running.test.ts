import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Child, startChild } from '@/lib/cli/start/child'
import { keepRunning } from '@/lib/cli/start/keep-running'

/** A real process that runs until it is stopped, or ends at once. */
const launch = (source = 'setInterval(() => {}, 99)'): Child =>
  startChild({
    root: resolve('.'),
    args: ['--eval', source],
    env: process.env,
    onOutput: () => undefined,
  })

function kept(next: () => Promise<Child>) {
  const first = launch()
  const lines: string[] = []
  const web = keepRunning(first, next, (line) => lines.push(line), 10)
  onTestFinished(() => web.kill())
  return { first, lines, web }
}

test('a server that was killed is started again, with a line, and can be stopped', async () => {
  const started: Child[] = []
  const { first, lines, web } = kept(async () => {
    const child = launch()
    started.push(child)
    return child
  })
  first.kill()
  await expect.poll(() => lines, { timeout: 20_000 }).toHaveLength(2)
  expect(lines).toEqual([
    'The web server exited unexpectedly (signal SIGKILL). It is started again in 0.01 s.',
    'The web server is running again.',
  ])
  await web.stop(5_000)
  expect(started).toHaveLength(1)
  expect(await started[0]?.ended).toBe('signal SIGTERM')
  expect(lines).toHaveLength(2)
})

test('pauses double while it cannot be started', async () => {
  let tries = 0
  const { first, lines } = kept(async () => {
    tries += 1
    if (tries < 4) throw new Error(`No. ${tries}.`)
    return launch()
  })
  first.kill()
  await expect.poll(() => lines.at(-1), { timeout: 20_000 }).toBe('The web server is running again.')
  expect(lines.slice(1, -1)).toEqual([
    'No. 1. It is started again in 0.02 s.',
    'No. 2. It is started again in 0.04 s.',
    'No. 3. It is started again in 0.08 s.',
  ])
})

test('nothing is started once it was stopped during a pause', async () => {
  let tries = 0
  const { first, lines, web } = kept(async () => {
    tries += 1
    throw new Error('No.')
  })
  first.kill()
  await expect.poll(() => tries, { timeout: 20_000 }).toBeGreaterThan(0)
  await web.stop(100)
  const before = [tries, lines.length]
  await new Promise((wake) => setTimeout(wake, 200))
  expect([tries, lines.length]).toEqual(before)
})

import { afterEach, expect, test } from 'vitest'
import { aborted, listenForStop, type StopSignals } from '@/lib/cli/start/stop-signals'

let signals: StopSignals | null = null
afterEach(() => signals?.dispose())

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks to stop', async (name) => {
  signals = listenForStop()
  process.kill(process.pid, name)
  await aborted(signals.first)
  expect(signals.second.aborted).toBe(false)
})

test('the Ctrl-C that npm passes on does not count as a second one; a later one does', () => {
  let now = 1000
  signals = listenForStop(() => now)
  process.emit('SIGINT')
  now += 200
  process.emit('SIGINT')
  expect(signals.second.aborted).toBe(false)
  now += 2000
  process.emit('SIGINT')
  expect(signals.second.aborted).toBe(true)
})

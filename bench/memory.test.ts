import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { forgetPeaks, peaks } from './memory'

test('a peak remains after memory is freed until it is reset, and peaks of children count', async () => {
  const script = `
    const { spawn } = require('node:child_process')
    let held = Buffer.alloc(150 * 1024 * 1024, 1)
    held = null
    gc()
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log(1)'], { stdio: ['ignore', 'inherit', 'ignore'] })
    process.once('SIGTERM', () => process.kill(0, 'SIGKILL'))`
  // A process group of its own, so that it can end itself together with its child.
  const child = spawn(process.execPath, ['--expose-gc', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  try {
    await once(child.stdout, 'data')
    const found = peaks(child.pid ?? 0)
    if (process.platform !== 'linux') return expect(found).toBeNull()
    expect(found).toHaveLength(2)
    expect(Math.max(...(found ?? []).map(({ mb }) => mb))).toBeGreaterThan(150)
    forgetPeaks(child.pid ?? 0)
    expect(Math.max(...(peaks(child.pid ?? 0) ?? []).map(({ mb }) => mb))).toBeLessThan(150)
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})

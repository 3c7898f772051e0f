import { chmodSync, copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { runningFrom } from '@/test/running-from'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { createCollector } from './collect'

afterEach(removeTempDirs)

it.runIf(process.platform === 'linux')('measures the disk without a df, which would hang', async () => {
  const folder = tempDir()
  copyFileSync('test/agent-commands/hung-df.sh', join(folder, 'df'))
  chmodSync(join(folder, 'df'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  try {
    const collector = await createCollector(folder)
    for (let sample = 0; sample < 3; sample += 1)
      expect(await collector.sample()).toMatchObject({
        memory_usage_mb: expect.any(Number),
        disk_usage_percent: expect.any(Number),
      })
    expect(runningFrom(folder)).toEqual([])
  } finally {
    vi.unstubAllEnvs()
    for (const pid of runningFrom(folder)) process.kill(pid, 'SIGKILL')
  }
})

it.runIf(process.platform === 'linux')('starts no process for a sample', async () => {
  const folder = tempDir()
  const started = join(folder, 'started')
  for (const name of ['awk', 'cat', 'grep', 'df', 'free', 'ip', 'ps', 'sensors'])
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} >> ${started}\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  try {
    const collector = await createCollector(folder)
    for (let sample = 0; sample < 2; sample += 1) {
      // The library asks the system at most every 200 ms.
      await new Promise((wake) => setTimeout(wake, 250))
      expect(await collector.sample()).toMatchObject({ cpu_usage_percent: expect.any(Number) })
    }
    expect(existsSync(started)).toBe(false)
  } finally {
    vi.unstubAllEnvs()
  }
})

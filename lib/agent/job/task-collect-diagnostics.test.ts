import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { runningFrom } from '@/test/running-from'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { collectDiagnostics } from './task-collect-diagnostics'

afterEach(removeTempDirs)

it.runIf(process.platform === 'linux')('says that a df hangs, and starts no second one', async () => {
  const folder = tempDir()
  copyFileSync('test/agent-commands/hung-df.sh', join(folder, 'df'))
  chmodSync(join(folder, 'df'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  try {
    const task = collectDiagnostics({
      log: createLog([]),
      cacheDir: tempDir(),
      agent: () => ({}),
      limitMs: 1_000,
    })
    const lines: string[] = []
    const run = () =>
      task.run({
        jobId: 'job',
        params: { section: 'disk' },
        signal: new AbortController().signal,
        say: (stream, line) => lines.push(`${stream} ${line}`),
        spawned: () => {},
        progress: () => {},
      })
    for (let time = 0; time < 3; time += 1)
      expect(await run()).toMatchObject({
        ok: true,
        message: '0 sections collected; could not be read: disk',
        result: { disk: { error: 'no answer within 1 s' } },
      })
    expect(lines).toContain('stderr disk: no answer within 1 s')
    expect(runningFrom(folder)).toHaveLength(1)
  } finally {
    vi.unstubAllEnvs()
    for (const pid of runningFrom(folder)) process.kill(pid, 'SIGKILL')
  }
})

it('collects what can be read', async () => {
  const task = collectDiagnostics({ log: createLog([]), cacheDir: tempDir(), agent: () => ({ pid: 7 }) })
  const outcome = await task.run({
    ...{ jobId: 'job', params: { section: 'memory' }, signal: new AbortController().signal },
    ...{ say: () => {}, spawned: () => {}, progress: () => {} },
  })
  expect(outcome).toMatchObject({
    ok: true,
    message: '1 section collected',
    result: { memory: { total_gb: expect.any(Number) } },
  })
})

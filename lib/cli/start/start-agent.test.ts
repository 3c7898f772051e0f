import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openStateDir } from '@/lib/agent/host/state-dir'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { agentStateDir } from './start-agent'

afterEach(removeTempDirs)

it('keeps the state of the agent in the data folder', () => {
  const data = tempDir()
  expect(agentStateDir(data)).toBe(join(data, 'agent'))
  openStateDir(agentStateDir(data), () => {}).release()
  expect(agentStateDir(data)).toBe(join(data, 'agent'))
})

it.runIf(process.geteuid?.() === 0)(
  'gives the agent of root a folder of its own in the data of a user',
  () => {
    const data = tempDir()
    mkdirSync(join(data, 'agent'))
    chownSync(join(data, 'agent'), 4_242, 0)
    expect(agentStateDir(data)).toBe(join(data, 'agent-0'))
    expect(() => openStateDir(agentStateDir(data), () => {}).release()).not.toThrow()
  },
)

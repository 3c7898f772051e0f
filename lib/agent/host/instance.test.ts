import { afterEach, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { instanceOf } from './instance'

afterEach(removeTempDirs)

it('is the same after a restart, and another for another state folder', () => {
  const dir = tempDir()
  const first = instanceOf(dir)
  expect(first.id).toMatch(/^[0-9a-f]{32}$/)
  expect(instanceOf(dir)).toEqual(first)
  expect(instanceOf(tempDir()).id).not.toBe(first.id)
})

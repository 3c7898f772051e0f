import { expect, it, onTestFinished, vi } from 'vitest'
import { diskIsFull, noteAnswer, onFullDisk } from './full-disk'

const answer = (code: string) => Object.assign(new Error('x'), { code })

it('tells once of a disk that is found full, and again after it was not for a while', () => {
  const tell = vi.fn()
  onFullDisk(tell)
  onTestFinished(() => onFullDisk(() => undefined))
  const at = Date.now() - 3_600_000
  noteAnswer(answer('23505'), at)
  expect([diskIsFull(at), tell.mock.calls.length]).toEqual([false, 0])
  for (const seconds of [0, 10, 35]) noteAnswer(answer('53100'), at + 1_000 * seconds)
  expect([diskIsFull(at + 64_000), diskIsFull(at + 66_000), tell.mock.calls.length]).toEqual([true, false, 1])
  noteAnswer(answer('53100'), at + 70_000)
  expect(tell).toHaveBeenCalledTimes(2)
})

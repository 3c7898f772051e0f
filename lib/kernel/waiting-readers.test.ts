import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noteReader, readersWait } from './waiting-readers'

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

it('somebody waits from the request until a second after the answer, which counts once', () => {
  vi.advanceTimersByTime(10_000)
  expect(readersWait()).toBe(false)
  const [first, second] = [noteReader(), noteReader()]
  first()
  first()
  vi.advanceTimersByTime(5_000)
  expect(readersWait()).toBe(true)
  second()
  vi.advanceTimersByTime(999)
  expect(readersWait()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(readersWait()).toBe(false)
})

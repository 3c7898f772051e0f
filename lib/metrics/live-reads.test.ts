import { afterEach, expect, it } from 'vitest'
import { liveLagSeconds, noteListener, noteLiveRead } from './live-reads'

afterEach(() => noteLiveRead(null))

it('nobody lags behind while nobody listens', () => {
  expect(liveLagSeconds()).toBe(0)
})

it('a listener lags behind until the first read, and then as long as the last one is ago', () => {
  const began = Date.now()
  noteListener()
  expect(liveLagSeconds(began + 60_000)).toBeGreaterThan(59)
  noteLiveRead(began + 70_000)
  noteListener()
  expect(liveLagSeconds(began + 75_000)).toBe(5)
  noteLiveRead(null)
  expect(liveLagSeconds(began + 90_000)).toBe(0)
})

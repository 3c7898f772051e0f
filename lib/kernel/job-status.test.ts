import { expect, it } from 'vitest'
import { hasEnded, isStatusIn, mayRetry, sqlStatuses } from './job-status'

it('contains only its members', () => {
  expect(isStatusIn('started', 'Lost')).toBe(true)
  for (const other of ['Completed', 'lost', '', 'constructor'])
    expect(isStatusIn('started', other)).toBe(false)
})

it('treats a status of another program as final', () => {
  expect([hasEnded('Weird'), mayRetry('Weird')]).toEqual([true, true])
  expect([hasEnded('Lost'), mayRetry('Lost')]).toEqual([false, true])
  expect([hasEnded('Running'), mayRetry('Running')]).toEqual([false, false])
})

it('is written into SQL as constants', () => {
  expect(sqlStatuses('started')).toBe(`('Running', 'Lost')`)
  expect(sqlStatuses('claimable')).toBe(`('Approved')`)
})

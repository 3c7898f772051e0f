import { expect, it } from 'vitest'
import { hasEnded, isStatusIn, sqlStatuses } from './job-status'

it('contains only its members', () => {
  expect(isStatusIn('started', 'Lost')).toBe(true)
  for (const other of ['Completed', 'lost', '', 'constructor'])
    expect(isStatusIn('started', other)).toBe(false)
})

it('treats a status of another program as final', () => {
  expect(['Weird', 'Completed', 'Lost', 'Running'].map(hasEnded)).toEqual([true, true, false, false])
})

it('is written into SQL as constants', () => {
  expect(sqlStatuses('started')).toBe(`('Running', 'Lost')`)
  expect(sqlStatuses('claimable')).toBe(`('Approved')`)
})

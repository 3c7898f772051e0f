import { describe, expect, it } from 'vitest'
import { paramsInShort, triageGroups, votesText, type WaitingJob } from './triage'

const now = new Date('2026-03-10T22:30:00Z')
const job = (jobId: string, due: string | null, risk: string | null, createdAt: string): WaitingJob => ({
  ...{ jobId, due, risk, createdAt },
})
const jobs = [
  job('later', '2026-03-11T09:00:00Z', 'low', '2026-03-10T22:00:00Z'),
  job('never', null, null, '2026-03-01T00:00:00Z'),
  job('hour', '2026-03-10T23:30:00.000Z', 'medium', '2026-03-10T21:00:00Z'),
  job('today', '2026-03-10T23:59:00.000Z', 'high', '2026-03-09T22:00:00Z'),
  job('soon', '2026-03-10T22:31:00.000Z', 'low', '2026-03-10T22:29:00Z'),
]

describe('what waits', () => {
  it('is ordered by what expires first, today being the day of the reader', () => {
    expect(triageGroups(jobs, 'expiry', now, 'UTC')).toEqual([
      { title: 'Expires within 1 hour', jobIds: ['soon', 'hour'] },
      { title: 'Today', jobIds: ['today'] },
      { title: 'Later', jobIds: ['later'] },
      { title: 'No expiry', jobIds: ['never'] },
    ])
    // It is half past eleven in Berlin.
    expect(triageGroups(jobs, 'expiry', now, 'Europe/Berlin').map(({ title }) => title)).toEqual([
      ...['Expires within 1 hour', 'Later', 'No expiry'],
    ])
  })

  it('is ordered by risk, and by expiry within a risk', () => {
    expect(triageGroups(jobs, 'risk', now, 'UTC')).toEqual([
      { title: 'High risk', jobIds: ['today'] },
      { title: 'Medium risk', jobIds: ['hour'] },
      { title: 'Low risk', jobIds: ['soon', 'later'] },
      { title: 'No risk stated', jobIds: ['never'] },
    ])
  })

  it('is ordered by age, oldest first', () => {
    expect(triageGroups(jobs, 'age', now, 'UTC')).toEqual([
      { title: 'Waiting for more than 7 days', jobIds: ['never'] },
      { title: 'Waiting for more than 1 day', jobIds: ['today'] },
      { title: 'Waiting for up to 1 day', jobIds: ['hour', 'later', 'soon'] },
    ])
  })

  it('takes an unknown risk for none stated', () => {
    expect(triageGroups([job('a', null, 'extreme', '2026-03-10T22:00:00Z')], 'risk', now, 'UTC')).toEqual([
      { title: 'No risk stated', jobIds: ['a'] },
    ])
  })
})

it.each([
  [{ service: 'griot-indexer', wait: 60 }, 'griot-indexer, wait 60'],
  [{}, ''],
  [null, ''],
  [{ dry_run: true, path: '' }, 'dry_run true, path '],
  [{ names: ['a', 'b'] }, 'names ["a","b"]'],
  [['a'], '["a"]'],
])('writes the parameters %j in short', (params, text) => {
  expect(paramsInShort(params)).toBe(text)
})

it('cuts long parameters, never through a character', () => {
  const text = paramsInShort({ name: '😀'.repeat(60) })
  expect(text).toHaveLength(80)
  expect(text.isWellFormed()).toBe(true)
})

it.each([
  [[{ group: null, votes: 1, given: 0 }], '0 of 1 owner'],
  [[{ group: null, votes: 2, given: 1 }], '1 of 2 owners'],
  [
    [
      { group: null, votes: 1, given: 3 },
      { group: 'Security', votes: 2, given: 1 },
    ],
    '2 of 3 votes',
  ],
])('counts the votes %j', (needed, text) => {
  expect(votesText(needed)).toBe(text)
})

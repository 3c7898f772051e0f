import { describe, expect, it } from 'vitest'
import type { JobMark } from '@/lib/series/domain/node-charts'
import { jobColor, jobSpans, spansWithin } from './job-spans'

const range = { from: 1_000, to: 2_000 }

const job = (
  status: string,
  createdAt: number,
  startedAt: number | null,
  completedAt: number | null,
  lostAt: number | null = null,
) =>
  ({
    jobId: 'j',
    task: 'clear_cache',
    status,
    requesterName: 'Olu',
    createdAt,
    startedAt,
    completedAt,
    lostAt,
    verdict: null,
    verdictWhy: null,
  }) satisfies JobMark

describe('jobSpans', () => {
  it.each([
    ['completed', job('Completed', 1_100, 1_200, 1_300), 1_200, { from: 1_200, to: 1_300 }],
    ['failed, without a start time', job('Failed', 1_100, null, 1_300), 1_100, { from: 1_100, to: 1_300 }],
    [
      'running: until the end of the range',
      job('Running', 1_100, 1_200, null),
      1_200,
      { from: 1_200, to: 2_000 },
    ],
    ['lost: until then', job('Lost', 1_100, 1_200, null, 1_400), 1_200, { from: 1_200, to: 1_400 }],
    [
      'lost, outcome reported later',
      job('Failed', 1_100, 1_200, 1_900, 1_400),
      1_200,
      { from: 1_200, to: 1_400 },
    ],
    [
      'lost, outcome reported later, without a start time',
      job('Failed', 1_100, null, 1_900, 1_400),
      1_100,
      { from: 1_100, to: 1_400 },
    ],
    ['pending: a flag only', job('PendingApproval', 1_100, null, null), 1_100, null],
    ['rejected: never ran', job('Rejected', 1_100, null, 1_300), 1_100, null],
    ['begun before the range', job('Completed', 10, 900, 1_100), null, { from: 1_000, to: 1_100 }],
    ['ended after the range', job('Completed', 10, 1_900, 2_500), 1_900, { from: 1_900, to: 2_000 }],
    ['a clock that ran backwards', job('Completed', 1_100, 1_200, 1_150), 1_200, { from: 1_200, to: 1_200 }],
  ])('%s', (_, mark, flag, ran) => {
    expect(jobSpans([mark], range)).toMatchObject([{ flag, ran }])
  })

  it.each([
    ['over before the range', job('Completed', 10, 20, 900)],
    ['requested after the range', job('PendingApproval', 2_000, null, null)],
    ['requested before the range, never run', job('Rejected', 900, null, 1_500)],
  ])('leaves out a job %s', (_, mark) => {
    expect(jobSpans([mark], range)).toEqual([])
  })

  it('is titled with its task, status and requester', () => {
    expect(jobSpans([job('PendingApproval', 1_100, null, null)], range)[0]?.title).toBe(
      'clear_cache: Pending approval, requested by Olu',
    )
  })

  it('gives a status of another program a colour', () => {
    expect(jobColor('constructor')).toBe('var(--unknown)')
  })
})

describe('spansWithin', () => {
  const [span] = jobSpans([job('Completed', 1_100, 1_200, 1_300)], range)
  it.each([
    [1_100, 1_200, 0],
    [1_100, 1_201, 1],
    [1_250, 1_260, 1],
    [1_300, 1_400, 1],
    [1_301, 1_400, 0],
  ])('bucket %d–%d: %d', (from, to, count) => {
    expect(spansWithin(span ? [span] : [], { from, to })).toHaveLength(count)
  })
})

it('the flag of a job says whether it helped, once that is settled', () => {
  const titleOf = (verdict: string | null) =>
    jobSpans([{ ...job('Completed', 1_100, 1_200, 1_300), verdict }], range)[0]?.title
  expect(titleOf('fixed')).toBe('clear_cache: Completed · Fixed, requested by Olu')
  expect(titleOf(null)).toBe('clear_cache: Completed, requested by Olu')
  expect(titleOf('odd')).toBe('clear_cache: Completed, requested by Olu')
})

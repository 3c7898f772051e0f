import { expect, it } from 'vitest'
import { runOf } from './job-run'
import type { JobMark } from './node-charts'

const job = (
  status: string,
  startedAt: number | null,
  completedAt: number | null,
  lostAt: number | null = null,
) =>
  ({
    jobId: 'j',
    task: 't',
    status,
    requesterName: 'r',
    createdAt: 10,
    startedAt,
    completedAt,
    lostAt,
    verdict: null,
    verdictWhy: null,
  }) satisfies JobMark

it.each<[string, JobMark, [number, number] | null]>([
  ['completed', job('Completed', 20, 30), [20, 30]],
  ['failed', job('Failed', 20, 30), [20, 30]],
  ['running: until now', job('Running', 20, null), [20, 99]],
  ['lost: until it was lost', job('Lost', 20, null, 40), [20, 40]],
  ['lost, later reported as completed: until it was lost', job('Completed', 20, 60, 40), [20, 40]],
  ['lost, later reported as failed: until it was lost', job('Failed', 20, 60, 40), [20, 40]],
  ['lost, but reported to have ended before', job('Failed', 20, 30, 40), [20, 30]],
  ['start unknown', job('Completed', null, 30), null],
  ['ends in the future', job('Completed', 20, Number.POSITIVE_INFINITY), [20, 99]],
  ['not begun', job('Approved', 20, null), null],
  ['a status of another program', job('constructor', 20, 30), null],
  ['a clock that ran backwards', job('Completed', 20, 15), [20, 20]],
])('%s', (_, mark, run) => {
  expect(runOf(mark, 99)).toEqual(run && { from: run[0], to: run[1] })
})

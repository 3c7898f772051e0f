import { expect, it } from 'vitest'
import type { VerificationReport } from '@/lib/audit/domain/verification'
import { nightsOf } from './verification-view'

const report = (found: number): VerificationReport => ({
  ...{ checks: [], found, findings: [], last_event_id: 1, uncovered: 0, jobs_before_log: 0 },
})
const run = (endedAt: string, found: number | null) => ({
  ...{ endedAt, outcome: found === null ? ('interrupted' as const) : ('done' as const) },
  report: found === null ? null : report(found),
})

it('shows each night since the first, also those without a run', () => {
  const runs = [
    run('2026-11-28T02:30:40Z', 0),
    run('2026-11-27T02:31:00Z', 0),
    run('2026-11-27T02:30:00Z', 2),
    run('2026-11-25T02:30:00Z', null),
  ]
  expect(nightsOf(runs, new Date('2026-11-28T12:00:00Z'))).toEqual([
    { day: '2026-11-25', outcome: 'failed', found: 0 },
    { day: '2026-11-26', outcome: 'none', found: 0 },
    { day: '2026-11-27', outcome: 'findings', found: 2 },
    { day: '2026-11-28', outcome: 'clean', found: 0 },
  ])
  expect(nightsOf([], new Date())).toEqual([])
  expect(nightsOf(runs, new Date('2026-12-30T12:00:00Z'))).toHaveLength(30)
})

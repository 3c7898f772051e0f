import { expect, it } from 'vitest'
import type { AuditFinding } from './finding'
import {
  type CheckName,
  checkNames,
  checkOf,
  readReport,
  type VerificationReport,
  verificationProgress,
} from './verification'

const nowhere = {
  kind: 'changed',
  event_id: null,
  stream: null,
  seq: null,
  checkpoint_no: null,
  detail: 'x',
} as const

it.each<[string, Partial<AuditFinding>, CheckName]>([
  ['an entry', { event_id: 7, stream: 'rights', seq: 3 }, 'entries'],
  [
    'an entry that a checkpoint covers',
    { event_id: 7, stream: 'rights', seq: 3, checkpoint_no: 2 },
    'entries',
  ],
  ['a missing number of a chain, covered', { stream: 'job:1', seq: 3, checkpoint_no: 2 }, 'entries'],
  ['an id that a checkpoint covers', { event_id: 7, checkpoint_no: 2 }, 'entries'],
  ['a line that is none', { kind: 'unreadable' }, 'entries'],
  ['a checkpoint', { kind: 'forged', checkpoint_no: 2 }, 'checkpoints'],
  ['a checkpoint that kept heads have', { checkpoint_no: 2, detail: 'the kept heads have it' }, 'heads'],
  [
    'another checkpoint than was kept',
    { checkpoint_no: 2, detail: 'was kept outside the database' },
    'heads',
  ],
  ['a job', { kind: 'unlike', stream: 'job:1' }, 'jobs'],
  ['a table of rights', { kind: 'unlike', stream: 'rights', detail: 'people has reports of x' }, 'rights'],
  ['reports', { kind: 'unlike', stream: 'rights', detail: 'reports of an hour' }, 'reports'],
])('%s belongs to its check', (_, more, check) => {
  expect(checkOf({ ...nowhere, ...more })).toBe(check)
})

const report: VerificationReport = {
  checks: checkNames.map((name) => ({ name, count: 3, ms: 0, found: 0 })),
  ...{ found: 1, last_event_id: null, uncovered: 0, jobs_before_log: 0 },
  findings: [{ ...nowhere, check: 'checkpoints', checkpoint_no: 2 }],
}
const { findings, uncovered, ...rest } = report

it('reads a result as it is kept', () => {
  expect(readReport(report)).toEqual(report)
})

it('reads a result that an older version kept', () => {
  const former = findings.map(({ kind, checkpoint_no, ...more }) => ({
    ...more,
    fault: kind,
    seal_no: checkpoint_no,
  }))
  expect(readReport({ ...rest, findings: former, unsealed: uncovered })).toEqual(report)
})

it.each<[string, unknown]>([
  ['nothing', null],
  ['a count below 0', { ...report, found: -1 }],
  ['a check that there is not', { ...report, checks: [{ name: 'x', count: 0, ms: 0, found: 0 }] }],
  ['a finding of no check', { ...report, findings: [nowhere] }],
  ['more than a result', { ...report, more: 1 }],
  ['less than one', rest],
])('takes %s for no result', (_, kept) => {
  expect(readReport(kept)).toBeNull()
})

it('says how far a verification is', () => {
  for (const step of ['entries', 'jobs']) {
    const progress = { step, done: 0, of: 5 }
    expect(verificationProgress.parse(progress)).toEqual(progress)
  }
  expect(verificationProgress.safeParse({ step: 'heads', done: 0, of: 5 }).success).toBe(false)
  expect(verificationProgress.safeParse({ step: 'jobs', done: -1, of: 5 }).success).toBe(false)
})

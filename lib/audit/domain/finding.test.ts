import { expect, it } from 'vitest'
import { type AuditFinding, AuditFindings, findingKey } from './finding'

const finding = (more: Partial<AuditFinding>): AuditFinding => ({
  ...{ kind: 'changed', event_id: null, stream: null, seq: null, checkpoint_no: null, detail: 'differs' },
  ...more,
})
const entry = { event_id: 7, stream: 'rights', seq: 3 }

it('a finding is the same while the log grows', () => {
  const same = (a: Partial<AuditFinding>, b: Partial<AuditFinding>): boolean =>
    findingKey(finding(a)) === findingKey(finding(b))
  // The end of the log has entries after it later, and a checkpoint comes to cover them.
  expect(same({ ...entry, kind: 'truncated', detail: 'is gone' }, { ...entry, kind: 'removed' })).toBe(true)
  expect(
    same({ checkpoint_no: 4, kind: 'truncated', detail: 'is gone' }, { checkpoint_no: 4, kind: 'removed' }),
  ).toBe(true)
  expect(same(entry, { ...entry, checkpoint_no: 4, detail: 'does not match its checkpoint' })).toBe(true)
  const unlike = { stream: 'job:1', kind: 'unlike' } as const
  expect(same({ ...unlike, event_id: 7, seq: 3 }, { ...unlike, event_id: 9, seq: 4 })).toBe(true)
})

it('findings in other places, or of another kind, are not', () => {
  const keys = [
    finding(entry),
    finding({ ...entry, kind: 'moved' }),
    finding({ ...entry, event_id: 8 }),
    finding({ stream: 'rights', seq: 3 }),
    finding({ stream: 'rights', seq: 4 }),
    finding({ checkpoint_no: 3 }),
    finding({ stream: 'rights', checkpoint_no: 4 }),
    finding({ stream: 'rights', checkpoint_no: 5 }),
    finding({}),
    finding({ detail: 'line 2 is not a head' }),
    finding({ stream: 'job:1', kind: 'unlike' }),
    finding({ stream: 'job:1', kind: 'unlike', detail: 'is Completed' }),
  ].map(findingKey)
  expect(new Set(keys).size).toBe(keys.length)
})

it('takes the findings of others, and counts those that it does not keep', () => {
  const findings = new AuditFindings(2)
  const others = new AuditFindings(2)
  findings.add('unlike', { stream: 'rights' }, 'own')
  for (const detail of ['a', 'b', 'c']) others.add('unlike', { stream: 'rights' }, detail)
  findings.take(others)
  expect(findings.count).toBe(4)
  expect(findings.kept.map(({ detail }) => detail)).toEqual(['own', 'a'])
  findings.take(others)
  expect(findings.kept).toHaveLength(2)
  const but = others.but(({ detail }) => detail === 'a')
  expect([but.count, but.kept.map(({ detail }) => detail)]).toEqual([2, ['b']])
})

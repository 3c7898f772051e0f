import { expect, it } from 'vitest'
import { policyOf } from '@/test/plain-policy'
import { draftProblem } from './draft-problem'
import { completed, type PolicyDraft } from './policy-draft'

const { version: _, policy_id, revision, person, ...plain } = policyOf()
const problemOf = (more: Partial<PolicyDraft>) => {
  const draft = { ...plain, ...more }
  const read = completed(draft, { policy_id, revision, person })
  return read.ok ? null : draftProblem(read.problem, draft)
}

it('says what has not been filled in, and leaves everything else as it is', () => {
  expect(problemOf({ params: { n: { one_of: [], optional: false } } })).toEqual({
    ...{ path: 'params.n', message: 'needs at least one value' },
  })
  expect(problemOf({ rate: { per_node_per_day: Number.NaN, per_day: 1 } })?.path).toBe('rate')
  expect(problemOf({ rate: { per_node_per_day: 0, per_day: 1 } })?.path).toBe('rate')
  expect(problemOf({ ends: plain.starts })).toEqual({ path: 'ends', message: 'must be after starts' })
  expect(problemOf({ params: { n: { one_of: [1, 1], optional: false } } })?.path).toBe('params.n.one_of')
})

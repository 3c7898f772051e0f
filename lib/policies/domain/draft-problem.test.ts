import { expect, it } from 'vitest'
import { type Policy, parsePolicy } from '@/lib/signing/domain/policy'
import { policyOf } from '@/test/plain-policy'
import { draftProblem } from './draft-problem'

const problemOf = (more: Partial<Policy>) => {
  const policy = policyOf(more)
  const read = parsePolicy(policy)
  return read.ok ? null : draftProblem(read.problem, policy)
}

it('says what has not been filled in, and leaves everything else as it is', () => {
  expect(problemOf({ params: { n: { one_of: [], optional: false } } })).toEqual({
    ...{ path: 'params.n', message: 'needs at least one value' },
  })
  expect(problemOf({ rate: { per_node_per_day: 0, per_day: 1 } })?.path).toBe('rate')
  expect(problemOf({ ends: policyOf().starts })).toEqual({ path: 'ends', message: 'must be after starts' })
  expect(problemOf({ params: { n: { one_of: [1, 1], optional: false } } })?.path).toBe('params.n.one_of')
})

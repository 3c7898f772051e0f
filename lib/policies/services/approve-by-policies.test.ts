import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { approveByPolicies } from './approve-by-policies'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

test('where no policy is in force, PostgreSQL is not asked to plan for jobs that one might approve', async () => {
  const asked = vi.spyOn(fleet.db.manager, 'query')
  expect(await approveByPolicies(fleet.db)).toBe(0)
  const statements = asked.mock.calls.map(([statement]) => statement)
  expect(statements.filter((each) => each.includes('approval_documents'))).toEqual([])
  expect(statements.filter((each) => each.includes('policy_revisions'))).toHaveLength(1)
  asked.mockRestore()
})

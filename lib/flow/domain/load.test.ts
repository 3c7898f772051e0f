import { expect, it } from 'vitest'
import { approverLoads, type FlowVote } from './load'

const vote = (person: string, requested: number, decided: number, approves = true): FlowVote => ({
  ...{ person, name: person.toUpperCase(), approves, requested, decided },
})

it('says who decided how much, and how long requests had waited', () => {
  const [first, second] = approverLoads([
    vote('ada', 0, 100),
    vote('grace', 0, 40, false),
    vote('ada', 50, 1_050, false),
    vote('ada', 60, 360),
  ])
  expect(first).toMatchObject({ name: 'ADA', approved: 2, rejected: 1, quick: 0 })
  expect(first?.waited).toEqual({ count: 3, p50: 300, p90: 1_000 })
  expect(second).toMatchObject({ name: 'GRACE', approved: 0, rejected: 1 })
})

it('counts decisions of less than five seconds, whatever order they come in', () => {
  const quick = (...votes: FlowVote[]) => approverLoads(votes)[0]?.quick
  // Since the request, since the decision before, and just not.
  expect(quick(vote('ada', 0, 4.9))).toBe(1)
  expect(quick(vote('ada', 0, 5))).toBe(0)
  expect(quick(vote('ada', 0, 1_004), vote('ada', 0, 1_000), vote('ada', 0, 1_009))).toBe(1)
  // What somebody else decided in between does not matter.
  expect(quick(vote('ada', 0, 1_000), vote('ada', 0, 1_010), vote('grace', 0, 1_009))).toBe(0)
})

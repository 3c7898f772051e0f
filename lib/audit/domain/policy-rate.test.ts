import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beyondRate, type PolicyStart } from './policy-rate'

const hour = 3_600e6
const start = (job: string, votedAt: number, more: Partial<PolicyStart> = {}): PolicyStart => ({
  ...{ job, node: 'a', votedAt: votedAt * hour, startedAt: votedAt * hour, perNode: 1, perDay: 2 },
  ...more,
})

describe('jobs beyond the rate of a policy', () => {
  it('are those after as many as it may approve in 24 hours, by node and in all', () => {
    expect(beyondRate([start('first', 0), start('second', 23)])).toEqual(['second'])
    expect(beyondRate([start('first', 0), start('second', 24)])).toEqual([])
    const nodes = ['a', 'b', 'c'].map((node, n) => start(node, n, { node }))
    expect(beyondRate(nodes)).toEqual(['c'])
  })

  it('count what was approved and started later', () => {
    const waits = start('first', 0, { startedAt: 40 * hour })
    expect(beyondRate([waits, start('second', 30)])).toEqual(['second'])
  })

  it('are none by the rate that a later revision has', () => {
    expect(beyondRate([start('first', 0, { perNode: 2 }), start('second', 1, { perNode: 2 })])).toEqual([])
    expect(beyondRate([start('first', 0, { perNode: 2 }), start('second', 30)])).toEqual([])
  })

  it('are what counting each pair finds', () => {
    const any = fc.record({
      job: fc.uuid(),
      node: fc.constantFrom('a', 'b'),
      votedAt: fc.integer({ min: 0, max: 90 }).map((at) => at * hour),
      startedAt: fc.integer({ min: 0, max: 40 }).map((after) => after * hour),
      perNode: fc.integer({ min: 1, max: 3 }),
      perDay: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (all) => {
        const starts = all
          .map((one) => ({ ...one, startedAt: one.votedAt + one.startedAt }))
          .sort((one, other) => one.votedAt - other.votedAt)
        const expected = starts.filter((one, place) => {
          const counted = starts.filter(
            (other, before) => before < place && one.votedAt - other.startedAt < 24 * hour,
          )
          const near = counted.filter(({ node }) => node === one.node)
          return near.length >= one.perNode || counted.length >= one.perDay
        })
        expect(beyondRate(starts)).toEqual(expected.map(({ job }) => job))
      }),
    )
  })
})

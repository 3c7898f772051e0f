import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostGroups } from './fleet-groups'
import { inHeldPlaces, mapGroups } from './map-groups'
import { isIll, type MapNode } from './map-node'
import { stateRank } from './node-state'

const at = (seconds: number): string => new Date(1_769_850_000_000 + seconds * 1_000).toISOString()

const mark = (did: string, state: string, more: Partial<MapNode> = {}): MapNode => ({
  ...{ did, name: did, state, place: stateRank(state), group: null, step: null, code: null },
  since: state === 'Healthy' ? null : at(0),
  ...more,
})

const marks = fc.uniqueArray(
  fc.record({
    did: fc.integer({ min: 0, max: 999 }),
    state: fc.constantFrom('Error', 'Silent', 'Warning', 'Unknown', 'Healthy', 'Sleepy'),
    group: fc.constantFrom(null, 'a', 'b', 'none', 'others'),
    step: fc.constantFrom(null, 0, 1, 4),
    heard: fc.integer({ min: 0, max: 400 }),
  }),
  { selector: ({ did }) => did, maxLength: 60 },
)

describe('groups of marks', () => {
  it('hold every node exactly once, in its group, ill ones first', () => {
    fc.assert(
      fc.property(marks, (some) => {
        const nodes = some.map(({ did, state, heard, ...more }) =>
          mark(`n${did}`, state, { ...more, since: state === 'Healthy' ? null : at(heard) }),
        )
        const groups = mapGroups(nodes)
        const placed = groups.flatMap((group) => group.nodes)
        expect(placed.map(({ did }) => did).sort()).toEqual(nodes.map(({ did }) => did).sort())
        for (const { nodes: members, value, outage } of groups) {
          expect(new Set(members.map(({ group }) => group))).toEqual(new Set([value]))
          const firstWell = members.findIndex((node) => !isIll(node))
          if (firstWell !== -1) expect(members.slice(firstWell).filter(isIll)).toEqual([])
          const framed = outage ? members.slice(outage.from, outage.from + outage.count) : []
          expect(framed.every(({ state }) => state === 'Silent')).toBe(true)
        }
        const worst = groups.map((group) => group.nodes[0]?.place ?? 9)
        expect(worst).toEqual([...worst].sort((a, b) => a - b))
      }),
    )
  })

  it('are in the order of what is wrong with them, then of how many, then of their names', () => {
    const nodes = [
      mark('a', 'Error', { group: 'x2' }),
      mark('b', 'Warning', { group: 'x10' }),
      mark('c', 'Warning', { group: 'x9' }),
      mark('d', 'Warning', { group: 'many' }),
      mark('e', 'Warning', { group: 'many' }),
      mark('f', 'Healthy', { group: null }),
      mark('g', 'Healthy', { group: 'well' }),
    ]
    expect(mapGroups(nodes).map(({ value }) => value)).toEqual(['x2', 'many', 'x9', 'x10', 'well', null])
  })

  it('beyond the most that are told apart share one', () => {
    const nodes = Array.from({ length: mostGroups + 20 }, (_, n) =>
      mark(`n${n}`, n === 115 ? 'Error' : 'Healthy', { group: `g${n}` }),
    )
    const groups = mapGroups(nodes)
    expect(groups).toHaveLength(mostGroups)
    expect(groups[0]?.value).toBe('g115')
    expect(groups.at(-1)).toMatchObject({ key: 'others', value: null })
    expect(groups.at(-1)?.nodes).toHaveLength(21)
  })

  it('filled by a metric: the highest of what is well comes first', () => {
    const nodes = [
      mark('ill', 'Warning', { step: 0 }),
      mark('low', 'Healthy', { step: 0 }),
      mark('none', 'Healthy'),
      mark('high', 'Healthy', { step: 4 }),
    ]
    expect(mapGroups(nodes)[0]?.nodes.map(({ did }) => did)).toEqual(['ill', 'high', 'low', 'none'])
  })
})

describe('an outage', () => {
  const silent = (did: string, heard: number) => mark(did, 'Silent', { since: at(heard) })
  const well = mark('well', 'Healthy')

  it('is what fell silent together, side by side, since the last of them was heard', () => {
    const nodes = [silent('old', -9_000), ...[0, 20, 60, 110, 120].map((s) => silent(`s${s}`, s)), well]
    const [group] = mapGroups(nodes)
    expect(group?.outage).toEqual({ from: 0, count: 5, since: at(120), whole: false })
    expect(group?.nodes[5]?.did).toBe('old')
  })

  it('is not what fell silent at different times, nor a few', () => {
    expect(mapGroups([...[0, 20, 60, 110, 121].map((s) => silent(`s${s}`, s)), well])[0]?.outage).toBeNull()
    expect(mapGroups([...[0, 1, 2, 3].map((s) => silent(`s${s}`, s)), well])[0]?.outage).toBeNull()
  })

  it('is a group that is silent as a whole, however long each has been', () => {
    expect(mapGroups([silent('a', 0), silent('b', 9_000)])[0]?.outage).toEqual({
      ...{ from: 0, count: 2, since: at(9_000), whole: true },
    })
    expect(mapGroups([silent('a', 0)])[0]?.outage).toBeNull()
  })
})

it('while somebody points at the map no mark moves, but each shows its present state', () => {
  const held = mapGroups([mark('a', 'Error'), mark('b', 'Healthy'), mark('gone', 'Healthy')])
  const [group] = inHeldPlaces(held, [mark('new', 'Error'), mark('b', 'Error'), mark('a', 'Healthy')])
  expect(group?.nodes.map(({ did, state }) => [did, state])).toEqual([
    ['a', 'Healthy'],
    ['b', 'Error'],
    ['gone', 'Healthy'],
  ])
})

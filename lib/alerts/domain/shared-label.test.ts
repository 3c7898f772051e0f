import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sharedLabel } from './shared-label'

const site = (nodes: number, value = 'lagos') => ({ key: 'site', value, nodes })

it.each([
  ['twelve of fourteen at one site of a hundred', 12, 100, [site(14)], 'lagos'],
  ['all of a site', 12, 100, [site(12)], 'lagos'],
  ['two nodes are no outage', 2, 100, [site(2)], null],
  ['every node has it', 12, 12, [site(12)], null],
  ['most nodes of the site are well', 12, 100, [site(25)], null],
  ['few nodes, by chance', 3, 8, [site(4)], null],
  ['the narrower of two', 12, 100, [{ key: 'region', value: 'west', nodes: 20 }, site(14)], 'lagos'],
  ['nothing is shared', 12, 100, [], null],
])('%s', (_, failing, watched, candidates, value) => {
  expect(sharedLabel({ failing, watched, candidates })?.value ?? null).toBe(value)
})

/** Nodes of five sites and two regions; of one site most fail, of the others few. */
const fleet = fc.nat(4).chain((ill) =>
  fc.array(
    fc
      .record({ site: fc.nat(4), region: fc.nat(1), luck: fc.nat(99) })
      .map(({ luck, ...node }) => ({ ...node, fails: luck < (node.site === ill ? 75 : 2) })),
    { minLength: 10, maxLength: 60, size: 'max' },
  ),
)

it('is never said unless all nodes of the alert have it, at least half of those with it fail, and others do not have it', () => {
  let said = 0
  fc.assert(
    fc.property(fleet, (nodes) => {
      const failing = nodes.filter(({ fails }) => fails)
      const having = (key: 'site' | 'region', value: number) => nodes.filter((node) => node[key] === value)
      const [first] = failing
      const candidates = (['site', 'region'] as const).flatMap((key) =>
        first && failing.every((node) => node[key] === first[key])
          ? [{ key, value: String(first[key]), nodes: having(key, first[key]).length }]
          : [],
      )
      const label = sharedLabel({ failing: failing.length, watched: nodes.length, candidates })
      if (label === null) return
      said += 1
      const key = label.key === 'site' ? 'site' : 'region'
      expect(failing.length).toBeGreaterThanOrEqual(3)
      expect(new Set(failing.map((node) => String(node[key])))).toEqual(new Set([label.value]))
      const all = having(key, Number(label.value))
      expect(failing.length * 2).toBeGreaterThanOrEqual(all.length)
      expect(nodes.length).toBeGreaterThan(all.length)
    }),
    { numRuns: 2_000, seed: 15 },
  )
  expect(said).toBeGreaterThan(20)
})

it('is hardly ever said of nodes that fail at random', () => {
  let said = 0
  const runs = 2_000
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }), fc.integer(), (sites, seed) => {
      const picked = sites.map((value, index) => ({ value, order: (index * 7919 + seed * 104_729) % 1_009 }))
      const failing = picked.sort((a, b) => a.order - b.order).slice(0, 3)
      const [first] = failing
      const shared = first && failing.every(({ value }) => value === first.value)
      const nodes = sites.filter((value) => value === first?.value).length
      const candidates = shared ? [site(nodes, String(first.value))] : []
      if (sharedLabel({ failing: 3, watched: 40, candidates })) said += 1
    }),
    { numRuns: runs, seed: 15 },
  )
  expect(said).toBeLessThan(runs * 0.03)
})

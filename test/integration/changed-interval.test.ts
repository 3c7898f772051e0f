import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { statusStretches } from '@/lib/series/domain/status-stretches'
import { statusSummary } from '@/lib/series/domain/status-summary'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { series } from '@/lib/series/queries/series'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

// A node that reports every 5 s, then every 5 min, then every 5 s again, with a silence in each part.

let fleet: TestFleet
let viewer: PersonViewer
const hour = 3_600
const begin = (Math.floor(Date.now() / 1_000 / hour) - 4) * hour
const end = begin + 2 * hour

/** Seconds since the begin: reports every `step` from `from` on, before `to`. */
type Part = [from: number, to: number, step: number]
const parts: Part[] = [
  [0, 1_201, 5],
  // 4 minutes of silence.
  [1_440, 2_400, 5],
  [2_400, 3_601, 300],
  // Two reports missed.
  [4_500, 5_400, 300],
  [5_400, 6_301, 5],
  // 4 minutes again.
  [6_540, 7_200, 5],
]
/** From when a report was due to when it came. */
const missing = 235 + 600 + 235

/** Whether it says its interval, and whether most buckets of a day before are of 5 min. */
const nodes = [
  { name: 'said, seldom before', states: true, seldom: true },
  { name: 'said', states: true, seldom: false },
  { name: 'unsaid, seldom before', states: false, seldom: true },
  { name: 'unsaid', states: false, seldom: false },
].map((node) => ({ ...node, did: `did:test:interval:${node.name.replaceAll(/\W+/g, '-')}` }))

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'approver')
  for (const { did, states, seldom } of nodes) {
    await testNode(fleet.db, did, viewer.id)
    const before: Part[] = seldom ? [[-20 * hour, 0, 300]] : []
    for (const [from, to, step] of [...before, ...parts])
      await fleet.db.query(
        `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
         SELECT $1, to_timestamp($2 + n), 'Healthy', '{"cpu_usage_percent": 5}', $3
         FROM generate_series($4::int, $5::int - 1, $6::int) n`,
        [did, begin, states ? { interval_seconds: step } : {}, from, to, step],
      )
  }
})
afterAll(() => fleet.close())

async function answered(did: string, from: number, to: number) {
  const answer = await series(viewer, did, { from, to, metrics: ['cpu_usage_percent'] })
  return {
    step: answer?.step_seconds,
    gaps: answer?.gaps.map((gap) => [gap.from - begin, gap.to - begin]),
    // A bucket says why it has no value, whether a report was due or not.
    missing: new Set(answer?.series.cpu_usage_percent?.missing),
  }
}

async function drawn(did: string, from: number, to: number) {
  const charts = await nodeCharts(viewer, did, { from, to })
  if (!charts) throw new Error('no such node')
  const stretches = statusStretches(charts)
  const { shares } = statusSummary(charts, stretches)
  const whole = stretches.filter(({ parts }) => parts.length === 1 && parts[0]?.silence === 'no_report')
  return {
    gaps: whole.map((stretch) => [stretch.from - begin, stretch.to - begin]),
    silent: shares.find(({ silence }) => silence === 'no_report')?.seconds ?? 0,
  }
}

describe.each(nodes)('$name', ({ did, seldom }) => {
  const short: [number, number][] = [
    [1_230, 1_440],
    [3_630, 4_500],
    [6_330, 6_540],
  ]

  it('has its three gaps in the answer of the API, in short buckets', async () => {
    expect(await answered(did, begin, end)).toEqual({
      step: 30,
      gaps: short,
      missing: new Set([null, 'no_report']),
    })
  })

  it('has the same in its charts, and their time is the sum', async () => {
    const { gaps, silent } = await drawn(did, begin, end)
    expect(gaps).toEqual(short)
    // The bucket of the last report in time is not over when the next was due; the others follow the reports.
    expect(silent).toBeCloseTo(235 + 870 + 235, 3)
  })

  it.each(['before', 'after'])(
    'has them in buckets as long as its interval, %s the roll-up',
    async (when) => {
      if (when === 'after') while (await rollUp(fleet.db, new Date()));
      const gap: [number, number] = [3_900, 4_500]
      const all: [number, number][] = seldom ? [gap] : [[-20 * hour, 0], gap]
      expect(await answered(did, begin - 20 * hour, end)).toMatchObject({ step: 300, gaps: all })
      const found = await drawn(did, begin - 20 * hour, end)
      expect(found.gaps).toEqual(all)
      // The silences of 4 minutes lie within buckets.
      expect(found.silent).toBeCloseTo(missing + (seldom ? 0 : 20 * hour), 3)
    },
  )
})

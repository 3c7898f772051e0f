import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeFleetCursor, encodeFleetCursor, type FleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import {
  type FleetFilter,
  type FleetSort,
  fleetSorts,
  isReversed,
  sortKeyOf,
} from '@/lib/fleet/domain/fleet-filter'
import { flapping, nodeState, stateRank } from '@/lib/fleet/domain/node-state'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { countFleet, readFleetOrder, readFleetPage } from './list'

let fleet: TestFleet
let people: PersonViewer[]
beforeAll(async () => {
  fleet = await testFleet(2)
  people = await Promise.all(['ada', 'bob'].map((id) => testPerson(fleet.db, id, 'approver')))
})
afterAll(() => fleet.close())

const now = new Date('2026-01-31T09:30:00Z')
const before = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(now.getTime() - seconds * 1_000)

type Node = {
  did: string
  name: string | null
  labels: unknown
  owner: string | null
  latest: {
    status: string
    age: number
    cadence: number | null
    contact: number | null
    interval: number | null
    /** Seconds since it was heard and since its latest report arrived; null in an old database. */
    heard: number | null
    arrived: number | null
    metrics: Record<string, unknown>
    code: unknown
    /** The last changes of its status: how long before the latest report the first was, and to what they led. */
    changes: { first: number; to: string[] }
  } | null
}

const word = fc.string({ unit: fc.constantFrom(...'aAbB0129-_%\\"é: '), maxLength: 4 })
const value = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom(0.5, 1e300, 1e-300, 'x', null))
const anyLatest = fc.record({
  status: fc.constantFrom('Healthy', 'Warning', 'Error', 'Unknown', 'Sleepy', 'Silent', 'constructor'),
  // Including a tick on either side of the limits: 60 s, three times the cadence, 900 s.
  age: fc.constantFrom(-5, 0, 59.999, 60, 60.001, 180, 180.001, 899.9, 900, 900.1, 1e7).map(Number),
  cadence: fc.constantFrom(null, 0, 5, 20.25, 60, 300, 1e11),
  contact: fc.constantFrom(null, null, 0.5, 5, 3_600),
  interval: fc.constantFrom(null, null, 5, 300),
  heard: fc.constantFrom(null, 0, 60, 61, 900, 1e7),
  arrived: fc.constantFrom(null, 0, 60, 61, 900, 1e7),
  metrics: fc.record(
    { cpu_usage_percent: value, memory_usage_mb: value, disk_usage_gb: value },
    { requiredKeys: [] },
  ),
  code: fc.oneof(word, fc.constantFrom(null, 7)),
  changes: fc.record({
    first: fc.constantFrom(0, 7_199, 7_200, 9_000),
    to: fc.array(fc.constantFrom('Healthy', 'Warning', 'Error', 'Sleepy'), { minLength: 7, maxLength: 8 }),
  }),
})
// A node is heard whenever its latest report arrives.
const latest = anyLatest.map((one) => ({
  ...one,
  heard: one.arrived === null ? one.heard : Math.min(one.heard ?? one.arrived, one.arrived),
}))
const labels = fc.oneof(
  fc.dictionary(word, fc.oneof(word, fc.constant(7))),
  fc.constantFrom([], 'a', ['a:b']),
)
const nodes = fc.uniqueArray(
  fc.record({
    did: fc.oneof(
      fc.integer({ min: 0, max: 999 }).map((n) => `did:t:${n}`),
      word.map((text) => `did:T:${text}`),
    ),
    name: fc.option(word),
    labels,
    owner: fc.constantFrom(null, 'ada', 'bob'),
    latest: fc.option(latest, { freq: 8 }),
  }),
  { selector: ({ did }) => did, maxLength: 25 },
)
const narrowed = fc.record(
  {
    q: word.filter((text) => text !== ''),
    state: fc.constantFrom('Healthy', 'Silent', 'Unknown', 'Sleepy', 'constructor', 'nothing'),
    label: fc.tuple(word, word).map((pair) => pair.join(':')),
    owner: fc.constantFrom('me', 'none', 'did:test:person:bob', 'did:nobody'),
    sort: fc.constantFrom(...fleetSorts),
  },
  { requiredKeys: ['sort'] },
)
// Most conditions leave next to nothing, and an order shows only in a list of many.
const sorts = fc.constantFrom<FleetSort[]>(...fleetSorts, 'metric:disk_usage_gb', '-metric:memory_usage_mb')
const filters = fc.oneof(fc.record({ sort: sorts }), narrowed)

const write = async (all: readonly Node[]): Promise<void> => {
  await fleet.db.query(`DELETE FROM nodes`)
  const json = JSON.stringify(all)
  await fleet.db.query(
    `INSERT INTO nodes (node_did, name, labels)
     SELECT did, name, labels FROM jsonb_to_recordset($1) AS t (did text, name text, labels jsonb)`,
    [json],
  )
  await fleet.db.query(
    `INSERT INTO node_owners (node_did, person_id)
     SELECT did, owner FROM jsonb_to_recordset($1) AS t (did text, owner text) WHERE owner IS NOT NULL`,
    [json],
  )
  const rows = all.flatMap(({ did, latest: one }) => {
    if (!one) return []
    const time = new Date(now.getTime() - one.age * 1_000).toISOString()
    const [heardAt, arrivedAt] = [before(one.heard), before(one.arrived)]
    const first = new Date(Date.parse(time) - one.changes.first * 1_000).toISOString()
    const changes = {
      changed_at: one.changes.to.map((_, n) => (n === 0 ? first : time)),
      changed_to: one.changes.to,
    }
    return [
      { did, time, ...one, heard: heardAt, arrived: arrivedAt, diagnosis: { code: one.code }, ...changes },
    ]
  })
  await fleet.db.query(
    `INSERT INTO node_latest (node_did, report_id, timestamp, status, status_since, metrics, diagnosis, cadence_seconds,
                              contact_seconds, interval_seconds, heard_at, arrived_at, changed_at, changed_to)
     SELECT did, uuid_generate_v4(), time, status, time, metrics, diagnosis, cadence, contact, interval, heard, arrived, changed_at,
            changed_to
     FROM jsonb_to_recordset($1) AS t (did text, time timestamptz, status text, metrics jsonb, diagnosis jsonb,
       cadence float8, contact float8, "interval" float8, heard timestamptz, arrived timestamptz,
       changed_at timestamptz[], changed_to text[])`,
    [JSON.stringify(rows)],
  )
}

// The same in plain JavaScript; the statements must give equal results.

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
const collator = new Intl.Collator('en', { numeric: true })
const byName = (a: Node, b: Node): number => {
  const [one, other] = [a.name ?? a.did, b.name ?? b.did]
  return collator.compare(one, other) || bytes(one, other)
}

/** When the node was heard or its latest report arrived, for a database that does not know: its time, at most now. */
const arrival = (seconds: number | null, { age }: { age: number }): Date =>
  before(seconds ?? Math.max(0, age)) ?? now

const stateOf = ({ latest: one }: Node): string =>
  nodeState(
    {
      status: one?.status ?? null,
      heardAt: one && arrival(one.heard, one),
      arrivedAt: one && arrival(one.arrived, one),
      contactSeconds: one?.contact ?? null,
      cadenceSeconds: one?.cadence ?? null,
      intervalSeconds: one?.interval ?? null,
    },
    now,
  )

/** A node that flaps keeps the place of the worst of its last eight changes. */
const placeOf = (node: Node): number => {
  const { status, changes } = node.latest ?? {}
  const flaps =
    changes?.to.length === flapping.changes && changes.first < flapping.seconds && stateOf(node) === status
  return Math.min(stateRank(stateOf(node)), ...(flaps ? changes.to.map(stateRank) : []))
}

const metricNames: Record<string, string> = {
  cpu: 'cpu_usage_percent',
  memory: 'memory_usage_mb',
  disk: 'disk_usage_gb',
}

const shownValue = (node: Node, by: string): number | null => {
  if (!node.latest) return null
  if (by === 'reported') return -(node.latest.heard ?? node.latest.age)
  const found = node.latest.metrics[metricNames[by] ?? by.replace('metric:', '')]
  if (typeof found !== 'number' || Math.abs(found) >= 1e290 || stateOf(node) === 'Silent') return null
  return found + 0
}

const compare = (filter: FleetFilter) => (a: Node, b: Node) => {
  const sign = isReversed(filter.sort) ? -1 : 1
  const by = sortKeyOf(filter.sort)
  const tie = bytes(a.did, b.did)
  if (by === 'name') return sign * byName(a, b) || tie
  if (by === 'state') return sign * (placeOf(a) - placeOf(b)) || byName(a, b) || tie
  const [one, other] = [shownValue(a, by), shownValue(b, by)]
  if (one === null || other === null) return Number(one === null) - Number(other === null) || tie
  return sign * (one - other) || tie
}

const labelTexts = (node: Node): [string, string][] =>
  typeof node.labels === 'object' && node.labels !== null && !Array.isArray(node.labels)
    ? Object.entries(node.labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : []

const matches = (filter: FleetFilter) => (node: Node) => {
  const { q, state, label, owner } = filter
  const code = node.latest?.code
  const pairs = labelTexts(node).map((pair) => pair.join(':'))
  const texts = [node.did, node.name ?? '', typeof code === 'string' ? code : '', ...pairs]
  const found = (word: string) => texts.some((text) => text.toLowerCase().includes(word.toLowerCase()))
  return (
    (q === undefined || q.trim().split(/\s+/).every(found)) &&
    (state === undefined || stateOf(node) === state) &&
    (label === undefined || labelTexts(node).some((pair) => pair.join(':') === label)) &&
    (owner === undefined ||
      (owner === 'none'
        ? node.owner === null
        : node.owner === (owner === 'me' ? 'ada' : owner.replace('did:test:person:', ''))))
  )
}

const request = (filter: FleetFilter) => ({ filter, viewer: people[0] ?? testAgent('did:t:none'), now })

/** All pages, each after the previous page's cursor, passed through a URL. */
async function pages(filter: FleetFilter, limit: number): Promise<string[]> {
  const seen: string[] = []
  let after: FleetCursor | null = null
  for (let left = 100; left > 0; left -= 1) {
    const rows = await readFleetPage(fleet.db.manager, request(filter), after, limit)
    seen.push(...rows.map((row) => row.node_did))
    const last = rows.at(-1)
    if (!last || rows.length < limit) return seen
    after = decodeFleetCursor(encodeFleetCursor({ sort: filter.sort, keys: last.keys, did: last.node_did }))
    expect(after).not.toBeNull()
  }
  throw new Error('the pages do not end')
}

describe('the list of a fleet', () => {
  it('equals a plain filter and sort over all nodes, page by page, and so do order and counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        nodes,
        fc.array(filters, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, several, limit) => {
          await write(all)
          for (const filter of several) {
            const expected = all.filter(matches(filter)).sort(compare(filter))
            const dids = expected.map(({ did }) => did)
            expect(await pages(filter, limit)).toEqual(dids)
            expect(await readFleetOrder(fleet.db.manager, request(filter))).toEqual(dids)
            const counts = await countFleet(fleet.db.manager, request(filter))
            expect(counts.map(({ state }) => state).sort()).toEqual([...new Set(all.map(stateOf))].sort())
            for (const { state, nodes: count, matching } of counts) {
              expect(count).toBe(all.filter((node) => stateOf(node) === state).length)
              const others = all.filter(matches({ ...filter, state: undefined }))
              expect(matching).toBe(others.filter((node) => stateOf(node) === state).length)
            }
          }
        },
      ),
      { numRuns: 120 },
    )
  }, 120_000)

  it('a page continues after its cursor even if that node is gone or has moved', async () => {
    await fleet.db.query(`DELETE FROM nodes`)
    for (const n of [1, 2, 3, 4]) await testNode(fleet.db, `did:t:${n}`)
    const filter: FleetFilter = { sort: 'name' }
    const after: FleetCursor = { sort: 'name', keys: ['did:t:2'], did: 'did:t:2' }
    await fleet.db.query(`DELETE FROM nodes WHERE node_did = 'did:t:2'`)
    const rows = await readFleetPage(fleet.db.manager, request(filter), after, 9)
    expect(rows.map((row) => row.node_did)).toEqual(['did:t:3', 'did:t:4'])
  })
})

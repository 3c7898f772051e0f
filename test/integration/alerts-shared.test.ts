import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readSharing } from '@/lib/alerts/db/shared-labels'
import { sharedLabel } from '@/lib/alerts/domain/shared-label'
import { alertDetail } from '@/lib/alerts/queries/alerts-page'
import { alertClock } from '@/lib/alerts/services/alert-clock'
import { testRule, writeReports } from '@/test/alerts'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
const clock = alertClock()
beforeAll(async () => {
  fleet = await testServer()
})
afterAll(() => fleet.close())

beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports, alert_rules, nodes, notices, notice_channels CASCADE`)
  await fleet.db.query(`UPDATE alert_evaluator SET holder = NULL, ran_at = NULL`)
})

type Node = { did: string; labels: Record<string, string> }

const some = (count: number, labels: Record<string, string>, name: string): Node[] =>
  Array.from({ length: count }, (_, index) => ({ did: `did:n:${name}${index}`, labels }))

const add = async (nodes: readonly Node[]): Promise<void> => {
  for (const { did } of nodes) await testNode(fleet.db, did)
  await fleet.db.query(
    `UPDATE nodes n SET labels = w.labels FROM jsonb_to_recordset($1::jsonb) AS w (did text, labels jsonb) WHERE n.node_did = w.did`,
    [JSON.stringify(nodes)],
  )
}

/** They begin together; returns the row. */
async function fail(nodes: readonly Node[]): Promise<string> {
  await writeReports(
    fleet.db,
    nodes.map(({ did }) => ({ node: did, ago: 5, cpu: 95 })),
  )
  await clock(fleet.db)
  const [row] = await fleet.db.query<{ group_id: string }[]>(`SELECT group_id FROM alert_groups`)
  return row?.group_id ?? ''
}

const lagos = { site: 'lagos', region: 'west' }

it('says behind what all nodes of an alert are, in the message and on the page, by the nodes that its reader may see', async () => {
  const nodes = [
    ...some(14, lagos, 'l'),
    ...some(20, { site: 'accra', region: 'west' }, 'a'),
    ...some(6, {}, 'x'),
  ]
  await add(nodes)
  await testRule(fleet.db)
  const viewer = await testPerson(fleet.db, 'ola', 'operator')
  await fleet.db.query(
    `INSERT INTO notice_channels (channel_id, kind, person_id, name, least_severity, nodes)
     VALUES (gen_random_uuid(), 'mail', 'ola', 'Mail', 'info', 'all')`,
  )
  const group = await fail(nodes.slice(0, 12))
  await fleet.db.query(`UPDATE alert_groups SET opened_at = opened_at - interval '1 minute'`)
  await clock(fleet.db)
  const told = await fleet.db.query<{ shared: string | null }[]>(`SELECT DISTINCT shared FROM notices`)
  expect(told).toEqual([{ shared: 'site lagos' }])
  const shown = async () => (await alertDetail(viewer, group))?.alert.shared
  expect(await shown()).toEqual({ key: 'site', value: 'lagos', nodes: 14 })
  await setRestricted(fleet.db, 'did:n:l13', true)
  expect(await shown()).toEqual({ key: 'site', value: 'lagos', nodes: 13 })
})

it('says nothing once a node elsewhere has joined', async () => {
  const nodes = [...some(14, lagos, 'l'), ...some(20, { site: 'accra', region: 'west' }, 'a')]
  await add(nodes)
  await testRule(fleet.db)
  const group = await fail(nodes.slice(0, 13))
  expect(sharedLabel(await only(group))).toMatchObject({ key: 'site', nodes: 14 })
  await fail(nodes.slice(14, 15))
  expect(await only(group)).toMatchObject({ failing: 14, candidates: [{ key: 'region' }] })
  expect(sharedLabel(await only(group))).toBeNull()
})

const only = async (group: string) => {
  const [sharing] = await readSharing(fleet.db.manager, null, [group])
  return sharing ?? { failing: 0, watched: 0, candidates: [] }
}

/** Numbers that look random, the same in each run. */
const random = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

it('never says of any fleet what is not so', async () => {
  let said = 0
  for (let seed = 1; seed <= 25; seed += 1) {
    await fleet.db.query(`TRUNCATE health_reports, alert_rules, nodes CASCADE`)
    await fleet.db.query(`UPDATE alert_evaluator SET holder = NULL, ran_at = NULL`)
    const next = random(seed)
    const nodes = Array.from({ length: 12 + next(20) }, (_, index) => ({
      did: `did:n:${seed}-${index}`,
      labels: { site: `s${next(3)}`, ...(next(2) === 0 ? { net: `n${next(3)}` } : {}) },
    }))
    await add(nodes)
    const scope = next(3) === 0 ? { scope: 'label' as const, label: 'site:s0' } : {}
    await testRule(fleet.db, scope)
    const watched = nodes.filter(({ labels }) => !('scope' in scope) || labels.site === 's0')
    const failing = nodes.filter(
      ({ labels }) => next(10) < (labels.site === 's1' ? 9 : next(4) === 0 ? 3 : 0),
    )
    if (failing.length === 0) continue
    const group = await fail(failing)
    const hit = watched.filter((node) => failing.includes(node))
    const label = group === '' ? null : sharedLabel(await only(group))
    if (label === null) continue
    said += 1
    const has = ({ labels }: Node): boolean => labels[label.key] === label.value
    expect(hit.length).toBeGreaterThanOrEqual(3)
    expect(hit.every(has)).toBe(true)
    expect(label.nodes).toBe(watched.filter(has).length)
    expect(hit.length * 2).toBeGreaterThanOrEqual(label.nodes)
    expect(watched.some((node) => !has(node))).toBe(true)
  }
  expect(said).toBeGreaterThan(1)
}, 60_000)

import { afterAll, beforeAll, expect, it } from 'vitest'
import { alertsPage } from '@/lib/alerts/queries/alerts-page'
import { createRule } from '@/lib/alerts/services/create-rule'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

const [open, hidden] = ['did:n:open', 'did:n:hidden']
const now = Math.floor(Date.now() / 1_000)
const hour = 3_600

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer

/** A row of the page with these incidents, in hours before now. */
async function row(
  ruleId: string,
  incidents: readonly (readonly [node: string, from: number, to: number | null])[],
) {
  const [made] = await fleet.db.query<{ group_id: string }[]>(
    `INSERT INTO alert_groups (rule_id) VALUES ($1) RETURNING group_id`,
    [ruleId],
  )
  for (const [node, from, to] of incidents)
    await fleet.db.query(
      `INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at, ended_at, closed_at)
       VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($4), to_timestamp($5), to_timestamp($5))`,
      [made?.group_id, ruleId, node, now - from * hour, to === null ? null : now - to * hour],
    )
  return made?.group_id ?? ''
}

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, open, 'owner')
  await testNode(fleet.db, hidden, 'owner')
  await setRestricted(fleet.db, hidden, true)
})
afterAll(() => fleet.close())

it('an alert shows when its rule fired on its nodes in the last 24 h, as far as the reader may see them', async () => {
  const admin = await testPerson(fleet.db, 'admin', 'admin')
  const rule = async () =>
    done(await createRule({ db: fleet.db, viewer: admin }, { condition: { kind: 'silence', minutes: null } }))
      .rule_id
  const [one, another] = [await rule(), await rule()]
  // Ended before, of another node and of another rule.
  await row(one, [[open, 30, 25]])
  await row(one, [[open, 20, 18]])
  await row(another, [[open, 10, 9]])
  const id = await row(one, [
    [open, 4, 2],
    [hidden, 3, 1],
    [open, 0.5, null],
  ])
  const spansOf = async (viewer: PersonViewer) =>
    (await alertsPage(viewer, { state: 'all', limit: 50 })).alerts
      .find(({ alertId }) => alertId === id)
      ?.lastDay.map(({ from, to }) => [now - from, to === null ? null : now - to])
  expect(await spansOf(operator)).toEqual([
    [20 * hour, 18 * hour],
    [4 * hour, 2 * hour],
    [hour / 2, null],
  ])
  expect(await spansOf(owner)).toEqual([
    [20 * hour, 18 * hour],
    [4 * hour, hour],
    [hour / 2, null],
  ])
})

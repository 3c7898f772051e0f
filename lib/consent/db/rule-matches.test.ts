import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MatchedBy, matchesText, type RuleMatches } from '@/lib/consent/domain/rule-matches'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { countRuleMatches } from './rule-matches'

let fleet: TestFleet
let stranger: PersonViewer
let owner: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(2)
  stranger = await testPerson(fleet.db, 'stranger', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  const nodes: [string, object, object[]][] = [
    ['a', { region: 'eu' }, [{ name: 'restart_web', risk: 'high' }, { name: 'look' }]],
    [
      'b',
      { region: 'us' },
      [
        { name: 'restart_web', risk: 'low' },
        { name: 'restart_db', risk: 'medium' },
      ],
    ],
    ['c', {}, []],
    ['hidden', { region: 'eu' }, [{ name: 'secret_task', risk: 'high' }]],
    ['retired', { region: 'eu' }, [{ name: 'look' }]],
  ]
  for (const [name, labels, tasks] of nodes) {
    await testNode(fleet.db, `did:a:${name}`, [])
    await fleet.db.query(
      `UPDATE nodes SET labels = $2, tasks = $3, restricted = $4, retired_at = CASE WHEN $5 THEN now() END WHERE node_did = $1`,
      [`did:a:${name}`, JSON.stringify(labels), JSON.stringify(tasks), name === 'hidden', name === 'retired'],
    )
  }
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ('did:a:hidden', 'owner')`)
})
afterAll(() => fleet.close())

const any: MatchedBy = { task: null, labelKey: null, labelValue: null, leastRisk: null }
const counted = (by: Partial<MatchedBy>, viewer = stranger) =>
  countRuleMatches(fleet.db.manager, viewer, { ...any, ...by })

it.each<[Partial<MatchedBy>, RuleMatches]>([
  [{}, { nodes: 3, of: 3, tasks: 3, offering: 2, similar: [] }],
  [{ labelKey: 'region' }, { nodes: 2, of: 3, tasks: 3, offering: 2, similar: [] }],
  [
    { labelKey: 'region', labelValue: 'eu' },
    { nodes: 1, of: 3, tasks: 2, offering: 1, similar: [] },
  ],
  [{ labelKey: 'nowhere' }, { nodes: 0, of: 3, tasks: 0, offering: 0, similar: [] }],
  [{ task: 'restart_web' }, { nodes: 3, of: 3, tasks: 1, offering: 2, similar: [] }],
  [{ task: 'RESTART' }, { nodes: 3, of: 3, tasks: 0, offering: 0, similar: ['restart_web', 'restart_db'] }],
  [{ leastRisk: 'medium' }, { nodes: 3, of: 3, tasks: 2, offering: 2, similar: [] }],
  [{ leastRisk: 'low' }, { nodes: 3, of: 3, tasks: 2, offering: 2, similar: [] }],
  [{ task: '%' }, { nodes: 3, of: 3, tasks: 0, offering: 0, similar: [] }],
])('a rule of %j matches %j', async (by, matches) => {
  expect(await counted(by)).toEqual(matches)
})

it('counts and names nothing of a node that the viewer may not see', async () => {
  expect(await counted({ task: 'secret' })).toMatchObject({ of: 3, similar: [] })
  for (const viewer of [owner, admin])
    expect(await counted({ task: 'secret' }, viewer)).toMatchObject({ of: 4, similar: ['secret_task'] })
})

it.each<[Partial<RuleMatches>, string]>([
  [{}, 'Matches 3 of 12 nodes; 1 task, offered on 2 of them.'],
  [{ nodes: 0 }, 'Matches 0 of 12 nodes.'],
  [{ of: 1, nodes: 1, tasks: 2, offering: 1 }, 'Matches 1 of 1 node; 2 tasks, offered on 1 of them.'],
  [{ tasks: 0 }, 'Matches 3 of 12 nodes; none of them offers such a task now.'],
  [{ tasks: 0, similar: ['a', 'b'] }, 'Matches 3 of 12 nodes; none offers exactly this task. Close: a, b.'],
])('says of %j "%s"', (more, text) => {
  expect(matchesText({ nodes: 3, of: 12, tasks: 1, offering: 2, similar: [], ...more })).toBe(text)
})

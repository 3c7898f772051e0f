import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ownersAble } from '@/lib/consent/db/rules'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer, Terminal, Viewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { addLaterOwner, dropRules } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { addGroupMember } from './add-member'
import { addNodeOwner } from './add-owner'
import { addWindow } from './add-window'
import { createGroup } from './create-group'
import { createRule } from './create-rule'
import { delegate } from './delegate'
import { removeGroup } from './remove-group'
import { removeGroupMember } from './remove-member'
import { removeNodeOwner } from './remove-owner'
import { removeRule } from './remove-rule'
import { removeWindow } from './remove-window'
import { restrictNode } from './restrict-node'
import { endDelegation } from './revoke-delegation'

const node = 'did:test:node:1'
const ghost = 'did:test:node:ghost'
const terminal: Terminal = { kind: 'terminal' }
let fleet: TestFleet
let owner: PersonViewer
let second: PersonViewer
let stranger: PersonViewer
let operator: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(6)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  second = await testPerson(fleet.db, 'second', 'approver')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  operator = await testPerson(fleet.db, 'operator', 'operator')
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`DELETE FROM approval_rules`)
  await fleet.db.query(`DELETE FROM approver_groups`)
  await testNode(fleet.db, node, owner.id)
})

const by = (viewer: Viewer | Terminal) => ({ db: fleet.db, viewer })
const ids = async (sql: string): Promise<string[]> =>
  (await fleet.db.query<{ id: string }[]>(sql)).map(({ id }) => id)
const owners = () => ids(`SELECT person_id AS id FROM node_owners ORDER BY 1`)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const actors = () =>
  ids(`SELECT coalesce(body::jsonb ->> 'actor_did', 'none') AS id FROM job_events
       WHERE stream = 'rights' ORDER BY seq DESC LIMIT 1`)

const nightly = {
  name: 'night',
  weekdays: [6, 1],
  start: '23:30',
  duration_minutes: 90,
  time_zone: 'Europe/Berlin',
}

describe('a viewer without the right is refused and changes nothing', () => {
  const rows: [
    string,
    (context: ReturnType<typeof by>) => Promise<Result<unknown>>,
    () => (Viewer | Terminal)[],
  ][] = [
    ['add an owner', (c) => addNodeOwner(c, node, { person: second.did }), () => [owner, stranger, operator]],
    ['remove an owner', (c) => removeNodeOwner(c, node, { person: owner.did }), () => [stranger, operator]],
    [
      'delegate',
      (c) => delegate(c, node, { to: second.did, until: inDays(1) }),
      () => [stranger, operator, admin],
    ],
    ['restrict', (c) => restrictNode(c, node, { restricted: true }), () => [stranger, operator]],
    ['add a window', (c) => addWindow(c, node, nightly), () => [stranger, operator]],
    ['create a group', (c) => createGroup(c, { name: 'g' }), () => [owner, operator]],
    ['remove a group', (c) => removeGroup(c, 'g'), () => [owner, operator]],
    ['add a member', (c) => addGroupMember(c, 'g', { person: owner.did }), () => [owner, operator]],
    ['remove a member', (c) => removeGroupMember(c, 'g', { person: owner.did }), () => [owner, operator]],
    ['create a rule', (c) => createRule(c, { name: 'r' }), () => [owner, operator]],
    ['remove a rule', (c) => removeRule(c, 'r'), () => [owner, operator]],
  ]
  it.each(rows)('%s', async (_, attempt, viewers) => {
    const [{ events }] = await fleet.db.query(`SELECT count(*)::int AS events FROM job_events`)
    for (const viewer of [...viewers(), testAgent(node)])
      expect(failureOf(await attempt(by(viewer)))).toBe('forbidden')
    const [after] = await fleet.db.query(`SELECT count(*)::int AS events FROM job_events`)
    expect(after.events).toBe(events)
  })

  it('a demoted administrator, at once', async () => {
    await testPerson(fleet.db, 'demoted', 'operator')
    const stale: PersonViewer = { ...operator, id: 'demoted', role: 'admin' }
    expect(failureOf(await createGroup(by(stale), { name: 'g' }))).toBe('forbidden')
    expect(failureOf(await createGroup(by({ ...stale, id: 'gone' }), { name: 'g' }))).toBe('forbidden')
  })

  it('a hidden node does not exist', async () => {
    done(await restrictNode(by(owner), node, { restricted: true }))
    expect(failureOf(await addWindow(by(stranger), node, nightly))).toBe('not_found')
    expect(failureOf(await addWindow(by(owner), node, nightly))).toBe('ok')
    expect(failureOf(await addNodeOwner(by(admin), ghost, { person: owner.did }))).toBe('not_found')
  })
})

describe('owners', () => {
  it('are named freely where there are none; the log says by whom', async () => {
    await testNode(fleet.db, ghost)
    const added = done(await addNodeOwner(by(admin), ghost, { person: 'second@example.org' }))
    expect(added).toEqual({ owner: second.did, added: true, warnings: [], change: null })
    expect(await owners()).toEqual(['owner', 'second'])
    expect(await actors()).toEqual([admin.did])
    expect(done(await addNodeOwner(by(admin), ghost, { person: second.did })).added).toBe(false)
  })

  it('who cannot decide are added with a warning; unknown people are refused', async () => {
    await testNode(fleet.db, ghost)
    expect(done(await addNodeOwner(by(terminal), ghost, { person: operator.did })).warnings).toHaveLength(1)
    expect(failureOf(await addNodeOwner(by(admin), node, { person: 'nobody@example.org' }))).toBe(
      'invalid person',
    )
  })

  it('can step down, but the last one only as an administrator asks', async () => {
    expect(failureOf(await removeNodeOwner(by(owner), node, { person: owner.did }))).toBe('forbidden')
    await addLaterOwner(fleet.db, node, second.id)
    expect(failureOf(await removeNodeOwner(by(owner), node, { person: second.did }))).toBe('forbidden')
    expect(done(await removeNodeOwner(by(owner), node, { person: owner.did }))).toEqual({
      ...{ owners: 1, warnings: [], change: null },
    })
    expect(failureOf(await removeNodeOwner(by(admin), node, { person: owner.did }))).toBe('conflict')
    const asked = done(await removeNodeOwner(by(admin), node, { person: second.did, reason: 'She left.' }))
    expect(asked).toMatchObject({ owners: 1, change: { kind: 'remove_owner', state: 'waiting' } })
  })

  it('who could not decide are nobody to leave the node to', async () => {
    await addLaterOwner(fleet.db, node, operator.id)
    const gone = await testPerson(fleet.db, 'gone', 'approver')
    await addLaterOwner(fleet.db, node, gone.id)
    await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'gone'`)
    expect(failureOf(await removeNodeOwner(by(owner), node, { person: owner.did }))).toBe('forbidden')
    expect(await owners()).toEqual(['gone', 'operator', 'owner'])
    expect(failureOf(await removeNodeOwner(by(operator), node, { person: operator.did }))).toBe('ok')
    expect(await owners()).toEqual(['gone', 'owner'])
  })

  it('cannot both step down at the same time: one stays', async () => {
    await addLaterOwner(fleet.db, node, second.id)
    const leave = [owner, second].map((who) => removeNodeOwner(by(who), node, { person: who.did }))
    expect((await Promise.all(leave)).map(failureOf).sort()).toEqual(['forbidden', 'ok'])
    expect(await owners()).toHaveLength(1)
  })
})

describe('a delegation', () => {
  const standing = () => ids(`SELECT person_id AS id FROM node_deciders WHERE standing = 'delegate'`)

  it('is valid until the owner or the delegate ends it', async () => {
    for (const ender of [owner, second, admin, terminal]) {
      const { delegationId } = done(await delegate(by(owner), node, { to: second.did, until: inDays(365) }))
      expect(await standing()).toEqual(['second'])
      expect(failureOf(await endDelegation(by(stranger), node, delegationId))).toBe('forbidden')
      done(await endDelegation(by(ender), node, delegationId))
      expect(await standing()).toEqual([])
      expect(failureOf(await endDelegation(by(ender), node, delegationId))).toMatch(/conflict|forbidden/)
    }
    expect(failureOf(await endDelegation(by(owner), node, 'x'))).toBe('not_found')
  })

  it('is not valid before it starts', async () => {
    done(await delegate(by(owner), node, { to: second.did, starts: inDays(2), until: inDays(3) }))
    expect(await standing()).toEqual([])
  })

  it.each<[string, () => object, string]>([
    ['to oneself', () => ({ to: owner.did, until: inDays(1) }), 'invalid to'],
    ['to an operator', () => ({ to: operator.did, until: inDays(1) }), 'invalid to'],
    ['to an unknown person', () => ({ to: 'did:a:nobody', until: inDays(1) }), 'invalid to'],
    ['for over a year', () => ({ to: second.did, until: inDays(367) }), 'invalid until'],
    ['that has ended', () => ({ to: second.did, until: inDays(-1) }), 'invalid until'],
    [
      'that ends before it starts',
      () => ({ to: second.did, starts: inDays(5), until: inDays(4) }),
      'invalid until',
    ],
    [
      'of somebody else’s right',
      () => ({ to: second.did, until: inDays(1), from: stranger.did }),
      'invalid from',
    ],
  ])('%s is refused', async (_, input, failure) => {
    expect(failureOf(await delegate(by(owner), node, input()))).toBe(failure)
    expect(await ids(`SELECT delegate_id AS id FROM delegations`)).toEqual([])
  })

  it('to another owner is refused; the terminal’s command has to name the owner', async () => {
    await addLaterOwner(fleet.db, node, second.id)
    expect(failureOf(await delegate(by(owner), node, { to: second.did, until: inDays(1) }))).toBe(
      'invalid to',
    )
    const input = { to: stranger.did, until: inDays(1) }
    expect(failureOf(await delegate(by(terminal), node, input))).toBe('invalid from')
    expect(failureOf(await delegate(by(terminal), node, { ...input, from: admin.did }))).toBe('forbidden')
    expect(failureOf(await delegate(by(terminal), node, { ...input, from: owner.did }))).toBe('ok')
  })
})

describe('windows of a node', () => {
  it('are stored as written until they are removed', async () => {
    const { windowId } = done(await addWindow(by(owner), node, nightly))
    expect(
      await fleet.db.query(`SELECT weekdays, start_minute, duration_minutes, time_zone FROM node_windows`),
    ).toEqual([{ weekdays: [1, 6], start_minute: 1_410, duration_minutes: 90, time_zone: 'Europe/Berlin' }])
    expect(failureOf(await addWindow(by(admin), node, nightly))).toBe('conflict name')
    expect(failureOf(await removeWindow(by(stranger), node, windowId))).toBe('forbidden')
    done(await removeWindow(by(admin), node, windowId))
    expect(failureOf(await removeWindow(by(admin), node, windowId))).toBe('not_found')
  })

  it.each<[object, string]>([
    [{ weekdays: [] }, 'invalid weekdays'],
    [{ weekdays: [8] }, 'invalid weekdays[0]'],
    [{ weekdays: [1, 1] }, 'invalid weekdays'],
    [{ start: '24:00' }, 'invalid start'],
    [{ duration_minutes: 4 }, 'invalid duration_minutes'],
    [{ duration_minutes: 1_441 }, 'invalid duration_minutes'],
    [{ time_zone: '+02:00' }, 'invalid time_zone'],
    [{ name: ' ' }, 'invalid name'],
    [{ extra: 1 }, 'invalid'],
  ])('of %j are refused', async (wrong, failure) => {
    expect(failureOf(await addWindow(by(owner), node, { ...nightly, ...wrong }))).toBe(failure)
  })
})

describe('groups', () => {
  it('have members and cannot be removed while a rule needs them', async () => {
    done(await createGroup(by(admin), { name: 'Security' }))
    expect(failureOf(await createGroup(by(admin), { name: ' Security ' }))).toBe('conflict name')
    expect(done(await addGroupMember(by(admin), 'Security', { person: second.did })).added).toBe(true)
    expect(done(await addGroupMember(by(admin), 'Security', { person: second.did })).added).toBe(false)
    expect(done(await addGroupMember(by(admin), 'Security', { person: operator.did })).warnings).toHaveLength(
      1,
    )
    expect(failureOf(await addGroupMember(by(admin), 'None', { person: second.did }))).toBe('not_found')
    expect(failureOf(await addGroupMember(by(admin), 'Security', { person: 'x' }))).toBe('invalid person')
    done(await createRule(by(admin), { name: 'r', groups: [{ group: 'Security' }] }))
    expect(failureOf(await removeGroup(by(admin), 'Security'))).toBe('conflict')
    const left = done(await removeGroupMember(by(admin), 'Security', { person: second.did }))
    expect(left.warnings).toEqual([expect.stringContaining('can never be met')])
    expect(failureOf(await removeGroupMember(by(admin), 'Security', { person: second.did }))).toBe('conflict')
    await dropRules(fleet.db)
    done(await removeGroup(by(admin), 'Security'))
    expect(failureOf(await removeGroup(by(admin), 'Security'))).toBe('not_found')
  })
})

describe('a rule', () => {
  beforeEach(async () => {
    for (const name of ['A', 'B']) {
      done(await createGroup(by(admin), { name }))
      done(await addGroupMember(by(admin), name, { person: second.did }))
    }
    done(await addGroupMember(by(admin), 'A', { person: operator.did }))
  })

  it('that can be met is created and removed', async () => {
    const made = done(await createRule(by(admin), { name: 'r', task_name: 'x', groups: [{ group: 'A' }] }))
    expect(made.warnings).toEqual([])
    expect(failureOf(await createRule(by(admin), { name: 'r' }))).toBe('conflict name')
    await fleet.db.query(`DELETE FROM nodes`)
    expect(done(await removeRule(by(admin), made.ruleId))).toEqual({ name: 'r', warnings: [], change: null })
    expect(failureOf(await removeRule(by(admin), 'r'))).toBe('not_found')
  })

  it.each<[string, object, string]>([
    ['more votes than approvers of a group', { groups: [{ group: 'A', votes: 2 }] }, 'conflict'],
    ['one person for two groups', { groups: [{ group: 'A' }, { group: 'B' }] }, 'conflict'],
    ['an unknown group', { groups: [{ group: 'C' }] }, 'invalid groups[0].group'],
    ['a group twice', { groups: [{ group: 'A' }, { group: 'A' }] }, 'invalid groups'],
    ['more owners than any node has', { owners: 2 }, 'conflict'],
    ['nodes to confirm that can meet it', { confirm: [node] }, 'conflict'],
    ['no owner', { owners: 0 }, 'invalid owners'],
    ['a label without a name', { label_value: 'x' }, 'invalid label_key'],
    ['an unknown risk', { least_risk: 'extreme' }, 'invalid least_risk'],
    ['an unknown field', { extra: true }, 'invalid'],
  ])('with %s is refused', async (_, wrong, failure) => {
    expect(failureOf(await createRule(by(admin), { name: 'r', ...wrong }))).toBe(failure)
  })

  it('that some nodes can never meet is created once they are confirmed by name', async () => {
    await testNode(fleet.db, 'did:test:node:2', owner.id)
    await addLaterOwner(fleet.db, 'did:test:node:2', second.id)
    await fleet.db.query(`UPDATE nodes SET name = 'The mill' WHERE node_did = $1`, [node])
    const refused = await createRule(by(admin), { name: 'r', owners: 2 })
    expect(refused).toMatchObject({
      error: { kind: 'conflict', nodes: [{ node_did: node, name: 'The mill' }] },
    })
    expect(refused).toMatchObject({ error: { detail: expect.stringContaining('The mill: they have fewer') } })
    for (const confirm of [[], ['did:test:node:2'], [node, 'did:test:node:2']])
      expect(failureOf(await createRule(by(admin), { name: 'r', owners: 2, confirm }))).toBe('conflict')
    const { warnings } = done(await createRule(by(admin), { name: 'r', owners: 2, confirm: [node] }))
    expect(warnings).toEqual([expect.stringMatching(/^1 of the 2 nodes/)])
  })

  it('asks for confirmation where an owner and their delegate would be two of its owners', async () => {
    const other = 'did:test:node:3'
    await testNode(fleet.db, other, [owner.id, operator.id])
    const shortOf = async (owners: number) => {
      const refused = await createRule(by(admin), { name: 'r', owners, confirm: ['did:test:none'] })
      return refused.ok ? [] : (refused.error.nodes ?? []).map(({ node_did }) => node_did)
    }
    const delegateTo = (from: PersonViewer, on: string) =>
      fleet.db.query(
        `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ($1, $2, $3, now() + interval '1 day')`,
        [on, from.id, second.id],
      )
    await delegateTo(owner, node)
    await delegateTo(owner, other)
    expect(await shortOf(2)).toEqual([node, other])
    expect(await ownersAble(fleet.db.manager, node)).toBe(1)
    // An owner who cannot approve has somebody do it.
    await delegateTo(operator, other)
    expect(await shortOf(2)).toEqual([node])
    expect(await ownersAble(fleet.db.manager, other)).toBe(2)
    expect(await shortOf(3)).toEqual([node, other])
    const { warnings } = done(await createRule(by(admin), { name: 'r', owners: 2, confirm: [node] }))
    expect(warnings).toEqual([expect.stringMatching(/^1 of the 2 nodes/)])
  })

  it('without a node to name is refused if its groups can never meet it', async () => {
    await fleet.db.query(`DELETE FROM nodes`)
    const rule = { name: 'r', groups: [{ group: 'A', votes: 2 }] }
    expect(failureOf(await createRule(by(admin), rule))).toBe('invalid groups')
  })
})

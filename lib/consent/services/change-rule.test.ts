import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRuleVersions } from '@/lib/consent/db/rule-versions'
import { readRules } from '@/lib/consent/db/rules'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import { ruleChangeText } from '@/lib/consent/domain/read-facts'
import type { RuleFacts } from '@/lib/consent/domain/rule-facts'
import { asksLess } from '@/lib/consent/domain/rule-lines'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer, Terminal } from '@/lib/kernel/role'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { dropRules } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { addGroupMember } from './add-member'
import { applyDueChanges } from './apply-changes'
import { changeRule } from './change-rule'
import { createGroup } from './create-group'
import { createRule } from './create-rule'
import { decideChange } from './decide-change'
import { removeRule } from './remove-rule'

const node = 'did:test:node:1'
const reason = 'The audit asks for it.'
let fleet: TestFleet
let owner: PersonViewer
let second: PersonViewer
let admin: PersonViewer
let other: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(6)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  second = await testPerson(fleet.db, 'second', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  other = await testPerson(fleet.db, 'other', 'admin')
  for (const name of ['A', 'B']) {
    done(await createGroup(by(admin), { name }))
    done(await addGroupMember(by(admin), name, { person: name === 'A' ? owner.did : second.did }))
  }
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await dropRules(fleet.db)
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
  await testNode(fleet.db, node, [owner.id, second.id])
})

const by = (viewer: PersonViewer | Terminal) => ({ db: fleet.db, viewer })
const created = async (more: object = {}): Promise<string> =>
  done(await createRule(by(admin), { name: 'two', owners: 2, groups: [{ group: 'A' }], ...more })).ruleId
const change = (input: object, rule = 'two', viewer: PersonViewer | Terminal = admin) =>
  changeRule(by(viewer), rule, { version: 1, reason, ...input })
const present = async () =>
  (await readRules(fleet.db.manager)).map(({ rule_id: _, groupVotes, ...rule }) => ({
    ...rule,
    groups: groupVotes.map(({ name, votes }) => `${votes} ${name}`),
  }))
const versions = async (id: string) =>
  (await readRuleVersions(fleet.db.manager, id)).map(({ version, facts, reason: why, by: who, asked }) => ({
    ...{ version, owners: facts.owners, why, by: who?.name ?? null, asked },
  }))
/** Past the guards. */
const asReplica = (sql: string, values: unknown[] = []) =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(sql, values)
  })
const passTheWait = () =>
  asReplica(`UPDATE consent_changes SET due_at = due_at - interval '72 hours' WHERE state = 'waiting'`)
const stateOf = async (change: ConsentChange | null): Promise<string | undefined> =>
  (
    await fleet.db.query<{ state: string }[]>(`SELECT state FROM consent_changes WHERE change_id = $1`, [
      change?.change_id,
    ])
  )[0]?.state
const states = async (): Promise<string[]> =>
  (
    await fleet.db.query<{ state: string }[]>(
      `SELECT state FROM consent_changes WHERE kind = 'change_rule' AND reason = $1 ORDER BY asked_at DESC LIMIT 2`,
      [reason],
    )
  ).map(({ state }) => state)

describe('a rule that is raised', () => {
  it('asks for more at once, as a version with who and why; what is left out stays as it is', async () => {
    const id = await created()
    const raised = done(
      await change({ name: 'three', least_risk: null, groups: [{ group: 'A' }, { group: 'B' }] }),
    )
    expect(raised).toEqual({ ruleId: id, name: 'three', version: 2, warnings: [], change: null })
    expect(await present()).toEqual([
      {
        ...{ name: 'three', version: 2, task_name: null, label_key: null, label_value: null },
        ...{ least_risk: null, owners: 2, groups: ['1 A', '1 B'] },
      },
    ])
    expect(await versions(id)).toEqual([
      { version: 2, owners: 2, why: reason, by: admin.name, asked: false },
      { version: 1, owners: 2, why: null, by: admin.name, asked: false },
    ])
  })

  it('matches more jobs at once', async () => {
    await created({ task_name: 'x', label_key: 'a', label_value: 'b', least_risk: 'high' })
    expect(done(await change({ task_name: null, label_value: null, least_risk: 'low' })).change).toBeNull()
    expect(done(await change({ version: 2, label_key: null, least_risk: null })).version).toBe(3)
    expect(await present()).toMatchObject([{ task_name: null, label_key: null, least_risk: null }])
  })
})

describe('a rule that is lowered', () => {
  it.each<[string, object]>([
    ['fewer owners', { owners: 1 }],
    ['no votes of a group', { groups: [] }],
    ['another group', { groups: [{ group: 'B' }] }],
    ['one task only', { task_name: 'x' }],
    ['some nodes only', { label_key: 'a' }],
    ['a minimum risk', { least_risk: 'low' }],
  ])('waits for the owners: %s', async (_, less) => {
    const id = await created()
    const { change: waits, version } = done(await change(less))
    expect([waits?.state, waits?.kind, version]).toEqual(['waiting', 'change_rule', 1])
    expect(await versions(id)).toHaveLength(1)
    await passTheWait()
    await applyDueChanges(fleet.db)
    expect(await versions(id)).toMatchObject([{ version: 2, why: reason, by: admin.name, asked: true }, {}])
    expect((await states())[0]).toBe('done')
  })

  it('stays as it is once an owner has refused', async () => {
    const id = await created()
    const { change: waits } = done(await change({ owners: 1 }))
    expect(failureOf(await decideChange(by(second), 'refuse', waits?.change_id ?? '', undefined))).toBe('ok')
    await passTheWait()
    expect([await applyDueChanges(fleet.db), (await versions(id)).length]).toEqual([0, 1])
  })

  it('is lowered at once by an owner of all its nodes who has no key, and waits for a signature of one who has', async () => {
    await fleet.db.query(`DELETE FROM nodes`)
    await testNode(fleet.db, node, [admin.id, second.id])
    const id = await created()
    expect(done(await change({ owners: 1 })).change).toBeNull()
    expect(await versions(id)).toMatchObject([{ version: 2, owners: 1, asked: true, by: admin.name }, {}])
    await storedKey(fleet.db, 'admin', plainKey('ed25519').pinned.key)
    expect(done(await change({ version: 2, groups: [] })).change?.state).toBe('waiting')
  })

  it('needs nobody where no node has an owner', async () => {
    await created({ owners: 1, groups: [] })
    await fleet.db.query(`DELETE FROM nodes`)
    expect(done(await change({ task_name: 'x' })).change).toBeNull()
  })

  it('says to the owners exactly what changes', async () => {
    await created()
    const { change: waits } = done(await change({ owners: 1, task_name: 'x' }))
    expect(ruleChangeText(waits?.what ?? {})).toBe('Task every task → x, Owners or delegates 2 → 1')
  })
})

describe('two who change the same version', () => {
  it('are told apart: the second is refused, says what the first changed, and can save on top of it', async () => {
    const id = await created({ owners: 1, groups: [] })
    done(await change({ owners: 2 }, 'two', other))
    const late = await change({ task_name: 'x', owners: 2 })
    expect(failureOf(late)).toBe('conflict 2')
    expect(late).toMatchObject({
      error: { detail: expect.stringContaining('by Person other came first (Owners or delegates 1 → 2)') },
    })
    expect(done(await change({ version: 2, groups: [{ group: 'A' }] })).version).toBe(3)
    expect(await versions(id)).toMatchObject([{ owners: 2, by: admin.name }, { by: other.name }, {}])
  })

  it('at the same moment make one version, not two', async () => {
    const id = await created({ owners: 1, groups: [] })
    const both = await Promise.all([
      change({ owners: 2 }),
      change({ groups: [{ group: 'A' }] }, 'two', other),
    ])
    expect(both.map(failureOf).sort()).toEqual([expect.stringContaining('conflict'), 'ok'])
    expect(await versions(id)).toHaveLength(2)
  })

  it('of which one waits for the owners: a later version withdraws what they were asked about an earlier one', async () => {
    const id = await created()
    const { change: waits } = done(await change({ owners: 1 }))
    done(await change({ groups: [{ group: 'A' }, { group: 'B' }] }, 'two', other))
    expect((await states())[0]).toBe('withdrawn')
    await passTheWait()
    expect(await applyDueChanges(fleet.db)).toBe(0)
    expect(failureOf(await decideChange(by(second), 'refuse', waits?.change_id ?? '', undefined))).toBe(
      'conflict withdrawn',
    )
    expect(await versions(id)).toMatchObject([{ version: 2, owners: 2 }, {}])
  })

  it.each<[string, object]>([
    ['raised', { groups: [{ group: 'A' }, { group: 'B' }] }],
    ['named otherwise', { name: 'another' }],
  ])(
    'of which one removes it: once it was %s, the owners are no longer asked, and it stays',
    async (_, more) => {
      const id = await created()
      const removal = done(await removeRule(by(admin), 'two', { reason })).change
      done(await change(more, 'two', other))
      expect(await stateOf(removal)).toBe('withdrawn')
      await passTheWait()
      expect(await applyDueChanges(fleet.db)).toBe(0)
      expect(await fleet.db.query(`SELECT rule_id FROM approval_rules`)).toEqual([{ rule_id: id }])
      const [name] = (await present()).map((rule) => rule.name)
      const again = done(await removeRule(by(admin), name ?? '', { reason })).change
      await passTheWait()
      expect([await applyDueChanges(fleet.db), await stateOf(again), await present()]).toEqual([
        1,
        'done',
        [],
      ])
    },
  )

  it('of which one removes it, asked before versions withdrew that: it is not removed either', async () => {
    await created()
    const removal = done(await removeRule(by(admin), 'two', { reason })).change
    done(await change({ groups: [{ group: 'A' }, { group: 'B' }] }, 'two', other))
    await asReplica(`UPDATE consent_changes SET state = 'waiting', decided_at = NULL WHERE change_id = $1`, [
      removal?.change_id,
    ])
    await passTheWait()
    expect([await applyDueChanges(fleet.db), await stateOf(removal)]).toEqual([0, 'withdrawn'])
    expect(await present()).toMatchObject([{ name: 'two' }])
  })

  it('of which one was agreed to, and not carried out: it can still be raised, and then the other is withdrawn', async () => {
    await fleet.db.query(`DELETE FROM nodes`)
    await testNode(fleet.db, node, owner.id)
    const id = await created({ owners: 2, groups: [], confirm: [node] })
    const key = await storedKey(fleet.db, 'owner', plainKey('ed25519').pinned.key)
    const { change: waits } = done(await change({ owners: 1 }))
    await asReplica(
      `UPDATE consent_changes SET state = 'agreed', decided_by = 'owner', decided_at = now(), key_id = $2, signed = '{}'
       WHERE change_id = $1`,
      [waits?.change_id, key],
    )
    expect(done(await change({ owners: 3, confirm: undefined }, 'two', other)).version).toBe(2)
    expect((await states())[0]).toBe('withdrawn')
    expect([await applyDueChanges(fleet.db), (await versions(id)).length]).toEqual([0, 2])
  })

  it('do not lose it either where the rule was removed', async () => {
    await created()
    done(await change({ owners: 1 }))
    await dropRules(fleet.db)
    expect((await states())[0]).toBe('withdrawn')
    expect(failureOf(await change({ owners: 1 }))).toBe('not_found')
  })
})

describe('a change that nobody could meet', () => {
  it('is confirmed by the nodes on which somebody could meet it before', async () => {
    await created({ owners: 1, groups: [] })
    const short = 'did:test:node:2'
    await testNode(fleet.db, short, owner.id)
    const refused = await change({ owners: 2 })
    expect(refused).toMatchObject({ error: { kind: 'conflict', nodes: [{ node_did: short }] } })
    expect(refused).toMatchObject({ error: { detail: expect.stringContaining('to change it all the same') } })
    expect(failureOf(await change({ owners: 2, confirm: [node] }))).toBe('conflict')
    expect(done(await change({ owners: 2, confirm: [short] })).warnings).toHaveLength(1)
    expect(done(await change({ version: 2, name: 'named otherwise' })).version).toBe(3)
  })
})

describe('is refused', () => {
  it.each<[string, object, string]>([
    ['without a version', { version: undefined }, 'invalid version'],
    ['without a reason', { reason: undefined }, 'invalid reason'],
    ['with an empty reason', { reason: '  ' }, 'invalid reason'],
    ['with the name of another rule', { name: 'taken' }, 'conflict name'],
    ['with a value and no label', { label_value: 'x' }, 'invalid label_key'],
    ['with an unknown group', { groups: [{ group: 'C' }] }, 'invalid groups[0].group'],
    ['with no owner', { owners: 0 }, 'invalid owners'],
    ['without anything that differs', { owners: 2, name: 'two' }, 'invalid'],
    ['of a version that there never was', { version: 9 }, 'conflict 1'],
    ['with an unknown field', { extra: true }, 'invalid'],
  ])('%s', async (_, wrong, failure) => {
    const id = await created()
    done(await createRule(by(admin), { name: 'taken' }))
    expect(failureOf(await change(wrong))).toBe(failure)
    expect(await versions(id)).toHaveLength(1)
  })

  it('from anybody but administrators and the terminal', async () => {
    await created()
    expect(failureOf(await change({ owners: 3 }, 'two', owner))).toBe('forbidden')
    expect(
      failureOf(await change({ groups: [{ group: 'A' }, { group: 'B' }] }, 'two', { kind: 'terminal' })),
    ).toBe('ok')
  })

  it('to a program that changes a rule without a word: it makes a version all the same', async () => {
    const id = await created()
    await fleet.db.query(`UPDATE approval_rules SET owners = 3`)
    await fleet.db.query(`UPDATE approval_rules SET owners = 3`)
    expect(await versions(id)).toMatchObject([{ version: 2, owners: 3, why: null, by: null }, {}])
  })

  it('to an owner who is shown something else than what is changed', async () => {
    const id = await created()
    const what = { rule_id: id, name: 'two', version: 1, was: { name: 'two', owners: 1 }, is: {} }
    await expect(
      fleet.db.query(
        `INSERT INTO consent_changes (kind, what, reason, asked_by) VALUES ('change_rule', $1, 'x', 'admin')`,
        [JSON.stringify(what)],
      ),
    ).rejects.toThrow('The rule has changed since')
  })

  it('to an owner who is shown one group in place of another, or one that there is not', async () => {
    const id = await created()
    const [present] = await fleet.db.query<{ facts: JsonObject; b: string }[]>(
      `SELECT hakim_rule_facts($1) AS facts, (SELECT group_id FROM approver_groups WHERE name = 'B') AS b`,
      [id],
    )
    const { facts: was = {}, b = '' } = present ?? {}
    const ask = (group_id: string, name: string) =>
      fleet.db.query(
        `INSERT INTO consent_changes (kind, what, reason, asked_by) VALUES ('change_rule', $1, 'x', 'admin')`,
        [
          JSON.stringify({
            ...{ rule_id: id, name: 'two', version: 1, was },
            is: { ...was, owners: 1, groups: [{ group_id, name, votes: 1 }] },
          }),
        ],
      )
    const otherwise = 'The groups are not called what the change says'
    await expect(ask(b, 'A')).rejects.toThrow(otherwise)
    await expect(ask('00000000-0000-4000-8000-000000000001', 'A')).rejects.toThrow(otherwise)
    await ask(b, 'B')
  })
})

it('asks the owners in the same cases in words and in SQL', async () => {
  const base: RuleFacts = {
    ...{ name: 'r', task_name: 'x', label_key: 'a', label_value: 'b', least_risk: 'medium', owners: 2 },
    groups: [{ group_id: '00000000-0000-4000-8000-000000000001', name: 'A', votes: 2 }],
  }
  const [group] = base.groups
  const seats = [
    [],
    base.groups,
    [{ ...base.groups[0], group_id: group?.group_id ?? '', name: 'A', votes: 1 }],
  ]
  const every = [null, 'x', 'y'].flatMap((task_name) =>
    [
      [null, null],
      ['a', null],
      ['a', 'b'],
      ['a', 'c'],
      ['c', 'b'],
    ].flatMap(([label_key = null, label_value = null]) =>
      ([null, 'low', 'medium', 'high'] as const).flatMap((least_risk) =>
        [1, 2, 3].flatMap((owners) =>
          seats.map((groups) => ({ ...base, task_name, label_key, label_value, least_risk, owners, groups })),
        ),
      ),
    ),
  )
  for (const was of [base, { ...base, label_value: null, task_name: null, least_risk: null }]) {
    const [row] = await fleet.db.query<{ less: boolean[] }[]>(
      `SELECT array_agg(hakim_rule_asks_less($1, i.value) ORDER BY i.ordinality) AS less
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY i`,
      [JSON.stringify(was), JSON.stringify(every)],
    )
    expect(every.map((is) => asksLess(was, is))).toEqual(row?.less)
    expect(new Set(row?.less).size).toBe(2)
  }
})

it('is removed with its versions, which the log keeps', async () => {
  const id = await created({ owners: 1, groups: [] })
  await fleet.db.query(`DELETE FROM nodes`)
  done(await removeRule(by(admin), 'two'))
  expect(await versions(id)).toEqual([])
  const [event] = await fleet.db.query<{ body: string }[]>(
    `SELECT body FROM job_events WHERE stream = 'rights' AND body::jsonb ->> 'kind' = 'rule_versions delete'
     ORDER BY seq DESC LIMIT 1`,
  )
  const body: unknown = JSON.parse(event?.body ?? 'null')
  expect(isJsonObject(body) && body.was).toMatchObject({ rule_id: id, version: 1 })
})

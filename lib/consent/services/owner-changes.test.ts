import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ownersToTell, readChanges } from '@/lib/consent/db/changes'
import { type ConsentChange, isOverdue } from '@/lib/consent/domain/changes'
import { labelNode } from '@/lib/consent/services/label-node'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer, Terminal } from '@/lib/kernel/role'
import {
  type ChangeStatement,
  changeDigest,
  changeStatementDigest,
  parseChangeText,
} from '@/lib/signing/domain/change'
import { signDigest, signerOf } from '@/lib/signing/domain/sign'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { addLaterOwner } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { addNodeOwner } from './add-owner'
import { applyDueChanges } from './apply-changes'
import { createRule } from './create-rule'
import { type ChangeDecision, decideChange } from './decide-change'
import { removeNodeOwner } from './remove-owner'
import { removeRule } from './remove-rule'
import { restrictNode } from './restrict-node'

const node = 'did:test:node:1'
const other = 'did:test:node:2'
const reason = 'The night shift needs her.'
let fleet: TestFleet
let owner: PersonViewer
let second: PersonViewer
let stranger: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(6)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  second = await testPerson(fleet.db, 'second', 'approver')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`DELETE FROM approval_rules`)
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
  await testNode(fleet.db, node, owner.id)
})

const by = (viewer: PersonViewer | Terminal) => ({ db: fleet.db, viewer })
const owners = async (did = node): Promise<string[]> =>
  (
    await fleet.db.query<{ id: string }[]>(
      `SELECT person_id AS id FROM node_owners WHERE node_did = $1 ORDER BY 1`,
      [did],
    )
  ).map(({ id }) => id)
const asked = async (more: object = {}, viewer: PersonViewer | Terminal = admin) => {
  const { change } = done(await addNodeOwner(by(viewer), node, { person: second.did, reason, ...more }))
  if (!change) throw new Error('nobody was asked')
  return change
}
const decide = async (viewer: PersonViewer, decision: ChangeDecision, id: string, input?: object) =>
  failureOf(await decideChange(by(viewer), decision, id, input))
const passTheWait = () =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`UPDATE consent_changes SET due_at = due_at - interval '72 hours' WHERE state = 'waiting'`)
  })

it('an owner who asks is told of it, too, once they have a key: somebody else may have asked in their name', async () => {
  const told = async (change: ConsentChange) =>
    (await ownersToTell(fleet.db.manager, change.change_id)).map(({ name }) => name)
  await addLaterOwner(fleet.db, node, admin.id)
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('admin', $1, 'ed25519', 'key')`,
    [plainKey('ed25519').pinned.key],
  )
  const change = await asked()
  expect(await told(change)).toEqual([admin.name, owner.name])
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
  expect(await told(change)).toEqual([owner.name])
})

describe('another owner', () => {
  it('is asked about with a reason, and waits', async () => {
    expect(failureOf(await addNodeOwner(by(admin), node, { person: second.did }))).toBe('invalid reason')
    const change = await asked()
    expect(change).toMatchObject({
      ...{ kind: 'add_owner', node_did: node, reason, asked_by: admin.did, state: 'waiting' },
      what: { person_id: second.id, did: second.did },
    })
    expect(change.due_at.getTime() - change.asked_at.getTime()).toBe(72 * 3_600_000)
    expect(failureOf(await addNodeOwner(by(admin), node, { person: second.did, reason }))).toBe(
      'conflict waiting',
    )
    expect(await applyDueChanges(fleet.db)).toBe(0)
    expect(await owners()).toEqual(['owner'])
  })

  it('is shown as long as it waits, however many others wait or are over', async () => {
    const { change_id: id } = await asked()
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(
        `INSERT INTO consent_changes (kind, node_did, what, reason, state, asked_at, due_at)
         SELECT 'label', $1, jsonb_build_object('labels', jsonb_build_object('n', n::text)), 'Later', state,
                now() + interval '1 minute', now() + interval '72 hours'
         FROM generate_series(1, 120) n, unnest(ARRAY['waiting', 'refused']) state`,
        [node],
      )
    })
    const shown = await readChanges(fleet.db.manager, owner)
    expect(shown.filter(({ state }) => state === 'waiting')).toHaveLength(121)
    expect(shown.map(({ change_id }) => change_id)).toContain(id)
    expect(shown.filter(({ state }) => state === 'refused')).toHaveLength(100)
  })

  it('comes after 72 hours in which nobody refused, and then counts for later requests', async () => {
    await asked({}, { kind: 'terminal' })
    await passTheWait()
    expect(await applyDueChanges(fleet.db)).toBe(1)
    expect(await owners()).toEqual(['owner', 'second'])
    const [row] = await fleet.db.query(
      `SELECT counts_from > now() - interval '1 minute' AS late FROM node_owners WHERE person_id = 'second'`,
    )
    expect(row.late).toBe(true)
  })

  it('comes at once if an owner agrees', async () => {
    const { change_id: id } = await asked()
    expect(await decide(owner, 'agree', id)).toBe('ok')
    expect(await owners()).toEqual(['owner', 'second'])
    const [change] = await readChanges(fleet.db.manager, owner)
    expect(change).toMatchObject({ state: 'done', decided_by: owner.did, mine: true })
    expect(await decide(owner, 'refuse', id)).toBe('conflict done')
  })

  it.each(['refuse', 'withdraw'] as const)('never comes after somebody chose to %s', async (decision) => {
    const { change_id: id } = await asked()
    expect(await decide(decision === 'refuse' ? owner : admin, decision, id)).toBe('ok')
    await passTheWait()
    expect(await applyDueChanges(fleet.db)).toBe(0)
    expect(await owners()).toEqual(['owner'])
  })

  it('is decided by nobody else', async () => {
    const { change_id: id } = await asked()
    for (const viewer of [stranger, second, admin])
      for (const decision of ['agree', 'refuse'] as const)
        expect(await decide(viewer, decision, id)).toBe('forbidden')
    for (const viewer of [stranger, owner]) expect(await decide(viewer, 'withdraw', id)).toBe('forbidden')
    const agent = { db: fleet.db, viewer: testAgent(node) }
    expect(failureOf(await decideChange(agent, 'agree', id, {}))).toBe('forbidden')
    expect(await decide(owner, 'agree', 'x')).toBe('not_found')
    done(await restrictNode(by(owner), node, { restricted: true }))
    expect(await decide(stranger, 'refuse', id)).toBe('not_found')
  })

  it('is named at once by an administrator who owns the node', async () => {
    await addLaterOwner(fleet.db, node, admin.id)
    expect(done(await addNodeOwner(by(admin), node, { person: second.did })).added).toBe(true)
  })
})

describe('an owner with a key', () => {
  const pair = generateKeyPairSync('ed25519')
  const signer = signerOf(pair.privateKey)
  const key = signer.publicKey.did
  const signed = (digest: string, more: Partial<ChangeStatement> = {}) => {
    const statement: ChangeStatement = {
      ...{ version: 1, change: digest, decision: 'agree', decided_at: new Date().toISOString() },
      ...{ person: owner.did, key, ...more },
    }
    return { signed: { statement, signature: signDigest(signer, changeStatementDigest(statement)) } }
  }
  beforeAll(async () => {
    await storedKey(fleet.db, 'owner', key)
  })
  beforeEach(() =>
    fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(`UPDATE consent_keys SET revoked_at = NULL`)
    }),
  )

  it('agrees with a signature over what was asked, and with nothing else', async () => {
    const change = await asked()
    const read = parseChangeText(change.document)
    expect(read.ok && changeDigest(read.value)).toBe(change.digest)
    const { change_id: id, digest } = change
    expect(await decide(owner, 'agree', id)).toBe('forbidden')
    const long = new Date(Date.now() - 7_200_000).toISOString()
    for (const wrong of [
      signed('0'.repeat(64)),
      signed(digest, { decision: 'refuse' }),
      signed(digest, { person: second.did }),
      signed(digest, { decided_at: long }),
      { signed: { ...signed(digest).signed, signature: signDigest(signer, digest) } },
      { signed: {} },
    ])
      expect(await decide(owner, 'agree', id, wrong)).toBe('invalid signed')
    expect(await decide(owner, 'agree', id, signed(digest))).toBe('ok')
    expect(await owners()).toEqual(['owner', 'second'])
  })

  it('refuses without it', async () => {
    const { change_id: id } = await asked()
    expect(await decide(owner, 'refuse', id)).toBe('ok')
  })

  it('says why they want something, since it may take effect unsigned', async () => {
    expect(failureOf(await restrictNode(by(owner), node, { restricted: true }))).toBe('invalid reason')
    const asks = (why: string | null) =>
      fleet.db.query(
        `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
         VALUES ('restrict', $1, '{"restricted": true}', $2, 'owner')`,
        [node, why],
      )
    await expect(asks(null)).rejects.toThrow('needs a reason')
    await asks(reason)
    const { change } = done(await restrictNode(by(owner), node, { restricted: true }))
    expect(change?.reason).toBe(reason)
    await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
    expect(done(await restrictNode(by(owner), node, { restricted: true })).restricted).toBe(true)
  })

  it('has to sign what they want themselves, too', async () => {
    const { change, restricted } = done(await restrictNode(by(owner), node, { restricted: true, reason }))
    expect([restricted, change?.state]).toEqual([false, 'waiting'])
    expect(await decide(owner, 'agree', change?.change_id ?? '', signed(change?.digest ?? ''))).toBe('ok')
    const [row] = await fleet.db.query(`SELECT restricted FROM nodes WHERE node_did = $1`, [node])
    expect(row.restricted).toBe(true)
  })
})

describe('the other changes', () => {
  it('wait the same way: removing an owner, restricting, relabelling out of a rule, removing a rule', async () => {
    await fleet.db.query(`UPDATE nodes SET labels = '{"zone": "a"}'`)
    done(await createRule(by(admin), { name: 'zone', label_key: 'zone', groups: [] }))
    const results: Result<{ change: ConsentChange | null; warnings: string[] }>[] = [
      await removeNodeOwner(by(admin), node, { person: owner.did, reason }),
      await restrictNode(by(admin), node, { restricted: true, reason }),
      await labelNode(by(admin), node, { labels: {}, reason }),
      await removeRule(by(admin), 'zone', { reason }),
    ]
    expect(results.map((result) => done(result).change?.kind)).toEqual([
      ...['remove_owner', 'restrict', 'label', 'remove_rule'],
    ])
    for (const result of results)
      expect(done(result).warnings).toEqual([expect.stringContaining('asked first')])
    await passTheWait()
    expect(await applyDueChanges(fleet.db)).toBe(4)
    const [row] = await fleet.db.query(
      `SELECT restricted, labels, (SELECT count(*)::int FROM approval_rules) AS rules FROM nodes`,
    )
    expect(row).toEqual({ restricted: true, labels: {}, rules: 0 })
    expect(await owners()).toEqual([])
  })

  it('are carried out even if an earlier one cannot be, which is shown', async () => {
    const { change_id: id } = await asked()
    done(await restrictNode(by(admin), node, { restricted: true, reason }))
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(
        `UPDATE consent_changes SET what = '{"person_id": "gone", "did": "did:gone"}' WHERE change_id = $1`,
        [id],
      )
    })
    await passTheWait()
    expect(await applyDueChanges(fleet.db)).toBe(1)
    const [row] = await fleet.db.query(`SELECT restricted FROM nodes`)
    expect(row.restricted).toBe(true)
    await passTheWait()
    const changes = await readChanges(fleet.db.manager, owner, { node })
    expect(changes.map((change) => [change.state, isOverdue(change, Date.now())])).toEqual([
      ['waiting', true],
      ['done', false],
    ])
    expect(await decide(owner, 'refuse', id)).toBe('ok')
    expect(await applyDueChanges(fleet.db)).toBe(0)
  })

  it('need no one where nobody is concerned', async () => {
    await fleet.db.query(`DELETE FROM nodes`)
    await testNode(fleet.db, node)
    done(await createRule(by(admin), { name: 'all' }))
    expect(done(await labelNode(by(admin), node, { labels: { zone: 'a' } })).change).toBeNull()
    expect(done(await restrictNode(by(admin), node, { restricted: true })).change).toBeNull()
    expect(done(await removeRule(by(admin), 'all')).change).toBeNull()
  })

  it('of a rule for several owners’ nodes are refused by any of them, and agreed to by none alone', async () => {
    await testNode(fleet.db, other, second.id)
    done(await createRule(by(admin), { name: 'all', task_name: 'x' }))
    const { change } = done(await removeRule(by(admin), 'all', { reason }))
    const id = change?.change_id ?? ''
    expect(await decide(owner, 'agree', id)).toBe('forbidden')
    expect(await decide(stranger, 'refuse', id)).toBe('forbidden')
    expect(await decide(second, 'refuse', id)).toBe('ok')
    await addLaterOwner(fleet.db, other, owner.id)
    const again = done(await removeRule(by(admin), 'all', { reason })).change
    expect(await decide(owner, 'agree', again?.change_id ?? '')).toBe('ok')
    expect(await fleet.db.query(`SELECT 1 FROM approval_rules`)).toEqual([])
  })
})

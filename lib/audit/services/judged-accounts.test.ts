import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addNode } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { benAsOwner, eveAsAdmin, testJudged, whileEdited } from '@/test/judged'
import { foundAfter } from '@/test/superuser'

// Somebody makes a token, an account, or a node retired, by a right that the log never had: eve and ben are approvers, ada is an
// administrator, and ana owns the node.

let fleet: TestFleet
let node: string
let count = 0
beforeAll(async () => {
  fleet = await testJudged()
})
beforeEach(async () => {
  count += 1
  node = `did:kos:accounts:${count}`
  await addNode(fleet.db, node)
})
afterAll(() => fleet.close())

const didOf = (person: string): string => `did:test:person:${person}`

const as = (db: DataSource, person: string | null, ...statements: string[]): Promise<void> =>
  db.transaction(async (tx) => {
    if (person !== null) await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [didOf(person)])
    for (const statement of statements) await tx.query(statement)
  })

/** What is found once this person has done it. */
const found = (person: string | null, ...statements: string[]): Promise<string[]> =>
  foundAfter(fleet.db, (db) => as(db, person, ...statements))

const id = (n: number): string => `00000000-0000-4000-8000-${String(count * 100 + n).padStart(12, '0')}`

const token = (n: number, of: string, more: { replaces?: number } = {}): string =>
  `INSERT INTO tokens (token_id, token_hash, ${of.startsWith('did:') ? 'node_did' : 'person_id'}, scopes, expires_at, replaces)
   VALUES ('${id(n)}', sha256('${id(n)}'), '${of}', '{read}', now() + interval '90 days',
           ${more.replaces === undefined ? 'NULL' : `'${id(more.replaces)}'`})`
const change = (n: number, set: string): string => `UPDATE tokens SET ${set} WHERE token_id = '${id(n)}'`
const revoke = (n: number): string => change(n, 'revoked_at = now()')
const named = (n: number, what: string): string => `tokens ["${id(n)}"] ${what}`

describe('tokens', () => {
  it('that people make for themselves and administrators for agents, and end, are not found', async () => {
    expect(await found('ben', token(1, 'ben'), token(2, 'ben', { replaces: 1 }), revoke(1))).toEqual([])
    expect(await found('ada', token(3, node), token(4, node, { replaces: 3 }), revoke(2))).toEqual([])
    expect(await found('ada', change(4, `expires_at = now() + interval '1 hour'`))).toEqual([])
    // As a retirement does.
    expect(await found('ana', revoke(3), revoke(4))).toEqual([])
    expect(await found(null, token(5, 'eve'), token(6, node), revoke(5), `DELETE FROM tokens`)).toEqual([])
  })

  it('that somebody makes for somebody else, or for an agent, are found', async () => {
    expect(await found('eve', token(1, 'ben'))).toEqual([
      named(1, `is of "ben", but was made by "${didOf('eve')}"`),
    ])
    // Not even an administrator makes those of a person.
    expect(await found('ada', token(2, 'ben'))).toEqual([
      named(2, `is of "ben", but was made by "${didOf('ada')}"`),
    ])
    const agents = await foundAfter(fleet.db, (db) =>
      whileEdited(db, eveAsAdmin, () => as(db, 'eve', token(3, node))),
    )
    expect(agents).toEqual([
      named(3, `was made by "${didOf('eve')}", who was no administrator by the events before`),
    ])
  })

  it('that replace one of somebody else are found', async () => {
    expect(await found('ada', token(1, 'ada'))).toEqual([])
    expect(await found('eve', token(2, 'eve', { replaces: 1 }))).toEqual([
      named(2, 'replaces one of somebody else'),
    ])
  })

  it('that somebody else ends, or of which more is changed than their end, are found', async () => {
    expect(await found('ben', token(1, 'ben'), token(2, 'ben'))).toEqual([])
    const noRight = `was ended by "${didOf('eve')}", who had no right to by the events before`
    expect(await found('eve', revoke(1), change(2, `expires_at = now()`))).toEqual([
      ...[named(1, noRight), named(2, noRight)],
    ])
    const again = 'was revoked, and is so no longer, or since another time'
    expect(await found('ben', change(1, 'revoked_at = NULL'))).toEqual([named(1, again)])
    expect(await found('ben', change(2, 'expires_at = NULL'))).toEqual([
      named(2, 'got a later end, as no token may'),
    ])
    // Nor by whoever owns the tables.
    expect(await found(null, change(2, `scopes = '{admin}'`))).toEqual([
      named(2, 'got another scopes, as no token may'),
    ])
    expect(await found(null, change(1, `person_id = 'eve'`))).toEqual([
      named(1, 'got another person_id, as no token may'),
    ])
  })
})

const account = (n: number, of: string): string =>
  `INSERT INTO accounts (id, person_id, account_id, provider_id)
   VALUES ('${id(n)}', '${of}', '${id(n)}', 'https://login.example.org')`

describe('ways to sign in', () => {
  it('that people add and remove themselves, or an administrator does, are not found', async () => {
    const remove = (n: number) => `DELETE FROM accounts WHERE id = '${id(n)}'`
    expect(await found('ben', account(1, 'ben'), remove(1))).toEqual([])
    expect(await found('ada', account(2, 'ben'), remove(2))).toEqual([])
    expect(await found(null, account(3, 'ben'), remove(3))).toEqual([])
  })

  it('that somebody adds to another person, or moves to them, are found', async () => {
    const planted = await foundAfter(fleet.db, (db) =>
      whileEdited(db, eveAsAdmin, () => as(db, 'eve', account(1, 'ada'))),
    )
    expect(planted).toEqual([
      `accounts ["${id(1)}"] of "ada" was changed by "${didOf('eve')}", who was no administrator by the events before`,
    ])
    expect(await found('ben', account(2, 'ben'))).toEqual([])
    expect(await found('ben', `UPDATE accounts SET person_id = 'ada' WHERE id = '${id(2)}'`)).toEqual([
      `accounts ["${id(2)}"] got another person_id, as no account may`,
    ])
    await fleet.db.query(`DELETE FROM accounts WHERE id LIKE '00000000-%'`)
  })
})

const person = (name: string, role: string): string =>
  `INSERT INTO people (id, name, email, email_verified, did, role)
   VALUES ('${name}', '${name}', '${name}@example.org', true, '${didOf(name)}', '${role}')`
const invitation = (name: string, role: string, until = `now() + interval '1 day'`): string =>
  `INSERT INTO invitations (email, role, token_hash, expires_at)
   VALUES ('${name}@example.org', '${role}', sha256('${name}'), ${until})`

describe('people', () => {
  it('whom an administrator adds, or who join as they were invited, are not found', async () => {
    expect(await found('ada', person('kim', 'operator'), invitation('lea', 'approver'))).toEqual([])
    expect(
      await found(
        'lea',
        person('lea', 'approver'),
        `DELETE FROM invitations WHERE email = 'lea@example.org'`,
      ),
    ).toEqual([])
    expect(await found(null, person('max', 'admin'))).toEqual([])
  })

  it('whom somebody else adds, or who join without an invitation to that role, are found', async () => {
    const added = await foundAfter(fleet.db, (db) =>
      whileEdited(db, eveAsAdmin, () => as(db, 'eve', person('mia', 'admin'))),
    )
    expect(added).toEqual([
      `people ["mia"] was added by "${didOf('eve')}", who was no administrator by the events before`,
    ])
    const joined = (name: string, role: string) =>
      `people ["${name}"] joined as "${role}", but was not invited by the events before`
    expect(await found('noa', person('noa', 'operator'))).toEqual([joined('noa', 'operator')])
    await as(
      fleet.db,
      'ada',
      invitation('ono', 'operator'),
      invitation('pia', 'approver', `now() - interval '1 hour'`),
    )
    expect(await found('ono', person('ono', 'approver'))).toEqual([joined('ono', 'approver')])
    expect(await found('pia', person('pia', 'approver'))).toEqual([joined('pia', 'approver')])
  })

  it('who come from a provider that may add people are not found', async () => {
    await fleet.db.query(`INSERT INTO role_providers VALUES ('https://login.example.org')`)
    expect(await found('quin', person('quin', 'approver'))).toEqual([])
    await fleet.db.query(`DELETE FROM role_providers`)
    // With one role of the database nobody says which providers may.
    expect(await found('rio', person('rio', 'approver'), account(1, 'rio'))).toEqual([])
  })
})

const retire = (by: string | null, reason = 'Sold.'): string =>
  `UPDATE nodes SET retired_at = now(), service_by = ${by === null ? 'NULL' : `'${by}'`}, service_reason = '${reason}'
   WHERE node_did = '${node}'`
const restore = (by: string): string =>
  `UPDATE nodes SET retired_at = NULL, service_by = '${by}', service_reason = 'Back.' WHERE node_did = '${node}'`

describe('a retirement', () => {
  it('by an owner or an administrator, and a return, is not found', async () => {
    expect(await found('ana', retire('ana'))).toEqual([])
    expect(await found('ada', restore('ada'))).toEqual([])
    expect(await found(null, retire(null))).toEqual([])
  })

  it('by anybody else, or in the name of somebody else, is found', async () => {
    const noRight = (by: string) =>
      `nodes ["${node}"] was retired, or restored, by "${didOf(by)}", who neither owned the node nor was an administrator by the events before`
    const stolen = await foundAfter(fleet.db, (db) =>
      whileEdited(db, benAsOwner(node), () => as(db, 'ben', retire('ben'))),
    )
    expect(stolen).toEqual([noRight('ben')])
    expect(await found('eve', restore('eve'))).toEqual([noRight('eve')])
    expect(await found('ada', retire('ana'))).toEqual([
      `nodes ["${node}"] was retired, or restored, in the name of "ana", but "${didOf('ada')}" did it`,
    ])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addNode } from '@/lib/consent/services/add-node'
import { ensureLocalNode } from '@/lib/fleet/services/ensure-local-node'
import { verifyPassword } from '@/lib/people/db/credentials'
import { inTurn } from '@/lib/people/db/hash-queue'
import { tokenHolder } from '@/lib/people/db/tokens'
import { createPerson } from '@/lib/people/services/create-person'
import { ensureLocalAccounts } from '@/lib/people/services/ensure-local-accounts'
import { issueSetupToken } from '@/lib/people/services/issue-setup-token'
import { setUp } from '@/lib/people/services/set-up'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { addLaterOwner, removeOwnerOf } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM nodes; DELETE FROM people; DELETE FROM settings`))

const ada = { email: 'Ada@Example.org', name: ' Ada ', password: 'correct horse battery', role: 'approver' }

describe('a person', () => {
  it('is created with a DID and a password that is stored only as a hash', async () => {
    const person = done(await createPerson(fleet.db, ada))
    expect(person).toMatchObject({ email: 'ada@example.org', name: 'Ada', role: 'approver' })
    expect(person.did).toMatch(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/)
    const [account] = await fleet.db.query(`SELECT * FROM accounts WHERE person_id = $1`, [person.id])
    expect(account.provider_id).toBe('credential')
    expect(account.password).toMatch(/^\$argon2id\$/)
    expect(await verifyPassword(account.password, ada.password)).toBe(true)
    expect(await verifyPassword(account.password, 'wrong')).toBe(false)
  })

  it('is unique by e-mail, ignoring case, and by DID', async () => {
    done(await createPerson(fleet.db, { ...ada, did: 'did:kos:p:1' }))
    expect(failureOf(await createPerson(fleet.db, { ...ada, name: 'B', email: 'ADA@example.ORG' }))).toBe(
      'conflict',
    )
    expect(
      failureOf(
        await createPerson(fleet.db, { ...ada, name: 'B', email: 'b@example.org', did: 'did:kos:p:1' }),
      ),
    ).toBe('conflict')
    const namesake = { ...ada, name: 'ADA', email: 'b@example.org' }
    expect(failureOf(await createPerson(fleet.db, namesake))).toBe('conflict name')
    expect(await fleet.db.query(`SELECT id FROM people`)).toHaveLength(1)
  })

  it.each<[string, unknown, string]>([
    ['a short password', { ...ada, password: 'short' }, 'invalid password'],
    ['no e-mail', { ...ada, email: 'ada' }, 'invalid email'],
    ['an unknown role', { ...ada, role: 'root' }, 'invalid role'],
    ['an empty name', { ...ada, name: ' ' }, 'invalid name'],
    ['a name that reads backwards', { ...ada, name: '\u202eada' }, 'invalid name'],
    ['NUL in the name', { ...ada, name: 'a\u0000' }, 'invalid name'],
    ['an invalid DID', { ...ada, did: 'x' }, 'invalid did'],
    ['an id of their own', { ...ada, id: 'x' }, 'invalid'],
    ['nothing', undefined, 'invalid'],
  ])('with %s is refused', async (_, input, failure) => {
    expect(failureOf(await createPerson(fleet.db, input))).toBe(failure)
  })
})

describe('a node', () => {
  const did = 'did:kos:griot:1'
  const stored = async () =>
    (
      await fleet.db.query(
        `SELECT n.*, ARRAY(SELECT person_id FROM node_owners o WHERE o.node_did = n.node_did) AS owners FROM nodes n`,
      )
    )[0]

  it('is registered; a later change affects only the given fields', async () => {
    const owner = await testPerson(fleet.db, 'owner', 'approver')
    expect(
      done(
        await addNode(
          { db: fleet.db, viewer: { kind: 'terminal' } },
          { did, name: 'One', owner: 'Owner@example.org', labels: { a: 'b' } },
        ),
      ),
    ).toEqual({
      did,
      name: 'One',
      owner: owner.did,
      existed: false,
      warnings: [],
      changes: [],
    })
    const before = await stored()
    expect(before).toMatchObject({ name: 'One', owners: ['owner'], labels: { a: 'b' } })
    expect(done(await addNode({ db: fleet.db, viewer: { kind: 'terminal' } }, { did }))).toMatchObject({
      existed: true,
    })
    expect(await stored()).toEqual(before)
    done(await addNode({ db: fleet.db, viewer: { kind: 'terminal' } }, { did, name: 'Two' }))
    expect(await stored()).toEqual({ ...before, name: 'Two' })
  })

  it('that reported before being registered keeps its tasks and gets its name', async () => {
    await fleet.db.query(`INSERT INTO nodes (node_did, tasks) VALUES ($1, '[{"name": "x"}]')`, [did])
    expect(
      done(await addNode({ db: fleet.db, viewer: { kind: 'terminal' } }, { did, name: 'One' })),
    ).toMatchObject({ existed: true })
    expect(await stored()).toMatchObject({ name: 'One', tasks: [{ name: 'x' }] })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['an owner who does not exist', { owner: 'nobody@example.org' }, 'not_found owner'],
    ['an owner who is disabled', { owner: 'gone@example.org' }, 'invalid owner'],
    ['an invalid DID', { did: 'one' }, 'invalid did'],
    ['half a surrogate pair in a label', { labels: { a: '\ud800' } }, 'invalid labels.a'],
    ['a label that is not text', { labels: { a: 1 } }, 'invalid labels.a'],
  ])('with %s is refused', async (_, more, failure) => {
    await testPerson(fleet.db, 'gone', 'approver')
    await fleet.db.query(`UPDATE people SET disabled_at = now()`)
    expect(failureOf(await addNode({ db: fleet.db, viewer: { kind: 'terminal' } }, { did, ...more }))).toBe(
      failure,
    )
    expect(await stored()).toBeUndefined()
  })
})

describe('the first set-up', () => {
  const first = { email: 'ada@example.org', name: 'Ada', password: 'correct horse battery' }

  it('makes the holder of the latest token the administrator, once', async () => {
    const old = await issueSetupToken(fleet.db)
    const token = await issueSetupToken(fleet.db)
    for (const wrong of [old, 'hk_wrong', '', null, undefined, { token }])
      expect(failureOf(await setUp(fleet.db, { ...first, token: wrong }))).toBe('forbidden token')
    expect(failureOf(await setUp(fleet.db, undefined))).toBe('forbidden token')
    expect(failureOf(await setUp(fleet.db, { ...first, token, password: 'short' }))).toBe('invalid password')
    expect(failureOf(await setUp(fleet.db, { ...first, token, name: '\u0000' }))).toBe('invalid name')
    expect(done(await setUp(fleet.db, { ...first, token: ` ${token} ` }))).toMatchObject({ role: 'admin' })
    expect(failureOf(await setUp(fleet.db, { ...first, token, email: 'b@example.org' }))).toBe('conflict')
    expect(await issueSetupToken(fleet.db)).toBeNull()
  })

  it('is open until an administrator of one’s own can sign in, whoever else there is', async () => {
    await testPerson(fleet.db, 'olga', 'operator')
    await testPerson(fleet.db, 'local-admin', 'admin')
    await testPerson(fleet.db, 'gone', 'admin')
    await fleet.db.query(`DELETE FROM accounts WHERE person_id = 'gone'`)
    const token = await issueSetupToken(fleet.db)
    expect(done(await setUp(fleet.db, { ...first, token }))).toMatchObject({ role: 'admin' })
    expect(await issueSetupToken(fleet.db)).toBeNull()
  })

  it('does not let the visitor choose a role', async () => {
    const token = await issueSetupToken(fleet.db)
    expect(done(await setUp(fleet.db, { ...first, token, role: 'operator' })).role).toBe('admin')
  })

  it('refuses a wrong token before it hashes a password or waits for a lock', async () => {
    await issueSetupToken(fleet.db)
    const runner = fleet.db.createQueryRunner()
    await runner.startTransaction()
    await runner.query(`LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE`)
    // A set-up that hashes would wait for the end of this, which waits for the set-up.
    const answer = await inTurn(() => setUp(fleet.db, { ...first, token: 'hk_wrong' }))
    expect(failureOf(answer)).toBe('forbidden token')
    await runner.rollbackTransaction()
    await runner.release()
  })

  it('that comes while another one ends is told that Hakim is set up, not that its token is wrong', async () => {
    const token = await issueSetupToken(fleet.db)
    const other = fleet.db.createQueryRunner()
    await other.startTransaction()
    await other.query(`LOCK TABLE settings`)
    const answer = setUp(fleet.db, { ...first, token })
    const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'settings'::regclass`
    await expect.poll(async () => (await fleet.db.query(waiting))[0]).toEqual({ n: 1 })
    await other.query(`DELETE FROM settings`)
    await other.query(
      `INSERT INTO people (id, name, email, did, role) VALUES ('other', 'O', 'o@example.org', 'did:a:o', 'admin')`,
    )
    await other.query(
      `INSERT INTO accounts (id, person_id, account_id, provider_id) VALUES ('a', 'other', 'o', 'https://id.example.org')`,
    )
    await other.commitTransaction()
    await other.release()
    expect(failureOf(await answer)).toBe('conflict')
  })

  it('by two visitors at once makes one administrator', async () => {
    const token = await issueSetupToken(fleet.db)
    const answers = await Promise.all(
      [1, 2, 3].map((n) => setUp(fleet.db, { ...first, email: `p${n}@example.org`, token })),
    )
    expect(answers.map(failureOf).sort()).toEqual(['conflict', 'conflict', 'ok'])
    expect(await fleet.db.query(`SELECT id FROM people`)).toHaveLength(1)
  })
})

describe('local mode', () => {
  const secret = 'a'.repeat(64)
  const passwords = () => fleet.db.query(`SELECT person_id, password FROM accounts ORDER BY 1`)

  it('has one account per role, with passwords derived from the secret', async () => {
    const ids = await ensureLocalAccounts(fleet.db, secret)
    const people = () => fleet.db.query(`SELECT id, role, did FROM people ORDER BY role`)
    const before = await people()
    expect(before).toMatchObject([
      { id: ids.adminId, role: 'admin' },
      { id: ids.approverId, role: 'approver' },
      { id: ids.operatorId, role: 'operator' },
    ])
    const [first] = await passwords()
    expect(await ensureLocalAccounts(fleet.db, 'b'.repeat(64))).toEqual(ids)
    expect(await people()).toEqual(before)
    expect((await passwords())[0].password).not.toBe(first.password)
  })

  it('registers this machine, and a new start voids the token of the one before', async () => {
    await testPerson(fleet.db, 'owner', 'approver')
    const first = await ensureLocalNode(fleet.db, 'owner')
    const second = await ensureLocalNode(fleet.db, 'owner')
    expect(second.did).toBe(first.did)
    expect(await tokenHolder(fleet.db.manager, first.token)).toEqual({ refused: 'revoked' })
    expect(await tokenHolder(fleet.db.manager, second.token)).toMatchObject({
      viewer: { nodeDid: first.did },
    })
    expect(await fleet.db.query(`SELECT person_id FROM node_owners`)).toEqual([{ person_id: 'owner' }])
  })

  it('starts again whoever owns this machine by now, and leaves what people have changed', async () => {
    for (const id of ['owner', 'other']) await testPerson(fleet.db, id, 'approver')
    const { did } = await ensureLocalNode(fleet.db, 'owner')
    await addLaterOwner(fleet.db, did, 'other')
    await removeOwnerOf(fleet.db, did, 'owner')
    await fleet.db.query(`UPDATE nodes SET name = 'Mill', labels = '{"zone": "a"}'`)
    await fleet.db.query(`INSERT INTO approval_rules (name, label_key) VALUES ('zone', 'zone')`)
    await ensureLocalNode(fleet.db, 'owner')
    const kept = await fleet.db.query(
      `SELECT name, labels, person_id FROM nodes JOIN node_owners USING (node_did)`,
    )
    expect(kept).toEqual([{ name: 'Mill', labels: { zone: 'a' }, person_id: 'other' }])
  })
})

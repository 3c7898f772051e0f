import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { delegationDigest } from '@/lib/signing/domain/delegation'
import type { Signature } from '@/lib/signing/domain/signature-form'
import type { Statement } from '@/lib/signing/domain/statement'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { addNode, askFor, testAudit, vote } from '@/test/audit'
import { delegationOf, origin, passkey, plainKey, rpId, type TestKey } from '@/test/consent-signing'
import type { TestFleet } from '@/test/fleet'
import { foundAfter, silently } from '@/test/superuser'

// A superuser takes somebody's key away past the log, or gives it back its validity, and undoes it once they have decided.

let fleet: TestFleet
let node: string
let key: TestKey
let nodes = 0
beforeAll(async () => {
  fleet = await testAudit(2)
})
beforeEach(async () => {
  nodes += 1
  node = `did:kos:keys:${nodes}`
  await addNode(fleet.db, node)
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
  key = plainKey('ed25519')
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name, expires_at)
     VALUES ('ana', $1, 'ed25519', 'key', now() + interval '1 hour')`,
    [key.pinned.key],
  )
})
afterAll(() => fleet.close())

/** Works while this edit of the key holds. */
async function whileKey(db: DataSource, set: string, work: () => Promise<unknown>): Promise<void> {
  const [was] = await db.query<{ expires_at: Date; revoked_at: Date | null }[]>(
    `SELECT expires_at::text, revoked_at::text FROM consent_keys WHERE key = $1`,
    [key.pinned.key],
  )
  await silently(db, (tx) => tx.query(`UPDATE consent_keys SET ${set} WHERE key = $1`, [key.pinned.key]))
  await work()
  await silently(db, (tx) =>
    tx.query(`UPDATE consent_keys SET expires_at = $2, revoked_at = $3 WHERE key = $1`, [
      key.pinned.key,
      was?.expires_at,
      was?.revoked_at,
    ]),
  )
}

async function statementOn(db: DataSource, job: string, { pinned }: TestKey): Promise<Statement> {
  const [row] = await db.query<{ digest: string }[]>(
    `SELECT digest FROM approval_documents WHERE job_id = $1`,
    [job],
  )
  return {
    ...{ version: 1, document: row?.digest ?? '', decision: 'approve', reason_digest: null },
    ...{ decided_at: new Date().toISOString(), person: 'did:test:person:ana', key: pinned.key },
  }
}

const cast = (
  db: DataSource,
  job: string,
  { statement, signature }: { statement: Statement; signature: Signature },
): Promise<unknown> =>
  db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, key_id, signed)
     SELECT $1, 1, 'ana', 'approve', $2, key_id, $3 FROM consent_keys WHERE key = $4`,
    [job, statement.document, JSON.stringify({ statement, list: null, signature }), statement.key],
  )

async function signedVote(db: DataSource, job: string): Promise<unknown> {
  const statement = await statementOn(db, job, key)
  return cast(db, job, { statement, signature: key.sign(statementDigest(statement)) })
}

const unsigned = 'is not signed, but "ana" had a key by the log of rights'
const notTheirs = 'is signed with a key that "ana" could not sign with by the log of rights'
const aVote = (what: string) => [
  expect.stringMatching(new RegExp(`^the job has a vote \\(.*\\) that ${what}$`)),
]

it('an unsigned vote of somebody who had a key by the log is found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await expect(vote(db, job)).rejects.toThrow('has a key')
    await whileKey(db, 'revoked_at = now()', () => vote(db, job))
  })
  expect(found).toEqual(aVote(unsigned))
})

it.each([
  ['expired', 'expires_at = now()', 'expires_at = NULL'],
  ['been revoked', 'revoked_at = now()', 'revoked_at = NULL'],
])('a vote signed with a key that had %s by the log is found', async (_, end, undo) => {
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    const ended = end === 'expires_at = now()' ? `expires_at = now() - interval '2 minutes'` : end
    await db.query(`UPDATE consent_keys SET ${ended} WHERE key = $1`, [key.pinned.key])
    await expect(signedVote(db, job)).rejects.toThrow('not about this vote')
    await whileKey(db, undo, () => signedVote(db, job))
  })
  expect(found).toEqual(aVote(notTheirs))
})

it('an emergency approval without a signature is found', async () => {
  await fleet.db.query(`UPDATE people SET role = 'admin' WHERE id = 'ana'`)
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    await whileKey(db, 'revoked_at = now()', () =>
      db.query(
        `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
         SELECT $1, 1, 'ana', digest, 'a reason that is long enough' FROM approval_documents WHERE job_id = $1`,
        [job],
      ),
    )
  })
  expect(found).toEqual([`the job has an emergency approval (1) that ${unsigned}`])
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'ana'`)
})

it('an agreement without a signature is found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    const [change] = await db.query<{ change_id: string }[]>(
      `INSERT INTO consent_changes (kind, node_did, what, reason, asked_by)
       VALUES ('restrict', $1, '{"restricted": true}', 'Why not?', 'ada') RETURNING change_id`,
      [node],
    )
    await whileKey(db, 'revoked_at = now()', () =>
      db.query(`UPDATE consent_changes SET state = 'agreed', decided_by = 'ana' WHERE change_id = $1`, [
        change?.change_id,
      ]),
    )
    await db.query(`SELECT hakim_apply_change($1)`, [change?.change_id])
  })
  expect(found).toEqual([
    expect.stringMatching(new RegExp(`^consent_changes \\[.*\\] has an agreement that ${unsigned}$`)),
  ])
})

it('a delegation signed with a key of somebody else is found, though the log agrees with it', async () => {
  const other = plainKey('p256')
  const to = { person: 'did:test:person:ada', keys: [other.pinned] }
  const [starts, until] = [0, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString())
  const signed = delegationOf({ person: 'did:test:person:ana', key: other }, to, {
    node,
    starts: starts ?? '',
    until: until ?? '',
  })
  await fleet.db.query(`ALTER TABLE delegations DISABLE TRIGGER hakim_delegation_guard`)
  const found = await foundAfter(fleet.db, (db) =>
    db.query(
      `WITH k AS (INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('ada', $1, 'p256', 'k') RETURNING key_id),
            u AS (INSERT INTO used_statements VALUES ($2))
       INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until, key_id, signed)
       SELECT $3, 'ana', 'ada', $4, $5, key_id, $6 FROM k`,
      [
        ...[other.pinned.key, delegationDigest(signed.delegation), node, starts, until],
        JSON.stringify(signed),
      ],
    ),
  )
  await fleet.db.query(`ALTER TABLE delegations ENABLE TRIGGER hakim_delegation_guard`)
  expect(found).toEqual([expect.stringMatching(new RegExp(`^delegations \\[.*\\] ${notTheirs}$`))])
})

it('a statement that counts twice is found, though its second signature is another one', async () => {
  const phone = passkey('p256')
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name, credential_id, rp_id, origins)
     VALUES ('ana', $1, 'passkey', 'phone', 'c', $2, $3)`,
    [phone.pinned.key, rpId, [origin]],
  )
  const found = await foundAfter(fleet.db, async (db) => {
    const job = await askFor(db, node)
    const statement = await statementOn(db, job, phone)
    const digest = statementDigest(statement)
    await cast(db, job, { statement, signature: phone.sign(digest) })
    await db.query(`UPDATE job_votes SET withdrawn_at = now() WHERE job_id = $1`, [job])
    await silently(db, (tx) => tx.query(`DELETE FROM used_statements WHERE digest = $1`, [digest]))
    await cast(db, job, { statement, signature: phone.sign(digest) })
  })
  expect(found).toEqual([
    expect.stringMatching(/^the job has a vote \(.*\) by a signed statement that had counted before$/),
  ])
})

it('a list of used statements from which one was taken out, or to which one was added, is found', async () => {
  const [taken] = (await fleet.db.query<{ digest: string }[]>(`SELECT digest FROM used_statements`)).slice(-1)
  const edited = (sql: string) =>
    foundAfter(fleet.db, (db) => silently(db, (tx) => tx.query(sql, [taken?.digest])))
  expect(await edited(`DELETE FROM used_statements WHERE digest = $1`)).toEqual([
    `used_statements ["${taken?.digest}"] is gone, but the log has it: what was signed could count again`,
  ])
  expect(await edited(`INSERT INTO used_statements VALUES ($1), (repeat('0', 64))`)).toEqual([
    `used_statements ["${'0'.repeat(64)}"] is not in the log`,
  ])
  await silently(fleet.db, (tx) =>
    tx.query(`DELETE FROM used_statements WHERE digest = repeat('0', 64) AND $1 <> ''`, [taken?.digest]),
  )
})

it('what somebody signed with their key, and what they did not once it had ended, is not found', async () => {
  const found = await foundAfter(fleet.db, async (db) => {
    await signedVote(db, await askFor(db, node))
    const job = await askFor(db, node)
    await db.query(`UPDATE consent_keys SET expires_at = now() WHERE key = $1`, [key.pinned.key])
    await vote(db, job)
    await db.query(`UPDATE consent_keys SET revoked_at = now() WHERE key = $1`, [key.pinned.key])
    await vote(db, await askFor(db, node))
  })
  expect(found).toEqual([])
})

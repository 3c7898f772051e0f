import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { changeStatementDigest } from '@/lib/signing/domain/change'
import { delegationDigest } from '@/lib/signing/domain/delegation'
import { addNode, askFor, checkpoint, move, testAudit, verified, vote, wholeJob } from '@/test/audit'
import { plainKey } from '@/test/consent-signing'
import { deleteFactors, insertFactors } from '@/test/factors'
import type { TestFleet } from '@/test/fleet'
import { removeOwnerOf } from '@/test/owner-changes'
import { serverUrlOf } from '@/test/server-role'
import { afterEdit, edits, forgeJob } from '@/test/superuser'
import { random } from '@/test/tampering'

/** At how many random places each edit is tried; `HAKIM_TAMPER_POSITIONS=200` for many. */
const positions = Number(process.env.HAKIM_TAMPER_POSITIONS || 3)
const seed = Number(process.env.HAKIM_TAMPER_SEED ?? Date.now() % 1_000_000)

let fleet: TestFleet
const next = random(seed)
beforeAll(async () => {
  fleet = await testAudit(2)
  const { db } = fleet
  for (let n = 0; n < 8; n += 1) {
    const node = `did:kos:t:${n}`
    await addNode(db, node)
    const job = await wholeJob(db, node)
    await askFor(db, node)
    // As a program in plain SQL that writes its output in the same transaction, and one that adds it later and says so.
    await db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO job_log_lines (job_id, at, stream, line) SELECT $1, now(), 'stdout', 'line ' || n FROM generate_series(1, 3) n`,
        [job],
      )
      await tx.query(`UPDATE job_details SET result = $2 WHERE job_id = $1`, [job, { n }])
    })
  }
  await db.query(`INSERT INTO nodes (node_did, restricted) VALUES ('did:kos:t:restricted', true)`)
  await db.query(
    `INSERT INTO consent_changes (kind, node_did, what, reason)
     SELECT 'add_owner', node_did, '{"person_id": "ada"}', 'She is on duty.' FROM node_owners`,
  )
  await db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     SELECT node_did, person_id, 'ada', now() + interval '1 day' FROM node_owners`,
  )
  await signedByAna(db)
  await breakGlass(db, await askFor(db))
  await db.query(
    `INSERT INTO accounts (id, person_id, account_id, provider_id)
     SELECT 'provider of ' || id, id, 'subject ' || id, 'https://login.example.org' FROM people`,
  )
  await db.query(`INSERT INTO role_providers VALUES ('https://login.example.org')`)
  await insertFactors(db.manager, 'ana')
  await db.query(
    `INSERT INTO tokens (token_hash, person_id, scopes) SELECT sha256(id::bytea), id, '{read}' FROM people`,
  )
  await db.query(`INSERT INTO approver_groups (name) VALUES ('Security')`)
  await db.query(`INSERT INTO group_members SELECT group_id, 'ada' FROM approver_groups`)
  await db.query(`INSERT INTO approval_rules (name, task_name, owners) VALUES ('Updates', 'update', 2)`)
  await db.query(`INSERT INTO rule_seats SELECT rule_id, group_id, 1 FROM approval_rules, approver_groups`)
  await db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name, revoked_at)
     SELECT id, 'did:key:z6Mk' || id, 'ed25519', 'a key', now() FROM people`,
  )
  await checkpoint(db)
})
afterAll(() => fleet.close())

const ana = plainKey('ed25519')
const node = 'did:kos:1'

/** A delegation and an agreement to another owner, each signed with a key of hers. */
async function signedByAna(db: DataSource): Promise<void> {
  const [key] = await db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('ana', $1, 'ed25519', 'her key') RETURNING key_id`,
    [ana.pinned.key],
  )
  await delegateSigned(db, key.key_id, ana.sign)
  await agreeSigned(db, key.key_id, ana.sign)
  await db.query(`UPDATE consent_keys SET revoked_at = now() WHERE key_id = $1`, [key.key_id])
}

type Sign = typeof ana.sign
const days = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString()

async function delegateSigned(db: Pick<DataSource, 'query'>, keyId: string, sign: Sign): Promise<void> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const people = { from: 'did:test:person:ana', to: 'did:test:person:ada' }
  const delegation = { node, ...people, to_keys: [], starts: days(-1), until: days(1), nonce }
  const signed = { delegation, key: ana.pinned.key, signature: sign(delegationDigest(delegation)) }
  await db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until, key_id, signed)
     VALUES ($1, 'ana', 'ada', $2, $3, $4, $5)`,
    [node, delegation.starts, delegation.until, keyId, JSON.stringify(signed)],
  )
}

async function agreeSigned(db: Pick<DataSource, 'query'>, keyId: string, sign: Sign): Promise<void> {
  const [change] = await db.query<{ change_id: string; digest: string }[]>(
    `SELECT change_id, digest FROM consent_changes WHERE state = 'waiting' ORDER BY node_did LIMIT 1`,
  )
  const statement = {
    ...({ version: 1, change: change?.digest ?? '', decision: 'agree', decided_at: days(0) } as const),
    ...{ person: 'did:test:person:ana', key: ana.pinned.key },
  }
  await db.query(
    `UPDATE consent_changes SET state = 'agreed', decided_by = 'ana', key_id = $2, signed = $3 WHERE change_id = $1`,
    [
      change?.change_id,
      keyId,
      JSON.stringify({ statement, signature: sign(changeStatementDigest(statement)) }),
    ],
  )
}

/** An emergency approval of a job as it is. */
const breakGlass = (db: DataSource, job: string): Promise<unknown> =>
  db.query(
    `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
     SELECT $1, revision, 'ada', digest, 'a reason that is long enough' FROM job_details JOIN approval_documents USING (job_id, revision)
     WHERE job_id = $1`,
    [job],
  )

it('what happened by its rules has no findings', async () => {
  expect(await verified(fleet.db)).toMatchObject({ ok: true, findings: [] })
})

it.each(edits)(`found at ${positions} places (seed ${seed}): $name`, async ({ table, order, sql, found }) => {
  const rows = await fleet.db.query<{ place: string }[]>(
    `SELECT ctid::text AS place FROM ${table} ORDER BY ${order}, 1`,
  )
  expect(rows.length).toBeGreaterThan(0)
  for (let n = 0; n < positions; n += 1) {
    const place = rows[next(rows.length)]?.place
    const report = await afterEdit(fleet.db, async (tx) => {
      const done = await tx.query<[unknown[], number] | unknown[]>(sql, [place])
      if (done[1] === 0) throw new Error('nothing was edited')
    })
    const details = report.findings.map(({ detail }) => detail)
    expect(
      details.filter((detail) => found.test(detail)),
      `${place}: ${details.join('; ')}`,
    ).not.toEqual([])
    // One edit is one finding, besides what names or was signed with an exchanged key.
    const follows = table === 'consent_keys' ? /whose key differs|has a signature that is not genuine/ : found
    expect(details.filter((detail) => !found.test(detail) && !follows.test(detail))).toEqual([])
  }
})

it('a forged job, all votes gone, and a job that was never there are found', async () => {
  const forged = await afterEdit(fleet.db, forgeJob)
  expect(forged.findings.map(({ detail }) => detail)).toContainEqual(
    expect.stringMatching(/^the job is not in the log/),
  )
  const noVotes = await afterEdit(fleet.db, (tx) => tx.query(`DELETE FROM job_votes`))
  expect(noVotes.found).toBe(8)
  const adopted = await afterEdit(fleet.db, async (tx) => {
    await forgeJob(tx)
    await tx.query(
      `INSERT INTO adopted_jobs SELECT job_id, 'x', 'y' FROM maintenance_jobs WHERE status_history = '[{"status": "Completed"}]'`,
    )
  })
  expect(adopted.findings.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^the list of the jobs from before the log/)]),
  )
})

it.each([
  ['a delegation', delegateSigned, /^delegations .* has a signature that is not genuine/],
  ['an agreement', agreeSigned, /^consent_changes .* has a signature that is not genuine/],
] as const)(
  '%s that somebody without her key has signed is found, though the log agrees with it',
  async (_, write, found) => {
    const by = (sign: Sign) =>
      afterEdit(fleet.db, async (tx) => {
        await tx.query(`UPDATE consent_keys SET revoked_at = NULL WHERE key = $1`, [ana.pinned.key])
        await tx.query(`SET LOCAL session_replication_role = 'origin'`)
        const [key] = await tx.query(`SELECT key_id FROM consent_keys WHERE key = $1`, [ana.pinned.key])
        await write(tx, key.key_id, sign)
      })
    const details = async (sign: Sign) =>
      (await by(sign)).findings
        .map(({ detail }) => detail)
        .filter((detail) => !/has revoked_at|that "ana" could not sign with by the log/.test(detail))
    expect(await details(ana.sign)).toEqual([])
    expect(await details(plainKey('ed25519').sign)).toEqual([expect.stringMatching(found)])
  },
)

it('what was there before the log cannot be stated when it has begun', async () => {
  const late = (kind: string, facts: object) =>
    afterEdit(fleet.db, async (tx) => {
      await tx.query(`UPDATE people SET role = 'admin'`)
      await tx.query(`SET LOCAL session_replication_role = 'origin'`)
      await tx.query(`SELECT hakim_log('rights', $1, $2)`, [kind, JSON.stringify(facts)])
    })
  const said = 'the log states what was there before it, but had begun already'
  const people = await fleet.db.query(
    `SELECT hakim_rights_facts('people', to_jsonb(p) || '{"role": "admin"}') AS facts FROM people p`,
  )
  const rows = people.map(({ facts }: { facts: unknown }) => facts)
  for (const [kind, facts] of [
    ['state', { table: 'people', part: 0, rows }],
    ['jobs adopted', { jobs: 0, jobs_sha256: 'x' }],
    ['state', { table: 'accounts', part: 0, rows: [], version: 2 }],
    ['state', { table: 'people', part: 0, rows, version: 2 }],
  ] as const) {
    const details = (await late(kind, facts)).findings.map(({ detail }) => detail)
    expect(details).toContain(said)
    expect(details).toContainEqual(expect.stringMatching(/^people .* has role "admin"/))
  }
})

it('a row cannot be hidden from the server that verifies, while the functions of the owner see it', async () => {
  const { db } = fleet
  const server = await openDataSource(await serverUrlOf(fleet.url))
  try {
    expect(await verified(server)).toMatchObject({ ok: true, findings: [] })
    await db.query(`ALTER TABLE node_owners ENABLE ROW LEVEL SECURITY`)
    await expect(verified(server)).rejects.toThrow('row-level security policy for table "node_owners"')
  } finally {
    await db.query(`ALTER TABLE node_owners DISABLE ROW LEVEL SECURITY`)
    await server.destroy()
  }
})

it('a job that is sent back, revised, decided in an emergency, or deleted has no findings', async () => {
  const { db } = fleet
  await askFor(db)
  const job = await askFor(db)
  await vote(db, job)
  await db.query(`UPDATE job_votes SET withdrawn_at = now() WHERE job_id = $1`, [job])
  await db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [job])
  await db.query(
    `UPDATE job_details SET window_start = now(), window_end = now() + interval '1 hour' WHERE job_id = $1`,
    [job],
  )
  await breakGlass(db, job)
  for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
  await db.query(
    `UPDATE break_glass SET reviewed_at = now(), reviewed_by = 'ana', verdict = 'justified', review = 'yes' WHERE job_id = $1`,
    [job],
  )
  await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [await askFor(db)])
  // Under another time zone and form of bytes.
  await db.transaction(async (tx) => {
    await tx.query(`SET LOCAL TimeZone = 'Asia/Kathmandu'`)
    await tx.query(`SET LOCAL bytea_output = 'escape'`)
    await tx.query(`UPDATE tokens SET revoked_at = now()`)
    await tx.query(
      `INSERT INTO nodes (node_did, labels, consent) VALUES ('did:kos:z', '{"a": "b"}', '{"required": 1}')`,
    )
  })
  await db.query(`DELETE FROM nodes WHERE node_did = 'did:kos:z'`)
  await db.query(`INSERT INTO nodes (node_did) VALUES ('did:kos:z')`)
  // With the last label, a node has nothing that its removal would be an event for.
  await db.query(`INSERT INTO nodes (node_did, labels) VALUES ('did:kos:y', '{"a": "b"}')`)
  await db.query(`UPDATE nodes SET labels = '{}' WHERE node_did = 'did:kos:y'`)
  await db.query(`DELETE FROM nodes WHERE node_did = 'did:kos:y'`)
  // Ways to sign in come, change and go; so do nodes with owners, which may come again.
  await db.query(`UPDATE accounts SET password = 'another', updated_at = now() WHERE id = 'ada'`)
  await db.query(`UPDATE accounts SET access_token = 'changes with every sign-in'`)
  await db.query(`DELETE FROM accounts WHERE id = 'provider of ada'`)
  await db.query(`DELETE FROM role_providers`)
  await deleteFactors(db.manager, 'ana')
  await insertFactors(db.manager, 'ada')
  await addNode(db, 'did:kos:x')
  await removeOwnerOf(db, 'did:kos:x', 'ana')
  await db.query(`UPDATE nodes SET owned_since = now() WHERE node_did = 'did:kos:z'`)
  await db.query(`DELETE FROM nodes WHERE node_did IN ('did:kos:x', 'did:kos:z')`)
  await addNode(db, 'did:kos:x')
  await db.query(`DELETE FROM people WHERE id = 'ola'`)
  expect(await verified(db)).toMatchObject({ ok: true, findings: [] })
})

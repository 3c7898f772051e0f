import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { decideChange } from '@/lib/consent/services/decide-change'
import { delegate } from '@/lib/consent/services/delegate'
import { endDelegation } from '@/lib/consent/services/revoke-delegation'
import { migrate } from '@/lib/db/connection/migrate'
import { insertVote } from '@/lib/jobs/db/votes'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { type ChangeStatement, changeStatementDigest } from '@/lib/signing/domain/change'
import { delegationDigest } from '@/lib/signing/domain/delegation'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { Statement } from '@/lib/signing/domain/statement'
import { listOf, statementDigest } from '@/lib/signing/domain/statement-digest'
import { type SignedVote, signedDigest } from '@/lib/signing/domain/vote'
import { delegationOf, plainKey, type TestKey } from '@/test/consent-signing'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, shownHash, statusOf } from '@/test/jobs'
import { addLaterOwner, removeOwnerOf } from '@/test/owner-changes'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'

// Whoever may read a job reads what its approvers signed. None of it can be sent a second time.

let fleet: TestFleet
let operator: PersonViewer
let anna: PersonViewer
let ben: PersonViewer
let key: TestKey
let keyId: string
let jobId: string
let stop: () => Promise<void>
const node = 'did:test:node:once'

beforeAll(async () => {
  fleet = await testFleet()
  stop = serveDatabase(fleet.url)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'admin')
  ben = await testPerson(fleet.db, 'ben', 'approver')
  await testPerson(fleet.db, 'carl', 'approver')
  await testNode(fleet.db, node, ['anna', 'ben'])
  await fleet.db.query(`INSERT INTO approval_rules (name, owners) VALUES ('both', 2)`)
  key = plainKey('ed25519')
  const [row] = await fleet.db.query<{ key_id: string }[]>(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('anna', $1, 'ed25519', 'key') RETURNING key_id`,
    [key.pinned.key],
  )
  keyId = row?.key_id ?? ''
})
afterAll(async () => {
  await stop()
  await fleet.close()
})
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
  jobId = await requestedJob(fleet.db, operator, node)
})

const used = 'conflict: This signed statement was used before, and each counts once. Sign again.'
const answer = (result: Result<unknown>): string =>
  result.ok ? 'ok' : `${result.error.kind}: ${result.error.detail}`
const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })

async function statementOf(other: Partial<Statement> = {}): Promise<Statement> {
  return {
    ...{ version: 1, document: await shownHash(fleet.db, jobId), decision: 'approve', reason_digest: null },
    ...{ decided_at: new Date().toISOString(), person: anna.did, key: key.pinned.key },
    ...other,
  }
}
/** Its time says so: two of one millisecond would be the same. */
const laterStatement = () => statementOf({ decided_at: new Date(Date.now() + 10).toISOString() })
const signedAlone = (statement: Statement): SignedVote => ({
  ...{ statement, list: null, signature: key.sign(statementDigest(statement)) },
})
const approve = async (signed: SignedVote) =>
  decideJob(by(anna), 'Approved', jobId, { approval_hash: await shownHash(fleet.db, jobId), signed })

describe('the statement of a withdrawn approval', () => {
  let statement: Statement
  beforeEach(async () => {
    statement = await statementOf()
    done(await approve(signedAlone(statement)))
    done(await withdrawJob(by(anna), jobId, {}))
  })

  it('approves nothing more, neither alone nor in a list; a new one does', async () => {
    expect(answer(await approve(signedAlone(statement)))).toBe(used)
    const content = { statement, list: listOf([statement]) }
    expect(answer(await approve({ ...content, signature: key.sign(signedDigest(content)) }))).toBe(used)
    expect(answer(await approve(signedAlone(await laterStatement())))).toBe('ok')
    expect(done(await decideJob(by(ben), 'Approved', jobId, { approval_hash: statement.document }))).toEqual({
      status: 'Approved',
      lacks: null,
    })
  })

  it('is refused by PostgreSQL as well, however its version is written', async () => {
    const row = { jobId, revision: 1, personId: 'anna', decision: 'approve', reason: null } as const
    const again = { keyId, vote: signedAlone(statement) }
    await expect(
      fleet.db.transaction((tx) =>
        insertVote(tx, { ...row, approvalHash: statement.document, signed: again }),
      ),
    ).rejects.toThrow('This signed statement was used before')
    await expect(
      fleet.db.query(
        `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, key_id, signed)
         VALUES ($1, 1, 'anna', 'approve', $2, $3, jsonb_set($4::jsonb, '{statement,version}', '1.0'))`,
        [jobId, statement.document, keyId, JSON.stringify(again.vote)],
      ),
    ).rejects.toThrow('This signed statement was used before')
  })

  it('is not handed out: nobody needs it', async () => {
    const second = signedAlone(await laterStatement())
    done(await approve(second))
    const job = await apiJobDetail(operator, jobId)
    if (!job || 'restricted' in job) throw new Error('The job is not shown')
    expect(job.consent.votes.map(({ signature, signed }) => ({ signature, signed }))).toEqual([
      { signature: 'verified', signed: null },
      { signature: 'verified', signed: second },
    ])
  })

  it('is not forgotten: its digest can be neither changed nor removed', async () => {
    for (const change of [`DELETE FROM used_statements`, `UPDATE used_statements SET digest = 'a'`])
      await expect(fleet.db.query(change)).rejects.toThrow('append-only')
  })
})

it('an emergency approval cannot be sent again, also by plain SQL', async () => {
  const reason = 'The disk is full and nobody is there'
  const statement = await statementOf({ decision: 'emergency', reason_digest: reasonDigest(reason) })
  const body = { approval_hash: statement.document, reason, signed: signedAlone(statement) }
  done(await approveWithoutOwner(by(anna), jobId, body))
  done(await withdrawJob(by(ben), jobId, {}))
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  expect(answer(await approveWithoutOwner(by(anna), jobId, body))).toMatch(/^conflict/)
  // As if its job were requested anew: the guard itself has to know the statement.
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`DELETE FROM break_glass; UPDATE job_details SET revision = 1`)
    await tx.query(`DELETE FROM approval_documents WHERE revision > 1`)
  })
  expect(answer(await approveWithoutOwner(by(anna), jobId, body))).toBe(used)
})

it('what an owner agreed to cannot be sent again, even if the change waited once more', async () => {
  const { change } = done(
    await addNodeOwner(by(anna), node, { person: 'carl@example.org', reason: 'Nights' }),
  )
  if (!change) throw new Error('Nobody was asked')
  const statement: ChangeStatement = {
    ...{ version: 1, change: change.digest, decision: 'agree', decided_at: new Date().toISOString() },
    ...{ person: anna.did, key: key.pinned.key },
  }
  const signed = { statement, signature: key.sign(changeStatementDigest(statement)) }
  done(await decideChange(by(anna), 'agree', change.change_id, { signed }))
  expect(answer(await decideChange(by(anna), 'agree', change.change_id, { signed }))).toMatch(/^conflict/)
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `UPDATE consent_changes SET state = 'waiting', done_at = NULL, key_id = NULL, signed = NULL`,
    )
  })
  expect(answer(await decideChange(by(anna), 'agree', change.change_id, { signed }))).toBe(used)
  await removeOwnerOf(fleet.db, node, 'carl')
})

it('a delegation cannot be made again: not after its end, nor when its owner was removed and came back', async () => {
  const { delegation } = delegationOf(
    { person: anna.did, key },
    { person: 'did:test:person:carl', keys: [] },
    { node, starts: new Date().toISOString(), until: new Date(Date.now() + 86_400_000).toISOString() },
  )
  const signed = { delegation, key: key.pinned.key, signature: key.sign(delegationDigest(delegation)) }
  const make = () => delegate(by(anna), node, { to: 'carl@example.org', signed })
  const { delegationId } = done(await make())
  done(await endDelegation(by(anna), node, delegationId))
  expect(answer(await make())).toBe(used)
  await removeOwnerOf(fleet.db, node, 'anna')
  await addLaterOwner(fleet.db, node, 'anna')
  expect(await fleet.db.query(`SELECT FROM delegations`)).toEqual([])
  expect(answer(await make())).toBe(used)
})

it('an upgrade notes what was used before each statement counted once', async () => {
  const statement = await statementOf()
  done(await approve(signedAlone(statement)))
  done(await withdrawJob(by(anna), jobId, {}))
  await fleet.db.query(`DROP TABLE used_statements`)
  await fleet.db.query(`DROP TRIGGER hakim_window_guard ON node_windows; DROP FUNCTION hakim_window_guard`)
  await fleet.db.query(
    `DELETE FROM hakim_migrations WHERE name IN ('UsedStatements1764000041000', 'LoggedStatements1764000049000')`,
  )
  await migrate(fleet.url)
  expect(answer(await approve(signedAlone(statement)))).toBe(used)
})

import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { addWindow } from '@/lib/consent/services/add-window'
import { decideChange } from '@/lib/consent/services/decide-change'
import { openDataSource } from '@/lib/db/connection/data-source'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { failureKinds, type Result } from '@/lib/kernel/errors'
import { type PersonViewer, proof, type Role } from '@/lib/kernel/role'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { changeStatementDigest } from '@/lib/signing/domain/change'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { publicAction } from '@/lib/transport/action'
import { thrownAnswer } from '@/lib/transport/thrown'
import { plainKey, type TestKey } from '@/test/consent-signing'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, shownHash } from '@/test/jobs'
import { bearerOf } from '@/test/query-server'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { serverUrlOf } from '@/test/server-role'

// Somebody is disabled while their call is under way, after it has shown who acts: here, while it waits for a row.

let fleet: TestFleet
let server: DataSource
let stop: () => Promise<void>
let ann: PersonViewer
let oscar: PersonViewer
let key: TestKey
let keyId: string
let round = 0
let node = ''

beforeAll(async () => {
  fleet = await testFleet()
  const url = await serverUrlOf(fleet.url)
  server = await openDataSource(url, { poolSize: 4 })
  stop = serveDatabase(url)
  await testPerson(fleet.db, 'root', 'admin')
})
afterAll(async () => {
  await stop()
  await server.destroy()
  await fleet.close()
})
beforeEach(async () => {
  round += 1
  node = `did:test:node:${round}`
  ann = await acting('ann', 'admin')
  oscar = await acting('oscar', 'operator')
  await testPerson(fleet.db, `dora${round}`, 'approver')
  await testNode(fleet.db, node, ann.id)
  key = plainKey('ed25519')
  const [row] = await fleet.db.query<{ key_id: string }[]>(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, 'ed25519', 'key') RETURNING key_id`,
    [ann.id, key.pinned.key],
  )
  keyId = row?.key_id ?? ''
})

/** Somebody new with a token of theirs, which proves it where the role of the server acts. */
async function acting(name: string, role: Role): Promise<PersonViewer> {
  const viewer = await testPerson(fleet.db, `${name}${round}`, role)
  const secret = await bearerOf(fleet, { personId: viewer.id })
  return { ...viewer, [proof]: { kind: 'token', secret } }
}

const by = (viewer: PersonViewer) => ({ db: server, viewer })
const ofNode = () => `SELECT FROM nodes WHERE node_did = '${node}' FOR UPDATE`
const ofKey = () => `SELECT FROM consent_keys WHERE key_id = '${keyId}' FOR UPDATE`
const now = () => new Date().toISOString()

/** What a call answers during which ann is disabled; `row` is what it waits for by then. */
async function whileDisabled<T>(row: string, call: () => Promise<Result<T>>): Promise<Result<T>> {
  let answer: Promise<Result<T>> | undefined
  await fleet.db.transaction(async (tx) => {
    await tx.query(row)
    answer = call()
    answer.catch(() => undefined)
    for (let waits = false; !waits; ) {
      const [waiting] = await tx.query(
        `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`,
      )
      waits = waiting.waits
    }
    await tx.query(`UPDATE people SET disabled_at = now() WHERE id = $1`, [ann.id])
  })
  if (!answer) throw new Error('Nothing was called')
  return answer
}

const newWindow = () =>
  addWindow(by(ann), node, {
    ...{ name: 'Nights', weekdays: [1], start: '01:00', duration_minutes: 60, time_zone: 'UTC' },
  })

const calls: [string, () => string, () => Promise<() => Promise<Result<unknown>>>][] = [
  ['a window of a node', ofNode, async () => newWindow],
  [
    'another owner',
    ofNode,
    async () => () => addNodeOwner(by(ann), node, { person: `dora${round}@example.org`, reason: 'Nights' }),
  ],
  [
    'an agreement',
    ofKey,
    async () => {
      const asked = await addNodeOwner(by(ann), node, {
        person: `dora${round}@example.org`,
        reason: 'Nights',
      })
      const { change_id: id, digest } = done(asked).change ?? { change_id: '', digest: '' }
      const statement = {
        ...{ version: 1 as const, change: digest, decision: 'agree' as const, decided_at: now() },
        ...{ person: ann.did, key: key.pinned.key },
      }
      const signed = { statement, signature: key.sign(changeStatementDigest(statement)) }
      return () => decideChange(by(ann), 'agree', id, { signed })
    },
  ],
  [
    'a vote',
    ofKey,
    async () => {
      const job = await requestedJob(server, oscar, node)
      const statement = {
        ...{ version: 1 as const, document: await shownHash(fleet.db, job), decision: 'approve' as const },
        ...{ reason_digest: null, decided_at: now(), person: ann.did, key: key.pinned.key },
      }
      const signed = { statement, list: null, signature: key.sign(statementDigest(statement)) }
      return () => decideJob(by(ann), 'Approved', job, { approval_hash: statement.document, signed })
    },
  ],
  ['the end of a key', ofKey, async () => () => revokeKey(by(ann), keyId)],
]

/** The status with which a route answers. */
const statusOf = (work: Promise<Result<unknown>>): Promise<number> =>
  work.then(
    (result) => (result.ok ? 200 : failureKinds[result.error.kind].status),
    (error: unknown) => thrownAnswer(error).status,
  )

it.each(calls)('%s is refused, as without the right', async (_, row, prepare) => {
  const call = await prepare()
  expect(await statusOf(whileDisabled(row(), call))).toBe(403)
})

it('a server action says why', async () => {
  const answered = await whileDisabled(ofNode(), () => publicAction(newWindow))
  expect(answered).toMatchObject({
    ok: false,
    error: { kind: 'forbidden', detail: expect.stringContaining('Your account was disabled') },
  })
})

it('a program that does not say who acts has a bug', async () => {
  await expect(
    server.query(`SELECT hakim_enrol_key('root', 'k', 'ed25519', 'n', NULL, NULL, NULL, NULL)`),
  ).rejects.toSatisfy((error) => thrownAnswer(error).status === 500)
})

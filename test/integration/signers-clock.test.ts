import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { jobOrRestAnswer } from '@/lib/board/domain/answers'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { jobDetail } from '@/lib/board/queries/job'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { decideJob } from '@/lib/jobs/services/decide-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { Statement } from '@/lib/signing/domain/statement'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { plainKey, type TestKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, shownHash } from '@/test/jobs'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let key: TestKey
let jobId: string
const node = 'did:test:node:clock'
const reason = 'The disk is full and nobody is there'

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'admin')
  await testNode(fleet.db, node, owner.id)
  key = plainKey('ed25519')
  await storedKey(fleet.db, 'owner', key.pinned.key)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  jobId = await requestedJob(fleet.db, operator, node)
})

/** What is signed on a machine whose clock is so many seconds ahead. */
async function signed(ahead: number, change: Partial<Statement> = {}) {
  const statement: Statement = {
    ...{ version: 1, document: await shownHash(fleet.db, jobId), decision: 'approve', reason_digest: null },
    ...{ decided_at: new Date(Date.now() + ahead * 1_000).toISOString(), person: owner.did },
    ...{ key: key.pinned.key, ...change },
  }
  const vote = { statement, list: null, signature: key.sign(statementDigest(statement)) }
  return { approval_hash: statement.document, signed: vote }
}
const context = () => ({ db: fleet.db, viewer: owner })
const shown = async () => {
  const job = await apiJobDetail(owner, jobId)
  const page = await jobDetail(owner, jobId)
  if (!job || 'restricted' in job || !page) throw new Error('The job is not shown')
  jobOrRestAnswer.parse(JSON.parse(JSON.stringify(job)))
  const given = [...job.consent.votes, ...job.consent.emergency].map((one) => one.clock_difference)
  const onPage = [...page.consent.votes, ...page.consent.emergency].map(({ signature }) =>
    signature.state === 'verified' ? signature.clockDifference : signature.state,
  )
  expect(onPage).toEqual(given)
  return given
}

it.each([90, -90])('a clock that is %d s ahead is accepted, and shown', async (ahead) => {
  expect(await decideJob(context(), 'Approved', jobId, await signed(ahead))).toMatchObject({ ok: true })
  const [difference] = await shown()
  expect(Math.abs((difference ?? 0) - ahead)).toBeLessThan(20)
})

it('of an emergency approval, too', async () => {
  const change = { decision: 'emergency', reason_digest: reasonDigest(reason) } as const
  const body = { ...(await signed(120, change)), reason }
  expect(await approveWithoutOwner(context(), jobId, body)).toMatchObject({ ok: true })
  expect(await shown()).toEqual([expect.toSatisfy((seconds: number) => seconds > 90)])
})

it('a clock that is right is not mentioned', async () => {
  expect(await decideJob(context(), 'Approved', jobId, await signed(0))).toMatchObject({ ok: true })
  expect(await shown()).toEqual([null])
})

it.each([3 * 3_600, 59 * 60, -61 * 60])('a clock that is %d s ahead has to be corrected', async (ahead) => {
  const wrong = await signed(ahead)
  // Whatever else is wrong with it.
  const alsoForged = { ...wrong, signed: { ...wrong.signed, signature: key.sign('0'.repeat(64)) } }
  for (const body of [wrong, alsoForged])
    expect(await decideJob(context(), 'Approved', jobId, body)).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ message: expect.stringMatching(/correct your clock/) }] },
    })
})

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDocuments } from '@/lib/jobs/db/documents'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import { type Policy, parsePolicy } from '@/lib/signing/domain/policy'
import type { ParamBound } from '@/lib/signing/domain/policy-bounds'
import { policyCovers } from '@/lib/signing/domain/policy-covers'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { policyOf, signedBy } from '@/test/policies'
import { done } from '@/test/result'
import { silently } from '@/test/superuser'

// PostgreSQL and policyCovers say the same of any request and any policy.

let fleet: TestFleet
let anna: PersonViewer
let keyId: string
const key = plainKey('ed25519')
const node = 'did:test:node:bounds'
const task = { name: 'tidy', command: ['true'] }
const jobs: { jobId: string; document: ApprovalDocument }[] = []

const values = [0, 1, 2.5, 10, -3, 1e21, '1', 'a', '', true, false] as const
const requests: JsonObject[] = [
  ...values.map((a) => ({ a })),
  ...[{}, { a: [1] }, { a: null }, { a: { one_of: 1 } }, { a: 1, b: 'x' }, { b: 1 }, { constructor: 1 }],
]
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

beforeAll(async () => {
  fleet = await testFleet()
  anna = await testPerson(fleet.db, 'anna', 'approver')
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  keyId = await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, 'anna')
  // Any parameters are free while a node has announced nothing.
  const made: string[] = []
  for (const [n, params] of requests.entries()) {
    const window = { start: inHours(n), end: inHours(n + 2), time_zone: 'UTC' }
    made.push(
      await requestedJob(fleet.db, operator, node, {
        task_name: 'tidy',
        params,
        ...(n % 3 === 0 && { window }),
      }),
    )
  }
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [task] }))
  for (const jobId of made) {
    const [latest] = await readDocuments(fleet.db.manager, jobId, 1)
    const document = parseDocumentText(latest?.document ?? '')
    if (document.ok) jobs.push({ jobId, document: document.value })
  }
})
afterAll(() => fleet.close())

const optional = fc.boolean()
const limit = fc.option(fc.constantFrom(-3, 0, 1, 2.5, 9, 1e21))
const bound: fc.Arbitrary<ParamBound> = fc.oneof(
  fc.record({ one_of: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), optional }),
  fc.record({ min: limit, max: limit, optional }),
)
const window = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
  start_minute: fc.integer({ min: 0, max: 1_439 }),
  duration_minutes: fc.integer({ min: 1, max: 1_440 }),
})
const policy: fc.Arbitrary<Policy> = fc
  .record({
    params: fc.dictionary(fc.constantFrom('a', 'b'), bound, { maxKeys: 2 }),
    windows: fc.array(window, { maxLength: 3 }),
    starts: fc.integer({ min: -48, max: 2 }).map(inHours),
    ends: fc.integer({ min: 3, max: 48 }).map(inHours),
    nodes: fc.constantFrom(node, node, 'did:test:node:no').map((did) => [did]),
    task: fc.constantFrom('tidy', 'tidy', 'other'),
  })
  .map((more): Policy => {
    const offers = jobs.flatMap(({ document }) => document.offer?.digest ?? [])
    return { ...policyOf({ person: anna.did, nodes: [], offer_digests: offers.slice(0, 1) }), ...more }
  })
  .filter((one) => parsePolicy(one).ok)

/** Past what its guard checks of dates and nodes. */
const store = (about: Policy): Promise<unknown> =>
  silently(fleet.db, async (tx) => {
    await tx.query(`INSERT INTO policies (policy_id, person_id, name) VALUES ($1, 'anna', 'x')`, [
      about.policy_id,
    ])
    await tx.query(
      `INSERT INTO policy_revisions (policy_id, revision, digest, signed, key_id, starts, ends) VALUES ($1, 1, gen_random_uuid(), $2, $3, $4, $5)`,
      [about.policy_id, JSON.stringify(signedBy(about, key)), keyId, about.starts, about.ends],
    )
  })

it('says in SQL what TypeScript says', async () => {
  let approved = 0
  await fc.assert(
    fc.asyncProperty(policy, async (drawn) => {
      const about = { ...drawn, policy_id: randomUUID() }
      await store(about)
      const rows = await fleet.db.query<{ job_id: string; why: string | null }[]>(
        `SELECT job_id, hakim_policy_refuses($1, 1, job_id) AS why FROM maintenance_jobs`,
        [about.policy_id],
      )
      const why = new Map(rows.map((row) => [row.job_id, row.why]))
      for (const { jobId, document } of jobs) {
        // Both may have looked on either side of a minute at which a window opens or closes.
        const says = [-5_000, 5_000].map((ms) => policyCovers(about, document, Date.now() + ms))
        const [before, after] = says.map(({ ok }) => ok)
        if (before === after)
          expect([document, says[0], why.get(jobId) === null]).toEqual([document, says[0], before])
        if (before) approved += 1
      }
    }),
    { numRuns: 150 },
  )
  expect(jobs.length).toBe(requests.length)
  expect(approved).toBeGreaterThan(50)
})

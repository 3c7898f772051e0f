import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkJob, claimSchema } from '@/lib/agent/job/check-job'
import { readDocuments } from '@/lib/jobs/db/documents'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { decideJob } from '@/lib/jobs/services/decide-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import { plainKey, type TestKey, voteOf } from '@/test/consent-signing'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { done } from '@/test/result'

let fleet: TestFleet
let owners: { viewer: PersonViewer; key: TestKey }[]
let pins: Pins
const node = 'did:test:node:pinned'

beforeAll(async () => {
  fleet = await testFleet()
  const named = async (name: string, kind: 'ed25519' | 'p256') => {
    const viewer = await testPerson(fleet.db, name, 'approver')
    const key = plainKey(kind)
    await fleet.db.query(`INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, $3, 'key')`, [
      ...[viewer.id, key.pinned.key, kind],
    ])
    return { viewer, key }
  }
  owners = [await named('anna', 'ed25519'), await named('ben', 'p256')]
  await testNode(fleet.db, node, ['anna', 'ben'])
  await fleet.db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('both', 'archive_data', 2)`,
  )
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive] }))
  pins = {
    ...{ node, required: 2, delegation: false, emergency: null },
    owners: owners.map(({ viewer, key }) => ({ person: viewer.did, keys: [key.pinned] })),
  }
})
afterAll(() => fleet.close())

/** A job that both owners have signed, as the server hands it to the node's agent. */
async function signedClaim() {
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  const more = { task_name: 'archive_data', params: { days: 30 } }
  const jobId = await requestedJob(fleet.db, operator, node, more)
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  const document = parseDocumentText(row?.document ?? '')
  if (!document.ok) throw new Error(document.problem.message)
  for (const { viewer, key } of owners) {
    const signed = voteOf(document.value, viewer.did, key, { decided_at: new Date().toISOString() })
    const body = { approval_hash: documentDigest(document.value), signed }
    done(await decideJob({ db: fleet.db, viewer }, 'Approved', jobId, body))
  }
  const claim = done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
  if (!claim) throw new Error('nothing was handed out')
  // As the route answers.
  const { job, document: handed, approvalHash, votes } = claim
  const { window, expires_at } = handed
  const answer = { ...job, window, expires_at, approval_hash: approvalHash, document: handed, votes }
  const parsed = claimSchema.parse(JSON.parse(JSON.stringify({ job: { ...answer, delegations: [] } })))
  if (!parsed.job) throw new Error('unreachable')
  return parsed.job
}

it('hands out, over the database and JSON, what a pinned node verifies', async () => {
  const job = await signedClaim()
  const tasks = [{ offer: archive, run: async () => ({ ok: true, message: 'done' }) }]
  const check = (more: Partial<Pins>, ran = false) => {
    const checked = checkJob(job, node, { tasks, pins: { ...pins, ...more }, ran: () => ran }, Date.now())
    return checked.ok ? checked.params : checked.result.consent.code
  }
  expect(check({})).toEqual({ days: 30 })
  expect(check({}, true)).toBe('replayed')
  expect(check({ owners: pins.owners.slice(0, 1), required: 1 })).toBe('key_unknown')
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '@/lib/agent/host/task-file'
import { nodeConsent } from '@/lib/consent/queries/node-consent'
import { pinsOfNode } from '@/lib/consent/queries/node-pins'
import type { PersonViewer } from '@/lib/kernel/role'
import { enrolmentDigest } from '@/lib/people/domain/key-calls'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { plainKey } from '@/test/consent-signing'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'
import { writeTasks } from '@/test/tasks-file'

let fleet: TestFleet
let ada: PersonViewer
let bo: PersonViewer
const node = 'did:test:node:to-be-pinned'

beforeAll(async () => {
  fleet = await testServer()
  ada = await testPerson(fleet.db, 'ada', 'approver')
  bo = await testPerson(fleet.db, 'bo', 'approver')
  await testNode(fleet.db, node, [ada.id, bo.id])
})
afterAll(() => fleet.close())

const offered = async () => (await nodeConsent(ada, node))?.pins

async function enrolled(viewer: PersonViewer) {
  const key = plainKey('ed25519')
  const enrolment = {
    ...{ version: 1 as const, person: viewer.did, key: key.pinned.key },
    enrolled_at: new Date().toISOString(),
  }
  const input = { name: 'laptop', enrolment, signature: key.sign(enrolmentDigest(enrolment)) }
  return done(await enrolKey({ db: fleet.db, viewer }, input, false))
}

it('the page of a node offers its owners’ active keys, in a form that its agent takes', async () => {
  expect(await offered()).toMatchObject({ pins: null, keyless: [{ did: ada.did }, { did: bo.did }] })
  const { key, key_id } = await enrolled(ada)
  const now = await offered()
  expect(now).toEqual({
    pins: {
      ...{ node, required: 1, delegation: false, emergency: null },
      owners: [{ person: ada.did, keys: [{ key }] }],
    },
    keyless: [{ did: bo.did, name: bo.name }],
  })
  expect(readSettings(writeTasks({ consent: now?.pins })).consent).toEqual(now?.pins)
  // So does the dialog that adds it.
  expect(await pinsOfNode(ada, node)).toEqual(now)
  expect(await pinsOfNode(ada, 'did:test:node:unknown')).toBeNull()
  done(await revokeKey({ db: fleet.db, viewer: ada }, key_id))
  expect((await offered())?.pins).toBeNull()
})

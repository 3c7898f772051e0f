import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobOrRestAnswer } from '@/lib/board/domain/answers'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { jobDetail } from '@/lib/board/queries/job'
import { apiNodeOf } from '@/lib/fleet/queries/api-nodes'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'
import { keys } from '@/test/signed-job'

let fleet: TestFleet
let operator: PersonViewer
let jobId: string
const node = 'did:test:node:pinned'
const tasks = [{ name: 'restart_service', params: { properties: { n: { type: 'integer' } } } }]

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  await testNode(fleet.db, node)
  done(await announce({ tasks }))
  jobId = await requestedJob(fleet.db, operator, node)
})
afterAll(() => fleet.close())

const announce = (input: unknown) => announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, input)

/** What each page and the API say of it. */
const shown = async (): Promise<unknown[]> => [
  (await nodeDetail(operator, node))?.trust,
  (await apiNodeOf(operator, node))?.consent,
  (await jobDetail(operator, jobId))?.nodeTrust,
  (await toldJob()).consent.pins,
]

/** The job as the API answers it, in exactly the form that is described. */
async function toldJob() {
  const job = jobOrRestAnswer.parse(JSON.parse(JSON.stringify(await apiJobDetail(operator, jobId))))
  if ('restricted' in job) throw new Error('no job')
  return job
}

const consent = {
  required: 1,
  owners: [{ person: 'did:web:example.org:anna', keys: [keys.anna.pinned.key, keys.annaToo.pinned.key] }],
  emergency: 2,
}

it('shows whose signatures the agent says that its node requires, until it says otherwise or nothing', async () => {
  expect(await shown()).toEqual([null, null, null, null])
  for (const after of [{ tasks, consent: null }, { tasks }]) {
    done(await announce({ tasks, consent }))
    expect(await shown()).toEqual([consent, consent, consent, consent])
    done(await announce(after))
    expect(await shown()).toEqual([null, null, null, null])
  }
})

it.each<[string, unknown, string]>([
  ['nobody', { ...consent, owners: [] }, 'invalid consent.owners'],
  [
    'what is no key',
    { ...consent, owners: [{ person: 'a', keys: ['did:key:z'] }] },
    'invalid consent.owners[0].keys[0]',
  ],
  ['nobody’s signature', { ...consent, required: 0 }, 'invalid consent.required'],
  ['something else', { ...consent, more: 1 }, 'invalid consent'],
])('refuses an announcement that requires %s', async (_, other, failure) => {
  expect(failureOf(await announce({ tasks, consent: other }))).toBe(failure)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { isLiveAnswer } from '@/lib/fleet/domain/fleet-answer'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetUpdate } from '@/lib/fleet/domain/fleet-page'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { removeOwnerOf, setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { fleetPage } from './fleet'
import { fleetLive } from './fleet-live'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let admin: PersonViewer
const secret = 'did:test:secret'
const plain = 'did:test:plain'
const byName: FleetFilter = { sort: 'name' }

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, plain, 'operator')
  await testNode(fleet.db, secret, 'owner')
  await setRestricted(fleet.db, secret, true)
})
afterAll(() => fleet.close())

async function read(
  viewer: PersonViewer,
  known: string | null = null,
  filter = byName,
): Promise<FleetUpdate> {
  const { text, ageMs } = await fleetLive(viewer, filter, known)
  const answer: unknown = JSON.parse(`{"ageMs":${ageMs},"waiting":null,"backfill":null,"fleet":${text}}`)
  if (!isLiveAnswer(answer)) throw new Error(text)
  return answer.fleet
}

/** Until what was shared before is over. */
const readAgain = (viewer: PersonViewer, wanted: (update: FleetUpdate) => boolean): Promise<void> =>
  expect.poll(async () => wanted(await read(viewer)), { timeout: 20_000, interval: 100 }).toBe(true)

it('is what the page of the same person shows', async () => {
  for (const viewer of [operator, owner, admin]) {
    const { rows, at: _, ...page } = await fleetPage(viewer, byName)
    const update = await read(viewer)
    expect(update.rows).toEqual(rows)
    expect(update.page).toMatchObject(page)
  }
})

it('never shows a restricted node to others, whatever version they say they have', async () => {
  const [owners, admins] = [await read(owner), await read(admin)]
  expect([owners.dids, admins.dids]).toEqual([
    [plain, secret],
    [plain, secret],
  ])
  for (const known of [null, owners.version, admins.version]) {
    const { text } = await fleetLive(operator, byName, known)
    expect(text).not.toContain(secret)
    expect(text).toContain('"total":1')
  }
})

it('people of one audience share a version; those of another, or with another filter, do not', async () => {
  const other = await testPerson(fleet.db, 'other', 'operator')
  const [mine, theirs] = await Promise.all([read(operator), read(other)])
  expect(theirs.version).toBe(mine.version)
  expect((await read(owner)).version).not.toBe(mine.version)
  const own = { ...byName, owner: 'me' }
  expect((await read(operator, null, own)).dids).toEqual([plain])
  expect((await read(owner, null, own)).dids).toEqual([secret])
  expect((await read(other, null, own)).dids).toEqual([])
})

it('hides a node from everybody else as soon as it is restricted, and shows it to who comes to own it', async () => {
  const known = await read(operator)
  expect(known.dids).toEqual([plain])
  await setRestricted(fleet.db, plain, true)
  await removeOwnerOf(fleet.db, plain, 'operator')
  await readAgain(operator, ({ dids }) => dids?.length === 0)
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'operator')`, [plain])
  // Not shared with those who must not see it, so at once.
  expect((await read(operator)).dids).toEqual([plain])
})

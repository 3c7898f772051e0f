import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { find } from '@/lib/board/queries/find'
import { setPin } from '@/lib/fleet/db/pins'
import { apiNodes } from '@/lib/fleet/queries/api-nodes'
import { fleetLive } from '@/lib/fleet/queries/fleet-live'
import { pinsOf } from '@/lib/fleet/queries/pins'
import { pinNode } from '@/lib/fleet/services/pin-node'
import type { PersonViewer } from '@/lib/kernel/role'
import { readPersonalData } from '@/lib/people/db/personal-data'
import { findViews, savedViews } from '@/lib/views/queries/saved-views'
import { shortLink } from '@/lib/views/queries/short-link'
import { changeView } from '@/lib/views/services/change-view'
import { deleteView } from '@/lib/views/services/delete-view'
import { saveView } from '@/lib/views/services/save-view'
import { shorten } from '@/lib/views/services/shorten'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
let ola: PersonViewer
let ada: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testServer()
  ola = await testPerson(fleet.db, 'ola', 'operator')
  ada = await testPerson(fleet.db, 'ada', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  for (const did of ['did:n:1', 'did:n:2', 'did:n:hidden']) await testNode(fleet.db, did)
  await setRestricted(fleet.db, 'did:n:hidden', true)
})
afterEach(async () => {
  await fleet.db.query(`DELETE FROM saved_views`)
  await fleet.db.query(`DELETE FROM pinned_nodes`)
})
afterAll(() => fleet.close())

const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const view = { name: 'Ill in Lagos', page: 'fleet', query: 'label=site:Lagos&x=1' }
const names = async (who: PersonViewer) => (await savedViews(who, null)).map(({ name }) => name)

it('is its owner’s alone until it is shared, and then everybody’s to see', async () => {
  const { view_id } = done(await saveView(as(ada), view))
  expect(await names(ola)).toEqual([])
  done(await changeView(as(ada), view_id, { shared: true }))
  expect(await savedViews(ola, 'fleet')).toMatchObject([
    {
      name: 'Ill in Lagos',
      query: 'label=site%3ALagos',
      href: '/?label=site%3ALagos',
      own: false,
      by: 'Person ada',
    },
  ])
  expect(await savedViews(ola, 'map')).toEqual([])
  expect(await findViews(ola, 'lagos ill')).toMatchObject([{ name: 'Ill in Lagos', by: 'Person ada' }])
  expect(await findViews(ola, 'cairo')).toEqual([])
})

it('is shared by approvers and administrators only', async () => {
  expect(failureOf(await saveView(as(ola), { ...view, shared: true }))).toBe('forbidden')
  const { view_id } = done(await saveView(as(ola), view))
  expect(failureOf(await changeView(as(ola), view_id, { shared: true }))).toBe('forbidden')
  expect(await names(ada)).toEqual([])
  done(await saveView(as(ada), { ...view, shared: true }))
})

it('is changed and deleted by its owner, and a shared one by an administrator', async () => {
  const mine = done(await saveView(as(ada), view)).view_id
  expect(failureOf(await changeView(as(admin), mine, { name: 'x' }))).toBe('not_found')
  expect(failureOf(await deleteView(as(ola), mine))).toBe('not_found')
  done(await changeView(as(ada), mine, { shared: true, name: 'Lagos', query: 'state=Error' }))
  expect(await savedViews(ada, null)).toMatchObject([{ name: 'Lagos', query: 'state=Error', own: true }])
  expect(failureOf(await changeView(as(ola), mine, { name: 'x' }))).toBe('forbidden')
  expect(failureOf(await deleteView(as(ola), mine))).toBe('forbidden')
  done(await deleteView(as(admin), mine))
  expect(failureOf(await deleteView(as(ada), mine))).toBe('not_found')
  expect(failureOf(await deleteView(as(ada), 'x'))).toBe('not_found')
})

it('has a name that its owner uses once', async () => {
  done(await saveView(as(ada), view))
  expect(failureOf(await saveView(as(ada), { ...view, page: 'map' }))).toBe('conflict')
  const { view_id } = done(await saveView(as(ada), { ...view, name: 'Other' }))
  expect(failureOf(await changeView(as(ada), view_id, { name: view.name }))).toBe('conflict')
  done(await changeView(as(ada), view_id, { name: 'Other' }))
  done(await saveView(as(ola), view))
})

it.each([
  [{ ...view, name: ' ' }, 'name'],
  [{ ...view, page: 'settings' }, 'page'],
  [{ ...view, query: 'x'.repeat(8_001) }, 'query'],
  [{ ...view, query: 'a\u0000' }, 'query'],
])('refuses %#', async (input, path) => {
  expect(failureOf(await saveView(as(ada), input))).toBe(`invalid ${path}`)
})

const listed = async (who: PersonViewer) => {
  const filter = { sort: 'state', pinned: 'me' } as const
  return (await apiNodes(who, { filter, cursor: null, limit: 10 })).nodes.map(({ node_did }) => node_did)
}

it('pins are one’s own, and filter the list, also the live one', async () => {
  done(await pinNode(as(ola), 'did:n:2', true))
  done(await pinNode(as(ola), 'did:n:2', true))
  expect([await listed(ola), await listed(ada)]).toEqual([['did:n:2'], []])
  expect([await pinsOf(ola), await pinsOf(ada)]).toEqual([['did:n:2'], []])
  const live = async (who: PersonViewer) =>
    JSON.parse((await fleetLive(who, { sort: 'state', pinned: 'me' }, null)).text).dids
  expect([await live(ola), await live(ada)]).toEqual([['did:n:2'], []])
  done(await pinNode(as(ola), 'did:n:2', false))
  expect(await listed(ola)).toEqual([])
})

it('pinned nodes come first in the palette', async () => {
  done(await pinNode(as(ola), 'did:n:2', true))
  expect((await find(ola, 'did:n')).nodes.map(({ did }) => did)).toEqual(['did:n:2', 'did:n:1'])
  expect((await find(ada, 'did:n')).nodes.map(({ did }) => did)).toEqual(['did:n:1', 'did:n:2'])
})

it('a node that one may not see is neither pinned nor listed', async () => {
  expect(failureOf(await pinNode(as(ola), 'did:n:hidden', true))).toBe('not_found')
  expect(failureOf(await pinNode(as(ola), 'did:n:none', true))).toBe('not_found')
  // Pinned while it could be seen.
  await setPin(fleet.db.manager, 'ola', 'did:n:hidden', true)
  expect(await listed(ola)).toEqual([])
  const agent = await apiNodes(testAgent('did:n:1'), {
    ...{ filter: { sort: 'state', pinned: 'me' }, cursor: null, limit: 10 },
  })
  expect(agent.nodes).toEqual([])
})

it('nobody pins more than 200 nodes', async () => {
  await fleet.db.query(`INSERT INTO nodes (node_did) SELECT 'did:many:' || n FROM generate_series(1, 200) n`)
  await fleet.db.query(
    `INSERT INTO pinned_nodes (person_id, node_did) SELECT 'ola', 'did:many:' || n FROM generate_series(1, 200) n`,
  )
  expect(failureOf(await pinNode(as(ola), 'did:n:1', true))).toBe('conflict')
  done(await pinNode(as(ola), 'did:many:7', true))
})

it('what somebody kept is in what is exported about them, and goes when they are erased', async () => {
  const eve = await testPerson(fleet.db, 'eve', 'approver')
  done(await saveView(as(eve), { ...view, shared: true }))
  done(await pinNode(as(eve), 'did:n:1', true))
  const { lists } = await readPersonalData(fleet.db.manager, 'eve')
  expect(lists).toMatchObject({
    saved_views: [{ name: view.name, page: 'fleet' }],
    pinned_nodes: [{ node_did: 'did:n:1' }],
  })
  await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'eve'`)
  await fleet.db.query(`SELECT hakim_erase_person('eve')`)
  expect(await names(ola)).toEqual([])
  expect((await readPersonalData(fleet.db.manager, 'eve')).lists).toMatchObject({
    ...{ saved_views: [], pinned_nodes: [] },
  })
})

it('a short link leads to its address, the same for everybody, but to no node that the reader may not see', async () => {
  const made = async (address: string) => done(await shorten(as(ola), { address })).path.replace('/s/', '')
  const compared = '/compare?nodes=did%3An%3A1&from=2026-11-29T10%3A00%3A00Z&to=2026-11-30T10%3A00%3A00Z'
  const code = await made(compared)
  expect([await made(compared), await shortLink(ada, code)]).toEqual([code, compared])
  const [open, hidden] = [await made('/nodes/did%3An%3A1?range=7d'), await made('/nodes/did%3An%3Ahidden')]
  expect([await shortLink(ola, open), await shortLink(ola, hidden), await shortLink(admin, hidden)]).toEqual([
    '/nodes/did%3An%3A1?range=7d',
    null,
    '/nodes/did%3An%3Ahidden',
  ])
  expect([await shortLink(ola, 'abcdefghijkl'), await shortLink(ola, '/etc/passwd')]).toEqual([null, null])
  expect(failureOf(await shorten(as(ola), { address: 'https://evil.example/compare' }))).toBe(
    'invalid address',
  )
  expect(
    failureOf(await shorten({ db: fleet.db, viewer: testAgent('did:n:1') }, { address: compared })),
  ).toBe('forbidden')
})

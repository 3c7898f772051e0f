import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { apiAnnotations, nodeAnnotations } from '@/lib/annotations/queries/annotations'
import { annotate } from '@/lib/annotations/services/annotate'
import { deleteAnnotation } from '@/lib/annotations/services/delete-annotation'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
let ola: PersonViewer
let otto: PersonViewer
let admin: PersonViewer
const at = Date.parse('2026-11-01T12:00:00Z') / 1_000
const day = { from: at - 86_400, to: at + 86_400 }

beforeAll(async () => {
  fleet = await testServer()
  ola = await testPerson(fleet.db, 'ola', 'operator')
  otto = await testPerson(fleet.db, 'otto', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  for (const did of ['did:n:1', 'did:n:2', 'did:n:hidden']) await testNode(fleet.db, did, 'otto')
  await fleet.db.query(`UPDATE nodes SET labels = '{"site": "Lagos"}' WHERE node_did = 'did:n:2'`)
  await setRestricted(fleet.db, 'did:n:hidden', true)
})
afterEach(() => fleet.db.query(`DELETE FROM annotations`))
afterAll(() => fleet.close())

const note = (who: PersonViewer, input: object) =>
  annotate({ db: fleet.db, viewer: who }, { at: '2026-11-01T12:00:00Z', text: 'Deployed 2.8.2', ...input })

const query = { limit: 10 }
const textsOn = async (did: string, range = day) =>
  (await nodeAnnotations(ola, did, range)).map(({ text }) => text).sort()

it('is on the charts of its node, of all with its label, or of all', async () => {
  done(await note(ola, { node_did: 'did:n:1', text: 'one' }))
  done(await note(ola, { label: 'site:Lagos', text: 'label' }))
  done(await note(ola, { text: 'all' }))
  expect(await textsOn('did:n:1')).toEqual(['all', 'one'])
  expect(await textsOn('did:n:2')).toEqual(['all', 'label'])
  const also = (await nodeAnnotations(ola, 'did:n:2', day)).map(({ alsoOn }) => alsoOn)
  expect(also.sort()).toEqual(['all nodes', 'site:Lagos'])
})

it('is on a chart that it touches, at either end of its time', async () => {
  done(await note(ola, { node_did: 'did:n:1', until: '2026-11-01T14:00:00Z', text: 'long' }))
  expect(await textsOn('did:n:1', { from: at + 7_200, to: at + 9_000 })).toEqual(['long'])
  expect(await textsOn('did:n:1', { from: at + 7_201, to: at + 9_000 })).toEqual([])
  expect(await textsOn('did:n:1', { from: at - 60, to: at })).toEqual([])
})

it('is deleted by its author or an administrator, and by nobody else', async () => {
  const { annotation_id } = done(await note(ola, { node_did: 'did:n:1' }))
  const remove = (viewer: PersonViewer) => deleteAnnotation({ db: fleet.db, viewer }, annotation_id)
  expect(failureOf(await remove(otto))).toBe('not_found')
  done(await remove(admin))
  expect(failureOf(await remove(ola))).toBe('not_found')
  expect(failureOf(await deleteAnnotation({ db: fleet.db, viewer: ola }, 'x'))).toBe('not_found')
})

it('of a restricted node exists only for those who may see the node', async () => {
  done(await note(otto, { node_did: 'did:n:hidden', text: 'secret' }))
  expect(done(await apiAnnotations(ola, query)).annotations).toEqual([])
  expect(done(await apiAnnotations(testAgent('did:n:1'), query)).annotations).toEqual([])
  expect(done(await apiAnnotations(otto, query)).annotations).toMatchObject([
    { text: 'secret', by: 'Person otto' },
  ])
  for (const failed of [
    await note(ola, { node_did: 'did:n:hidden' }),
    await note(ola, { node_did: 'did:n:none' }),
    await apiAnnotations(ola, { ...query, node: 'did:n:hidden' }),
  ])
    expect(failureOf(failed)).toBe('not_found')
})

it.each([
  [{ text: ' ' }, 'text'],
  [{ text: 'x'.repeat(501) }, 'text'],
  [{ text: 'a\u0000b' }, 'text'],
  [{ node_did: 'did:n:1', label: 'site:Lagos' }, 'label'],
  [{ label: 'Lagos' }, 'label'],
  [{ until: '2026-11-01T11:59:59Z' }, 'until'],
  [{ at: 'noon' }, 'at'],
  [{ at: '9999-01-01T00:00:00Z' }, 'at'],
])('refuses %j by its field', async (input, path) => {
  expect(failureOf(await note(ola, input))).toBe(`invalid ${path}`)
  expect(await fleet.db.query(`SELECT FROM annotations`)).toEqual([])
})

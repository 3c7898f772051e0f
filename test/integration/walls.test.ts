import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { wallTokenIn } from '@/lib/views/domain/wall-token'
import { wall, wallFrame } from '@/lib/views/queries/wall'
import { wallLinks } from '@/lib/views/queries/wall-links'
import { createWallLink } from '@/lib/views/services/create-wall-link'
import { revokeWallLink } from '@/lib/views/services/revoke-wall-link'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
let ada: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testServer()
  ada = await testPerson(fleet.db, 'ada', 'approver')
  await testPerson(fleet.db, 'root', 'admin')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  for (const did of ['did:n:1', 'did:n:2', 'did:n:hidden']) await testNode(fleet.db, did, 'ada')
  await fleet.db.query(`UPDATE nodes SET labels = '{"site": "Lagos"}' WHERE node_did = 'did:n:2'`)
  await setRestricted(fleet.db, 'did:n:hidden', true)
})
afterEach(async () => {
  await fleet.db.query(`UPDATE people SET role = 'admin', disabled_at = NULL WHERE id = 'admin'`)
  await fleet.db.query(`DELETE FROM wall_links`)
})
afterAll(() => fleet.close())

const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const wanted = { name: 'Operations', page: 'fleet', query: 'label=site:Lagos&x=1' }

async function made(input: object = {}): Promise<{ id: string; token: string }> {
  const { link_id, path } = done(await createWallLink(as(admin), { ...wanted, ...input }))
  return { id: link_id, token: wallTokenIn(path) ?? '' }
}

const dids = async (token: string) => (await wall(token))?.fleet.rows.map(({ did }) => did).sort() ?? null

it('shows what its maker sees of the view, and no person', async () => {
  const { token } = await made()
  expect(await dids(token)).toEqual(['did:n:2'])
  const { token: whole } = await made({ query: '' })
  expect(await dids(whole)).toEqual(['did:n:1', 'did:n:2', 'did:n:hidden'])
  const { token: owned } = await made({ query: `owner=${encodeURIComponent(ada.did)}` })
  expect(JSON.stringify((await wall(owned))?.fleet)).not.toMatch(/Person|ada/)
})

it('is made, listed and revoked by administrators only', async () => {
  expect(failureOf(await createWallLink(as(ada), wanted))).toBe('forbidden')
  const { id } = await made()
  expect(await wallLinks(ada)).toEqual([])
  expect(await wallLinks(admin)).toMatchObject([
    { name: 'Operations', state: 'works', query: 'label=site%3ALagos' },
  ])
  expect(failureOf(await revokeWallLink(as(ada), id))).toBe('forbidden')
  expect(failureOf(await revokeWallLink(as(admin), 'x'))).toBe('not_found')
})

it('stores no token, only its hash', async () => {
  const { token } = await made()
  const [row] = await fleet.db.query<{ text: string }[]>(`SELECT w::text AS text FROM wall_links w`)
  expect(row?.text).not.toContain(token)
  expect(row?.text).not.toContain(token.slice(5))
})

it('ends when it is revoked or too old, or its maker is demoted or disabled, and begins again with their right', async () => {
  const { id, token } = await made()
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'admin'`)
  expect([await dids(token), (await wallLinks(await root()))[0]?.state]).toEqual([null, 'dead'])
  await fleet.db.query(`UPDATE people SET role = 'admin', disabled_at = now() WHERE id = 'admin'`)
  expect(await dids(token)).toBeNull()
  await fleet.db.query(`UPDATE people SET disabled_at = NULL WHERE id = 'admin'`)
  expect(await dids(token)).toEqual(['did:n:2'])
  await fleet.db.query(`UPDATE wall_links SET expires_at = now() - interval '1 second'`)
  expect(await dids(token)).toBeNull()
  await fleet.db.query(`UPDATE wall_links SET expires_at = NULL`)
  done(await revokeWallLink(as(admin), id))
  expect(await dids(token)).toBeNull()
  const again = done(await revokeWallLink(as(await root()), id))
  expect((await wallLinks(admin))[0]?.revoked_at).toEqual(again.revoked_at)
})

const root = async (): Promise<PersonViewer> => ({ ...admin, id: 'root', did: 'did:test:person:root' })

it('ends for good when its maker is erased', async () => {
  const zoe = await testPerson(fleet.db, 'zoe', 'admin')
  const { path } = done(await createWallLink(as(zoe), wanted))
  await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'zoe'`)
  await fleet.db.query(`SELECT hakim_erase_person('zoe')`)
  expect(await dids(wallTokenIn(path) ?? '')).toBeNull()
  expect((await wallLinks(admin))[0]).toMatchObject({ state: 'revoked' })
})

it('is framed by the origins that it names, and by none once it has ended', async () => {
  const { id, token } = await made({ embed: ['https://wiki.example.org'] })
  expect(await wallFrame(token)).toEqual(['https://wiki.example.org'])
  expect(await wallFrame(`wall_${'a'.repeat(43)}`)).toEqual([])
  done(await revokeWallLink(as(admin), id))
  expect(await wallFrame(token)).toEqual([])
})

it('creation and revocation are events of the log, without the token', async () => {
  const { id } = await made({ name: 'Logged' })
  done(await revokeWallLink(as(admin), id))
  const events = await fleet.db.query<{ kind: string; body: string }[]>(
    `SELECT body::jsonb ->> 'kind' AS kind, body FROM job_events
     WHERE stream = 'rights' AND body::jsonb ->> 'kind' LIKE 'wall_links%'
       AND body::jsonb #>> '{is,link_id}' = $1 ORDER BY seq`,
    [id],
  )
  expect(events.map(({ kind }) => kind)).toEqual(['wall_links insert', 'wall_links update'])
  for (const { body } of events) {
    expect(body).not.toContain('token_hash')
    expect(JSON.parse(body)).toMatchObject({ actor_did: admin.did, is: { name: 'Logged' } })
  }
})

it.each([
  [{ name: '' }, 'name'],
  [{ page: 'board' }, 'page'],
  [{ embed: ['http://wiki.example.org'] }, 'embed[0]'],
  [{ embed: ['https://wiki.example.org/x'] }, 'embed[0]'],
  [{ expires: 'soon' }, 'expires'],
])('refuses %j by its field', async (input, path) => {
  expect(failureOf(await createWallLink(as(admin), { ...wanted, ...input }))).toBe(`invalid ${path}`)
})

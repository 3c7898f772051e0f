import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SsoClaims } from '@/lib/people/domain/sso-claims'
import { type SsoProvider, ssoFile } from '@/lib/people/domain/sso-provider'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { signInWithProvider } from './sign-in-with-provider'

const issuer = 'https://id.example'
const provider = (more: object = {}): SsoProvider => {
  const [one] = ssoFile.parse({
    providers: [{ id: 'one', name: 'One', issuer, client_id: 'hakim', ...more }],
  }).providers
  if (!one) throw new Error('no provider')
  return one
}
const claims = (subject: string, more: Partial<SsoClaims> = {}): SsoClaims => ({
  ...{ issuer, subject, email: `${subject}@example.org`, emailVerified: true, name: null, groups: [] },
  ...more,
})

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(4)
})
afterAll(() => fleet.close())

const enter = (at: SsoProvider, who: SsoClaims) => signInWithProvider(fleet.db, { provider: at, claims: who })
const people = (): Promise<{ email: string; role: string; name: string }[]> =>
  fleet.db.query(`SELECT email, role, name FROM people ORDER BY email`)

it('creates nobody unless the settings say so, with a verified address and a role', async () => {
  const creates = provider({ create_people: true, default_role: 'operator' })
  expect(await enter(provider({ default_role: 'operator' }), claims('new'))).toEqual({
    ...{ ok: false, refused: 'no_account' },
  })
  expect(await enter(creates, claims('new', { emailVerified: false }))).toMatchObject({ refused: 'no_email' })
  expect(await enter(creates, claims('new', { email: null }))).toMatchObject({ refused: 'no_email' })
  expect(await enter(provider({ create_people: true }), claims('new'))).toMatchObject({ refused: 'no_role' })
  expect(await people()).toEqual([])
  const made = await enter(creates, claims('new', { name: 'Nia' }))
  expect(await people()).toEqual([{ email: 'new@example.org', role: 'operator', name: 'Nia' }])
  // The account counts from now on, not the address.
  expect(await enter(provider(), claims('new', { email: null, emailVerified: false }))).toEqual(made)
})

it('tells somebody with a name that is taken apart by the end of their DID', async () => {
  const creates = provider({ create_people: true, default_role: 'operator' })
  await testPerson(fleet.db, 'namesake', 'admin')
  await enter(creates, claims('second', { name: 'person NAMESAKE' }))
  const [row] = await fleet.db.query(`SELECT name, did FROM people WHERE email = 'second@example.org'`)
  expect(row.name).toBe(`person NAMESAKE (${row.did.slice(-6)})`)
})

it('two first sign-ins at once make one person', async () => {
  const at = provider({ create_people: true, default_role: 'operator' })
  const [one, two] = await Promise.all([enter(at, claims('twice')), enter(at, claims('twice'))])
  expect(one).toEqual(two)
  expect(one.ok).toBe(true)
})

it.each([
  ['the provider has not verified it', { link_by_email: true }, false],
  ['no administrator has allowed it', { link_by_email: false }, true],
  ['neither', {}, false],
])('gives nobody the account of somebody with the same address when %s', async (_, settings, verified) => {
  const id = `owner${Object.keys(settings).length}${verified}${'link_by_email' in settings && settings.link_by_email}`
  const owner = await testPerson(fleet.db, id, 'approver')
  const at = provider({ ...settings, create_people: true, default_role: 'admin' })
  const outcome = await enter(
    at,
    claims(`thief-${id}`, { email: `${id}@example.org`, emailVerified: verified }),
  )
  expect(outcome).toEqual({ ok: false, refused: 'email_taken' })
  const [row] = await fleet.db.query(`SELECT role FROM people WHERE id = $1`, [owner.id])
  expect(row).toEqual({ role: 'approver' })
})

it('opens it when both are the case, once, for that subject', async () => {
  await testPerson(fleet.db, 'linked', 'approver')
  const at = provider({ link_by_email: true })
  const linked = { email: 'linked@example.org' }
  expect(await enter(at, claims('mine', linked))).toEqual({ ok: true, personId: 'linked' })
  expect(await enter(provider(), claims('mine', linked))).toEqual({ ok: true, personId: 'linked' })
  expect(await enter(provider(), claims('other', linked))).toMatchObject({ refused: 'email_taken' })
})

it('knows an account by issuer and subject, not by subject alone', async () => {
  const at = provider({ create_people: true, default_role: 'operator' })
  await enter(at, claims('same'))
  const elsewhere = provider({ issuer: 'https://other.example' })
  const outcome = await enter(
    elsewhere,
    claims('same', { issuer: 'https://other.example', email: 'x@y.example' }),
  )
  expect(outcome).toMatchObject({ refused: 'no_account' })
})

it('groups raise and lower the role at each sign-in, and keep out who is in none', async () => {
  const at = provider({ create_people: true, roles: { owners: 'approver', keepers: 'admin' } })
  const role = async () => (await people()).find(({ email }) => email === 'grouped@example.org')?.role
  await testPerson(fleet.db, 'root', 'admin')
  expect(await enter(at, claims('grouped', { groups: ['others'] }))).toMatchObject({ refused: 'no_role' })
  await enter(at, claims('grouped', { groups: ['owners'] }))
  expect(await role()).toBe('approver')
  await enter(at, claims('grouped', { groups: ['owners', 'keepers'] }))
  expect(await role()).toBe('admin')
  await enter(at, claims('grouped', { groups: ['owners'] }))
  expect(await role()).toBe('approver')
  expect(await enter(at, claims('grouped', { groups: [] }))).toMatchObject({ refused: 'no_role' })
  // Where groups give no roles, a default is for new people only.
  await enter(provider({ default_role: 'operator' }), claims('grouped'))
  expect(await role()).toBe('approver')
})

it('keeps out the disabled, by account and by address', async () => {
  const at = provider({ create_people: true, default_role: 'operator', link_by_email: true })
  await enter(at, claims('banned'))
  await testPerson(fleet.db, 'retired', 'operator')
  await fleet.db.query(
    `UPDATE people SET disabled_at = now() WHERE email IN ('banned@example.org', 'retired@example.org')`,
  )
  expect(await enter(at, claims('banned'))).toEqual({ ok: false, refused: 'disabled' })
  expect(await enter(at, claims('new-one', { email: 'retired@example.org' }))).toMatchObject({
    refused: 'disabled',
  })
})

it('the last administrator stays one, whatever their groups say', async () => {
  const at = provider({ create_people: true, roles: { owners: 'approver', keepers: 'admin' } })
  await enter(at, claims('keeper', { groups: ['keepers'] }))
  await fleet.db.query(
    `UPDATE people SET role = 'operator' WHERE role = 'admin' AND email <> 'keeper@example.org'`,
  )
  expect(await enter(at, claims('keeper', { groups: ['owners'] }))).toMatchObject({ ok: true })
  expect((await people()).find(({ email }) => email === 'keeper@example.org')?.role).toBe('admin')
})

it('an invitation lets in whoever proves its address, with its role, once', async () => {
  const invite = (email: string) =>
    fleet.db.query(
      `INSERT INTO invitations (email, role, token_hash, expires_at) VALUES ($1::text, 'approver', convert_to($1, 'UTF8'), now() + interval '1 h')`,
      [email],
    )
  await invite('guest@example.org')
  expect(await enter(provider(), claims('guest', { emailVerified: false }))).toMatchObject({
    refused: 'no_account',
  })
  expect(await enter(provider(), claims('guest'))).toMatchObject({ ok: true })
  expect((await people()).find(({ email }) => email === 'guest@example.org')?.role).toBe('approver')
  expect(await fleet.db.query(`SELECT 1 FROM invitations`)).toEqual([])
  await invite('late@example.org')
  await fleet.db.query(`UPDATE invitations SET expires_at = now()`)
  expect(await enter(provider(), claims('late'))).toMatchObject({ refused: 'no_account' })
})

it('writes into the log who may sign in as whom', async () => {
  const [row] = await fleet.db.query(
    `SELECT count(*)::int AS entries FROM job_events WHERE stream = 'rights' AND body::jsonb ->> 'kind' = 'accounts insert'`,
  )
  expect(row?.entries).toBeGreaterThan(0)
})

import { expect, it } from 'vitest'
import { readClaims, roleOfGroups } from './sso-claims'

const provider = { issuer: 'https://id.example', groups_claim: 'groups', emails_verified: false }

it('reads a verified address in lower case, and a name', () => {
  const raw = { sub: 'a', email: 'Ada@Example.org', email_verified: true, name: ' Ada ', groups: ['x'] }
  expect(readClaims(raw, provider)).toEqual({
    ...{ issuer: 'https://id.example', subject: 'a', email: 'ada@example.org', emailVerified: true },
    ...{ name: 'Ada', groups: ['x'] },
  })
})

it.each([
  [{}, false],
  [{ email_verified: false }, false],
  [{ email_verified: 'false' }, false],
  [{ email_verified: 'perhaps' }, false],
  [{ email_verified: 1 }, false],
  [{ email_verified: 'true' }, true],
])('takes an address for verified only when the provider says so: %j', (claim, verified) => {
  const read = readClaims({ sub: 'a', email: 'a@example.org', ...claim }, provider)
  expect(read?.emailVerified).toBe(verified)
})

it('takes addresses for verified where the settings say that all are, but not a missing one', () => {
  const trusted = { ...provider, emails_verified: true }
  expect(readClaims({ sub: 'a', email: 'a@example.org' }, trusted)?.emailVerified).toBe(true)
  expect(readClaims({ sub: 'a' }, trusted)).toMatchObject({ email: null, emailVerified: false })
})

it.each([{}, { sub: '' }, { sub: 7 }, { sub: null }])('nobody without a subject: %j', (raw) => {
  expect(readClaims(raw, provider)).toBeNull()
})

it('keeps nothing of a name that a reader would not see', () => {
  const read = (name: string) => readClaims({ sub: 'a', name, preferred_username: 'ada' }, provider)?.name
  expect(read('\u202eAda\n Lovelace\u200b')).toBe('Ada Lovelace')
  expect(read('\u200b')).toBe('ada')
})

it('survives claims of other shapes', () => {
  const raw = { sub: 'a', email: ['a@example.org'], name: {}, preferred_username: 'ada', groups: { x: true } }
  expect(readClaims(raw, provider)).toMatchObject({ email: null, name: 'ada', groups: [] })
  expect(readClaims({ sub: 'a', groups: 'ops' }, provider)?.groups).toEqual(['ops'])
})

const roles = { readers: 'operator', owners: 'approver', keepers: 'admin' } as const

it('gives the highest role of all groups, the default to others, else none', () => {
  expect(roleOfGroups(['owners', 'keepers', 'readers'], { roles })).toBe('admin')
  expect(roleOfGroups(['readers'], { roles, default_role: 'approver' })).toBe('approver')
  expect(roleOfGroups(['others'], { roles, default_role: 'operator' })).toBe('operator')
  expect(roleOfGroups(['others', 'constructor', '__proto__'], { roles })).toBeNull()
  expect(roleOfGroups([], { roles })).toBeNull()
})

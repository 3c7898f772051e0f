import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PersonViewer, proof } from '@/lib/kernel/role'
import type { Scope } from '@/lib/kernel/scope'
import { tokenHolder } from '@/lib/people/db/tokens'
import { parseLifetime } from '@/lib/people/domain/lifetime'
import { createToken } from '@/lib/people/services/create-token'
import { revokeToken } from '@/lib/people/services/revoke-token'
import { rotateToken } from '@/lib/people/services/rotate-token'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'

const node = 'did:kos:n:1'
let fleet: TestFleet
let operator: PersonViewer
let other: PersonViewer
let admin: PersonViewer
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes; DELETE FROM people`)
  await testNode(fleet.db, node)
  operator = await testPerson(fleet.db, 'p', 'operator')
  other = await testPerson(fleet.db, 'o', 'operator')
  admin = await testPerson(fleet.db, 'a', 'admin')
})

const holder = (token: string) => tokenHolder(fleet.db.manager, token)
const atTerminal = () => ({ db: fleet.db, viewer: { kind: 'terminal' } as const })
const as = (viewer: PersonViewer, scopes?: readonly Scope[]) => ({
  db: fleet.db,
  viewer: scopes === undefined ? viewer : { ...viewer, scopes },
})
const daysLeft = (at: Date | null): number | null =>
  at && Math.round((at.getTime() - Date.now()) / 86_400_000)

describe('a token', () => {
  it('signs in its node’s agent, or its person with their current role', async () => {
    const ofNode = done(await createToken(atTerminal(), { node })).token
    const ofPerson = done(await createToken(atTerminal(), { user: ' P@example.org', expires: '90d' })).token
    expect(ofNode).toMatch(/^hk_[\w-]{43}$/)
    expect(await holder(ofNode)).toMatchObject({ viewer: { kind: 'agent', nodeDid: node } })
    expect(await holder(ofPerson)).toEqual({
      viewer: {
        ...operator,
        scopes: ['read', 'jobs', 'decide', 'admin'],
        endsAt: expect.any(Date),
        [proof]: { kind: 'token', secret: ofPerson },
      },
    })
    await fleet.db.query(`UPDATE people SET role = 'admin' WHERE id = 'p'`)
    expect(await holder(ofPerson)).toMatchObject({ viewer: { role: 'admin' } })
  })

  it('is kept as a hash only', async () => {
    const { token } = done(await createToken(as(operator), {}))
    const [row] = await fleet.db.query(`SELECT t::text AS row FROM tokens t`)
    expect(row.row).not.toContain(token.slice(3))
    expect(row.row).not.toContain(Buffer.from(token).toString('hex'))
  })

  it('is refused once it has expired or was revoked, or its holder is gone', async () => {
    const { token } = done(await createToken(as(operator), { expires: '1m' }))
    expect(await holder(token)).toHaveProperty('viewer')
    await fleet.db.query(`UPDATE tokens SET expires_at = now()`)
    expect(await holder(token)).toEqual({ refused: 'expired' })
    await fleet.db.query(`UPDATE tokens SET expires_at = NULL, revoked_at = now()`)
    expect(await holder(token)).toEqual({ refused: 'revoked' })
    await fleet.db.query(`DELETE FROM people WHERE id = 'p'`)
    expect(await holder(token)).toEqual({ refused: 'unknown' })
    for (const odd of ['', 'hk_', 'x'.repeat(50_000), '\u0000'])
      expect(await holder(odd)).toEqual({ refused: 'unknown' })
  })

  it('works for 90 days, and for ever only when asked for by name', async () => {
    for (const [expires, days] of [
      [undefined, 90],
      ['30d', 30],
      ['never', null],
    ] as const) {
      const made = done(await createToken(as(operator), expires === undefined ? {} : { expires }))
      expect(daysLeft(made.expires_at)).toBe(days)
    }
    expect(['90d', '12h', '30m', '3650d'].map(parseLifetime)).toEqual([7_776_000, 43_200, 1_800, 315_360_000])
    for (const text of ['0d', '3651d', '-1d', '1.5h', '1 d', '1w', '', 'd', '9999999d', '1d\n'])
      expect(parseLifetime(text)).toBeNull()
  })

  it('notes its use at most once a minute', async () => {
    const { token } = done(await createToken(as(operator), {}))
    const used = async (): Promise<unknown> => (await fleet.db.query(`SELECT xmin FROM tokens`))[0]
    await holder(token)
    const first = await used()
    await holder(token)
    expect(await used()).toEqual(first)
    await fleet.db.query(`UPDATE tokens SET last_used_at = last_used_at - interval '61 seconds'`)
    const later = await used()
    await holder(token)
    expect(await used()).not.toEqual(later)
  })
})

describe('a new token', () => {
  it.each<[Record<string, unknown>, string]>([
    [{}, 'invalid'],
    [{ node, user: 'p@example.org' }, 'invalid'],
    [{ node: 'did:kos:none' }, 'not_found node'],
    [{ user: 'nobody@example.org' }, 'not_found'],
    [{ user: 'p@example.org', expires: 'soon' }, 'invalid expires'],
    [{ user: 'p@example.org', scopes: ['report'] }, 'invalid scopes'],
    [{ node, scopes: ['read', 'decide'] }, 'invalid scopes'],
    [{ node, scopes: [] }, 'invalid scopes'],
    [{ node, scopes: ['all'] }, 'invalid scopes[0]'],
    [{ node, name: '\u0000' }, 'invalid name'],
  ])('for %j is refused at the terminal', async (request, failure) => {
    expect(failureOf(await createToken(atTerminal(), request))).toBe(failure)
  })

  it('is for oneself, or as an administrator for any node', async () => {
    expect(failureOf(await createToken(as(operator), { node }))).toBe('forbidden')
    expect(failureOf(await createToken(as(admin), { user: 'p@example.org' }))).toMatch(/^invalid/)
    expect(done(await createToken(as(admin), { node })).scopes).toEqual(['read', 'report', 'jobs'])
    const own = done(await createToken(as(operator), { scopes: ['jobs', 'read'] }))
    expect(await holder(own.token)).toMatchObject({ viewer: { id: 'p', scopes: ['read', 'jobs'] } })
    const agent = { kind: 'agent', nodeDid: node, tokenId: 't' } as const
    expect(failureOf(await createToken({ db: fleet.db, viewer: agent }, {}))).toBe('forbidden')
  })

  it('has no scope that the token lacks with which it is asked for', async () => {
    const limited = as(operator, ['read', 'admin'])
    expect(done(await createToken(limited, {})).scopes).toEqual(['read', 'admin'])
    expect(failureOf(await createToken(limited, { scopes: ['decide'] }))).toBe('forbidden')
    const { token_id } = done(await createToken(as(operator), { scopes: ['decide'] }))
    expect(failureOf(await rotateToken(limited, token_id, {}))).toBe('forbidden')
    // The token of a node says nothing about the person who makes it.
    expect(done(await createToken(as(admin, ['admin']), { node })).scopes).toEqual(['read', 'report', 'jobs'])
  })
})

describe('what is made with a token', () => {
  const viewerOf = async (token: string): Promise<PersonViewer> => {
    const found = await holder(token)
    if (!('viewer' in found) || found.viewer.kind !== 'person') throw new Error('This token is no person’s')
    return found.viewer
  }

  it('ends no later than it, whoever gets it, created or rotated', async () => {
    const short = done(await createToken(as(admin), { expires: '30m' }))
    const ofNode = done(await createToken(as(admin), { node, expires: 'never' }))
    const withIt = as(await viewerOf(short.token))
    for (const expires of ['never', '31m']) {
      for (const request of [{ expires }, { node, expires }])
        expect(failureOf(await createToken(withIt, request))).toBe('forbidden')
      for (const { token_id } of [short, ofNode])
        expect(failureOf(await rotateToken(withIt, token_id, { expires }))).toBe('forbidden')
    }
    expect(done(await createToken(withIt, {})).expires_at).toEqual(short.expires_at)
    expect(done(await createToken(withIt, { node })).expires_at).toEqual(short.expires_at)
    const sooner = done(await createToken(withIt, { expires: '10m' })).expires_at
    expect(sooner && short.expires_at && sooner < short.expires_at).toBe(true)
    expect(done(await rotateToken(withIt, short.token_id, {})).expires_at).toEqual(short.expires_at)
  })

  it('may have no end where it has none', async () => {
    const endless = done(await createToken(as(operator), { expires: 'never' }))
    const withIt = as(await viewerOf(endless.token))
    expect(done(await createToken(withIt, { expires: 'never' })).expires_at).toBeNull()
    expect(daysLeft(done(await rotateToken(withIt, endless.token_id, {})).expires_at)).toBe(90)
  })
})

describe('a rotated token', () => {
  it('goes on until the new one is first used, a day at most', async () => {
    const old = done(await createToken(as(admin), { node, name: 'rack 7', scopes: ['report'] }))
    const next = done(await rotateToken(as(admin), old.token_id, {}))
    expect(daysLeft(next.old_expires_at)).toBe(1)
    expect(daysLeft(next.expires_at)).toBe(90)
    expect(await holder(old.token)).toHaveProperty('viewer')
    expect(await holder(next.token)).toMatchObject({ viewer: { nodeDid: node, scopes: ['report'] } })
    expect(await holder(old.token)).toEqual({ refused: 'revoked' })
    expect(await holder(next.token)).toHaveProperty('viewer')
    const [{ name }] = await fleet.db.query(`SELECT name FROM tokens WHERE token_id = $1`, [next.token_id])
    expect(name).toBe('rack 7')
  })

  it('goes on beside the new one for a time, if asked for', async () => {
    const old = done(await createToken(as(operator), {}))
    const next = done(await rotateToken(as(operator), old.token_id, { keep: '2d', until_used: false }))
    expect(daysLeft(next.old_expires_at)).toBe(2)
    for (const { token } of [next, old]) expect(await holder(token)).toHaveProperty('viewer')
  })

  it('never works longer than before', async () => {
    const old = done(await createToken(as(operator), { expires: '1h' }))
    const next = done(await rotateToken(as(operator), old.token_id, { keep: '3d' }))
    expect(next.old_expires_at).toEqual(old.expires_at)
  })

  it('is one’s own, or that of a node, and works', async () => {
    const own = done(await createToken(as(operator), {}))
    const ofNode = done(await createToken(as(admin), { node }))
    expect(failureOf(await rotateToken(as(other), own.token_id, {}))).toBe('not_found')
    expect(failureOf(await rotateToken(as(operator), ofNode.token_id, {}))).toBe('not_found')
    // It would be a token that acts as somebody else.
    expect(failureOf(await rotateToken(as(admin), own.token_id, {}))).toBe('forbidden')
    for (const id of ['7', '00000000-0000-4000-8000-000000000000'])
      expect(failureOf(await rotateToken(as(admin), id, {}))).toBe('not_found')
    done(await revokeToken(as(operator), own.token_id))
    expect(failureOf(await rotateToken(as(operator), own.token_id, {}))).toBe('conflict')
  })
})

it('a token is revoked by the person who has it and by administrators', async () => {
  const one = done(await createToken(as(operator), {}))
  const two = done(await createToken(as(operator), {}))
  const ofNode = done(await createToken(as(admin), { node }))
  expect(failureOf(await revokeToken(as(other), one.token_id))).toBe('not_found')
  expect(failureOf(await revokeToken(as(operator), ofNode.token_id))).toBe('not_found')
  expect(await holder(one.token)).toHaveProperty('viewer')
  done(await revokeToken(as(operator), one.token_id))
  done(await revokeToken(as(admin), two.token_id))
  done(await revokeToken(as(admin), ofNode.token_id))
  for (const { token } of [one, two, ofNode]) expect(await holder(token)).toEqual({ refused: 'revoked' })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { type Revocation, revocationDigest } from '@/lib/people/domain/key-calls'
import { readDidKey } from '@/lib/signing/domain/did-key'
import { origin, passkey, plainKey, rpId, type TestKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { enrolKey } from './enrol-key'
import { revokeKey, revokeKeySigned } from './revoke-key'

let fleet: TestFleet
let ada: PersonViewer
let ben: PersonViewer
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM people`)
  ada = await testPerson(fleet.db, 'ada', 'approver')
  ben = await testPerson(fleet.db, 'ben', 'approver')
})

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const enrol = (viewer: PersonViewer, key: TestKey, other = {}, proven = false) =>
  enrolKey(by(viewer), enrolmentOf(viewer.did, key, other), proven)
const enrolled = async (viewer: PersonViewer, key: TestKey, other = {}) =>
  done(await enrol(viewer, key, other)).key_id
const keysThatSign = async (viewer: PersonViewer) =>
  (await signingKeysOf(fleet.db.manager, viewer.id)).map(({ key }) => key)
const events = async () => {
  const rows = await fleet.db.query<{ body: string }[]>(
    `SELECT body FROM job_events WHERE stream = 'rights' ORDER BY seq`,
  )
  return rows.map(({ body }) => body).filter((body) => body.includes('consent_keys'))
}
const waiting = async () => {
  const [row] = await fleet.db.query<{ count: number }[]>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return row?.count
}
const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()

describe('a first key', () => {
  it.each(['ed25519', 'p256'] as const)('of %s is enrolled with a token alone, and logged', async (curve) => {
    const key = plainKey(curve)
    const before = (await events()).length
    const row = done(await enrol(ada, key))
    expect(row).toMatchObject({ key: key.pinned.key, kind: curve, name: 'Laptop', revoked_at: null })
    expect(await keysThatSign(ada)).toEqual([key.pinned.key])
    expect((await events()).slice(before)).toEqual([expect.stringContaining(key.pinned.key)])
  })

  it.each<[string, (key: TestKey) => object, string]>([
    ['for another person', () => ({ person: 'did:test:person:ben' }), 'invalid enrolment.person'],
    ['of eleven minutes ago', () => ({ enrolled_at: minutes(-11) }), 'invalid enrolment.enrolled_at'],
    ['of a clock that is ahead', () => ({ enrolled_at: minutes(11) }), 'invalid enrolment.enrolled_at'],
    [
      'of a curve that signs nothing',
      () => ({ key: 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' }),
      'invalid enrolment.key',
    ],
    ['that another key signed', () => ({ key: plainKey('ed25519').pinned.key }), 'invalid signature'],
    ['that a key of another kind signed', () => ({ key: plainKey('p256').pinned.key }), 'invalid signature'],
  ])('%s is refused', async (_, other, failure) => {
    const key = plainKey('ed25519')
    expect(failureOf(await enrol(ada, key, other(key)))).toBe(failure)
    expect(await keysOf(fleet.db.manager, ada.id)).toEqual([])
  })

  it('whose enrolment was changed after it was signed is refused', async () => {
    const sent = enrolmentOf(ada.did, plainKey('p256'))
    const changed = { ...sent, enrolment: { ...sent.enrolment, enrolled_at: minutes(1) } }
    expect(failureOf(await enrolKey(by(ada), changed, false))).toBe('invalid signature')
  })

  it('inside an authenticator does not come this way', async () => {
    expect(failureOf(await enrol(ada, passkey()))).toBe('invalid signature')
  })

  it('of somebody who was disabled is refused', async () => {
    await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'ada'`)
    expect(failureOf(await enrol(ada, plainKey('ed25519')))).toBe('forbidden')
  })

  it('is one of several that are enrolled at once', async () => {
    // Whoever writes to the log keeps the others waiting, after they have read which keys there are.
    const writer = fleet.db.createQueryRunner()
    await writer.startTransaction()
    await writer.query(
      `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('ben', 'did:key:z', 'p256', 'x')`,
    )
    const answers = Promise.all([1, 2, 3].map(() => enrol(ada, plainKey('ed25519'))))
    await expect.poll(waiting, { timeout: 30_000 }).toBe(3)
    await writer.commitTransaction()
    await writer.release()
    expect((await answers).map(failureOf).sort()).toEqual(['forbidden', 'forbidden', 'ok'])
  })
})

describe('a further key', () => {
  it('needs the signature of a present one', async () => {
    const [first, second] = [plainKey('ed25519'), plainKey('p256')]
    await enrolled(ada, first)
    expect(failureOf(await enrol(ada, second))).toBe('forbidden')
    expect(failureOf(await enrol(ada, second, { cosigner: second }))).toBe('forbidden')
    await enrolled(ada, second, { cosigner: first })
    expect(await keysThatSign(ada)).toEqual([first.pinned.key, second.pinned.key])
  })

  it('is enrolled without it once the password was asked for', async () => {
    await enrolled(ada, plainKey('ed25519'))
    expect(failureOf(await enrol(ada, plainKey('ed25519'), {}, true))).toBe('ok')
  })

  it('is refused with a co-signature over another enrolment', async () => {
    const [first, second] = [plainKey('ed25519'), plainKey('ed25519')]
    await enrolled(ada, first)
    const { cosigned } = enrolmentOf(ada.did, plainKey('p256'), { cosigner: first })
    const sent = { ...enrolmentOf(ada.did, second), cosigned }
    expect(failureOf(await enrolKey(by(ada), sent, false))).toBe('forbidden')
  })

  it('is refused with a co-signature by a revoked or expired key, or by somebody else’s', async () => {
    const [first, old, of] = [plainKey('ed25519'), plainKey('ed25519'), plainKey('ed25519')]
    await enrolled(ada, first)
    const oldId = await enrolled(ada, old, { cosigner: first })
    await enrolled(ben, of)
    done(await revokeKey(by(ada), oldId))
    for (const cosigner of [old, of])
      expect(failureOf(await enrol(ada, plainKey('ed25519'), { cosigner }))).toBe('forbidden')
    await fleet.db.query(`UPDATE consent_keys SET expires_at = now() WHERE key = $1`, [first.pinned.key])
    expect(failureOf(await enrol(ada, plainKey('ed25519'), { cosigner: first }))).toBe('forbidden')
  })

  it('is a further one even where all others were revoked: a stolen token revokes them too', async () => {
    const first = plainKey('ed25519')
    done(await revokeKey(by(ada), await enrolled(ada, first)))
    expect(failureOf(await enrol(ada, plainKey('ed25519')))).toBe('forbidden')
    expect(failureOf(await enrol(ada, plainKey('ed25519'), {}, true))).toBe('ok')
  })

  it('is the twentieth at most', async () => {
    const first = plainKey('ed25519')
    const ids = [await enrolled(ada, first)]
    for (let count = 1; count < 20; count += 1)
      ids.push(await enrolled(ada, plainKey('ed25519'), { cosigner: first }))
    const more = plainKey('ed25519')
    expect(failureOf(await enrol(ada, more, { cosigner: first }))).toBe('conflict')
    done(await revokeKey(by(ada), ids.at(-1) ?? ''))
    await enrolled(ada, more, { cosigner: first })
  })
})

it('a key is enrolled once, by whomever, and not again after it was revoked', async () => {
  const key = plainKey('ed25519')
  const keyId = await enrolled(ada, key)
  expect(failureOf(await enrol(ben, key))).toBe('conflict')
  expect(failureOf(await enrol(ada, key, {}, true))).toBe('conflict')
  done(await revokeKey(by(ada), keyId))
  expect(failureOf(await enrol(ada, key, {}, true))).toBe('conflict')
})

describe('a passkey', () => {
  const enrolledForDecisions = (key: TestKey) => {
    const credential = { credential_id: 'decisions', rp_id: rpId, origin }
    const sent = { ...enrolmentOf(ada.did, key), passkey: credential }
    return enrolKey(by(ada), sent, true, { id: rpId, origin })
  }
  const signsIn = (credentialId: string, publicKey: Uint8Array) =>
    fleet.db.query(
      `INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, device_type, backed_up)
       VALUES ($1, 'ada', $1, $2, 0, 'singleDevice', false)`,
      [credentialId, Buffer.from(publicKey).toString('base64')],
    )
  const xOf = ({ pinned }: TestKey) => {
    const read = readDidKey(pinned.key)
    if (!read.ok) throw new Error(read.message)
    return Buffer.from(read.key.bytes).subarray(-32)
  }

  it('of its own is enrolled for decisions', async () => {
    await signsIn('another', Buffer.alloc(77, 1))
    expect(failureOf(await enrolledForDecisions(passkey()))).toBe('ok')
  })

  it.each(['p256', 'ed25519'] as const)('of %s with which they sign in is not', async (curve) => {
    const key = passkey(curve)
    await signsIn('decisions', Buffer.alloc(77, 1))
    expect(failureOf(await enrolledForDecisions(key))).toBe('conflict')
    await fleet.db.query(`DELETE FROM passkeys`)
    // Whatever id it is sent with.
    await signsIn('sign-in', Buffer.concat([Buffer.alloc(10, 1), xOf(key), Buffer.alloc(35, 1)]))
    expect(failureOf(await enrolledForDecisions(key))).toBe('conflict')
    expect(await keysThatSign(ada)).toEqual([])
  })
})

it.each<[string, object, string]>([
  ['a name that nobody would see', { name: '\u200b' }, 'invalid name'],
  ['an unknown member', { proven: true }, 'invalid'],
  ['no signature', { signature: undefined }, 'invalid signature'],
])('an enrolment with %s is refused', async (_, other, failure) => {
  const sent = { ...enrolmentOf(ada.did, plainKey('ed25519')), ...other }
  expect(failureOf(await enrolKey(by(ada), sent, false))).toBe(failure)
})

describe('a key', () => {
  it('is revoked once, by its person alone, and stays in their list and the log', async () => {
    const key = plainKey('ed25519')
    const keyId = await enrolled(ada, key)
    expect(failureOf(await revokeKey(by(ben), keyId))).toBe('not_found')
    const before = (await events()).length
    expect(done(await revokeKey(by(ada), keyId))).toEqual({ key_id: keyId })
    expect(failureOf(await revokeKey(by(ada), keyId))).toBe('not_found')
    expect(await keysThatSign(ada)).toEqual([])
    expect(await keysOf(fleet.db.manager, ada.id)).toMatchObject([
      { key: key.pinned.key, revoked_at: expect.any(Date) },
    ])
    expect((await events()).length).toBe(before + 1)
  })

  it.each(['', 'x', '00000000-0000-4000-8000-000000000000', "'; --"])('that is not there: %j', async (id) => {
    expect(failureOf(await revokeKey(by(ada), id))).toBe('not_found')
  })
})

describe('whoever shows a token alone', () => {
  const signed = (key: TestKey, by: TestKey, other: Partial<Revocation> = {}) => {
    const revocation: Revocation = {
      ...{ version: 1, person: ada.did, key: key.pinned.key, revoked_at: new Date().toISOString() },
      ...other,
    }
    const signature = by.sign(revocationDigest(revocation))
    return { revocation, signed: { key: by.pinned.key, signature } }
  }

  it('revokes a key with a signature of it, or of another of theirs', async () => {
    const [first, second] = [plainKey('ed25519'), plainKey('p256')]
    const firstId = await enrolled(ada, first)
    const secondId = await enrolled(ada, second, { cosigner: first })
    expect(failureOf(await revokeKeySigned(by(ada), firstId, {}))).toBe('forbidden')
    expect(failureOf(await revokeKeySigned(by(ada), firstId, signed(first, second)))).toBe('ok')
    expect(failureOf(await revokeKeySigned(by(ada), secondId, signed(second, first)))).toBe('invalid signed')
    expect(failureOf(await revokeKeySigned(by(ada), secondId, signed(second, second)))).toBe('ok')
    expect(failureOf(await revokeKeySigned(by(ada), secondId, signed(second, second)))).toBe('not_found')
  })

  it.each<[string, (key: TestKey) => object, string]>([
    ['of another key', (key) => signed(plainKey('ed25519'), key), 'invalid revocation'],
    ['of another person', (key) => signed(key, key, { person: ben.did }), 'invalid revocation'],
    [
      'of an hour ago',
      (key) => signed(key, key, { revoked_at: '2026-01-01T00:00:00.000Z' }),
      'invalid revocation.revoked_at',
    ],
    ['by a stranger’s key', (key) => signed(key, plainKey('ed25519')), 'invalid signed'],
    [
      'that signed something else',
      (key) => ({
        ...signed(key, key),
        signed: { key: key.pinned.key, signature: key.sign('ab'.repeat(32)) },
      }),
      'invalid signed',
    ],
  ])('does not with a revocation %s', async (_, body, failure) => {
    const key = plainKey('ed25519')
    const keyId = await enrolled(ada, key)
    expect(failureOf(await revokeKeySigned(by(ada), keyId, body(key)))).toBe(failure)
    expect(await keysThatSign(ada)).toEqual([key.pinned.key])
  })

  it('ends a key that has expired without, which is nobody else’s', async () => {
    const keyId = await enrolled(ada, plainKey('ed25519'))
    await fleet.db.query(`UPDATE consent_keys SET expires_at = now() WHERE key_id = $1`, [keyId])
    expect(failureOf(await revokeKeySigned(by(ben), keyId, {}))).toBe('not_found')
    expect(failureOf(await revokeKeySigned(by(ada), keyId, {}))).toBe('ok')
  })
})

it.each([0, 1.5, 3_651, '30'])('a key is not enrolled for %s days', async (expires_in_days) => {
  const sent = { ...enrolmentOf(ada.did, plainKey('ed25519')), expires_in_days }
  expect(failureOf(await enrolKey(by(ada), sent, false))).toBe('invalid expires_in_days')
})

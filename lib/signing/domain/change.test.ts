import { describe, expect, it } from 'vitest'
import { canonicalJson } from '@/lib/kernel/json/json'
import { at, now, passkey, plainKey, type TestKey } from '@/test/consent-signing'
import {
  type ChangeDocument,
  type ChangeStatement,
  changeDigest,
  changeStatementDigest,
  checkSignedChange,
  parseChangeText,
} from './change'

const anna = 'did:web:example.org:anna'
const change: ChangeDocument = {
  version: 1,
  change_id: '0198a1b2-0000-7000-8000-000000000001',
  kind: 'add_owner',
  node: 'did:kos:griot:1',
  what: { person: 'did:web:example.org:eve' },
  reason: 'The night shift needs her.',
  asked_by: anna,
  asked_at: '2026-11-29T12:00:00.000Z',
  due_at: '2026-12-02T12:00:00.000Z',
}

describe('the text of a change', () => {
  const problemOf = (value: object): string => {
    const parsed = parseChangeText(canonicalJson(JSON.parse(JSON.stringify(value))))
    return parsed.ok ? 'ok' : parsed.problem.path
  }

  it.each(['add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule', 'change_rule'])(
    'may be of the kind %s',
    (kind) => {
      expect(problemOf({ ...change, kind })).toBe('ok')
    },
  )

  it.each<[string, object]>([
    ['ok', { node: null, reason: null, asked_by: null }],
    ['version', { version: 2 }],
    ['kind', { kind: 'add_rule' }],
    ['kind', { kind: '' }],
    ['change_id', { change_id: `0${change.change_id}` }],
    ['change_id', { change_id: `${change.change_id}0` }],
    ['change_id', { change_id: change.change_id.toUpperCase() }],
    ['change_id', { change_id: change.change_id.replaceAll('-', '') }],
    ['what', { what: [] }],
    ['asked_at', { asked_at: '2026-11-29T12:00:00Z' }],
    ['due_at', { due_at: null }],
    ['', { more: 1 }],
  ])('%s: %j', (path, other) => {
    expect(problemOf({ ...change, ...other })).toBe(path)
  })

  it('is taken in its canonical form alone, as a digest of its own', () => {
    expect(parseChangeText(canonicalJson(change))).toEqual({ ok: true, value: change })
    expect(parseChangeText(JSON.stringify(change)).ok).toBe(false)
    // Computed apart from this code, with json and hashlib of Python.
    expect(changeDigest(change)).toBe('9c5a1bc247315fafcd7f7dd44ab4b8c5464efac60962e665d23dcf3aa35b5194')
  })
})

describe('a signed decision about a change', () => {
  const keys = { own: plainKey('ed25519'), passkey: passkey(), stranger: plainKey('p256') }
  const by = { person: anna, keys: [keys.passkey.pinned, keys.own.pinned] }
  const about = { digest: changeDigest(change), decision: 'agree', now } as const

  const signedBy = (key: TestKey, other: Partial<ChangeStatement> = {}) => {
    const statement: ChangeStatement = {
      version: 1,
      change: about.digest,
      decision: 'agree',
      decided_at: at(0),
      person: anna,
      key: key.pinned.key,
      ...other,
    }
    return { statement, signature: key.sign(changeStatementDigest(statement)) }
  }
  const said = (value: unknown, more: Partial<{ decision: 'agree' | 'refuse' }> = {}): string => {
    const check = checkSignedChange(value, by, { ...about, ...more })
    return check.ok ? 'ok' : check.message
  }

  it('counts with any key of its person', () => {
    const signed = signedBy(keys.own)
    expect(checkSignedChange(signed, by, about)).toEqual({ ok: true, value: signed, counter: null })
    expect(checkSignedChange(signedBy(keys.passkey), by, about)).toMatchObject({ ok: true, counter: 0 })
    expect(said(signedBy(keys.own, { decision: 'refuse' }), { decision: 'refuse' })).toBe('ok')
  })

  it('counts for nothing else, and says why', () => {
    expect(said({})).toMatch(/^does not have its form: statement /)
    expect(said({ ...signedBy(keys.own), more: 1 })).toMatch(/^does not have its form: /)
    expect(said(signedBy(keys.own, { change: 'a'.repeat(64) }))).toContain('another change')
    expect(said(signedBy(keys.own, { decision: 'refuse' }))).toBe('says refuse')
    expect(said(signedBy(keys.own), { decision: 'refuse' })).toBe('says agree')
    expect(said(signedBy(keys.stranger))).toContain('not yours')
    expect(said(signedBy(keys.own, { person: 'did:web:example.org:ben' }))).toContain('not yours')
    const forged = { ...signedBy(keys.own), signature: signedBy(keys.own, { decided_at: at(1) }).signature }
    expect(said(forged)).toContain('not of this key')
  })

  it.each([
    [-61, false],
    [-60, true],
    // The node, whose clock may be two minutes behind, takes an hour.
    [58, true],
    [59, false],
  ])('decided %d minutes from now: %j', (minutes, ok) => {
    const verdict = said(signedBy(keys.own, { decided_at: at(minutes) }))
    expect(verdict).toEqual(ok ? 'ok' : expect.stringContaining(at(minutes)))
  })

  it('has this digest, for ever', () => {
    const statement = signedBy(keys.own, { key: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' })
    // Computed apart from this code, with json and hashlib of Python.
    expect(changeStatementDigest(statement.statement)).toBe(
      '8026de9a6f40429e6625620628a77cc5057dea818b623b74e8098ec2bec98311',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { at, caseOf, documentOf, entry, now, passkey, voteOf } from '@/test/consent-signing'
import { anna, ben, both, byAnna, byBen, codeOf, document, dora, keys, pins, rita } from '@/test/signed-job'
import { checkVote } from './check-vote'
import { documentDigest } from './document'
import { offerOf } from './offer'
import { pins as pinsForm } from './pins'
import { listOf, statementDigest } from './statement-digest'
import { verifyConsent } from './verify-consent'

describe('votes', () => {
  it('on another job, revision or node do not count', () => {
    for (const other of [
      { job_id: '0198a1b2-0000-7000-8000-000000000002' },
      { revision: 1 },
      { node: 'did:kos:griot:2' },
      { nonce: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { requester: ben },
    ]) {
      const elsewhere = voteOf(documentOf(other), ben, keys.ben)
      expect(codeOf({ votes: [byAnna, elsewhere] })).toBe('signature_bad')
    }
  })

  it('whose statement was exchanged do not count', () => {
    const rejecting = voteOf(document, ben, keys.ben, { decision: 'reject' })
    expect(codeOf({ votes: [byAnna, { ...rejecting, statement: byBen.statement }] })).toBe('signature_bad')
    expect(codeOf({ votes: [byAnna, { ...byAnna, statement: byBen.statement }] })).toBe('signature_bad')
  })

  it('of a person with two keys count once', () => {
    expect(codeOf({ votes: [byAnna, voteOf(document, anna, keys.annaToo)] })).toBe('quorum')
    expect(codeOf({ votes: [byAnna, byAnna] })).toBe('quorum')
    expect(codeOf({ votes: [byAnna, voteOf(document, anna, keys.annaToo), byBen] })).toBe('ok owners')
  })

  it('with another person’s name, or a key that is nobody’s, do not count', () => {
    expect(codeOf({ votes: [byAnna, voteOf(document, ben, keys.annaToo)] })).toBe('key_unknown')
    expect(codeOf({ votes: [byAnna, byBen, voteOf(document, dora, keys.stranger)] })).toBe('key_unknown')
    expect(codeOf({ votes: [byAnna, voteOf(document, ben, passkey())] })).toBe('key_unknown')
    const forged = voteOf(document, dora, { ...keys.stranger, sign: keys.rita.sign })
    expect(codeOf({ votes: [byAnna, byBen, forged] })).toBe('signature_bad')
  })

  it('of the requester are refused, whoever else has approved', () => {
    expect(codeOf({ votes: [byAnna, byBen, voteOf(document, rita, keys.rita)] })).toBe('own_request')
    const own = documentOf({ requester: ben })
    const votes = [voteOf(own, anna, keys.anna), voteOf(own, ben, keys.ben)]
    expect(codeOf(caseOf(own, { pins, votes }))).toBe('own_request')
  })

  it.each(['reject', 'withdraw'] as const)('that %s never count', (decision) => {
    const no = (minutes: number) => voteOf(document, ben, keys.ben, { decision, decided_at: at(minutes) })
    expect(codeOf({ votes: [byAnna, no(-5)] })).toBe('quorum')
    // Ben approved at −5: the later decision holds, and of two at once the one against.
    expect(codeOf({ votes: [byAnna, byBen, no(-4)] })).toBe('quorum')
    expect(codeOf({ votes: [byAnna, no(-5), byBen] })).toBe('quorum')
    expect(codeOf({ votes: [byAnna, no(-6), byBen] })).toBe('ok owners')
    // Nobody's but their own: Dora, an owner too, is against it.
    const withDora = { ...pins, owners: [...pins.owners, { person: dora, keys: [keys.dora.pinned] }] }
    const byDora = voteOf(document, dora, keys.dora, { decision })
    expect(codeOf({ votes: [byAnna, byBen, byDora], pins: withDora })).toBe('ok owners')
  })

  it.each([
    [2, 'ok owners'],
    [60, 'ok owners'],
    [61, 'signature_bad'],
  ])('decided %d minutes ahead: %s', (minutes, code) => {
    const ahead = voteOf(document, ben, keys.ben, { decided_at: at(minutes) })
    expect(codeOf({ votes: [byAnna, ahead] })).toBe(code)
  })

  it.each(['https://evil.example.org', 'https://evil.hakim.example.org'])(
    'by a passkey on %s, another page, are refused',
    (origin) => {
      const elsewhere = { ...keys.ben, sign: (digest: string) => keys.ben.signAt(digest, { origin }) }
      expect(codeOf({ votes: [byAnna, voteOf(document, ben, elsewhere)] })).toBe('signature_bad')
    },
  )
})

describe('many decisions signed at once', () => {
  const elsewhere = voteOf(documentOf({ revision: 9 }), ben, keys.ben).statement

  it('count each, if its statement is in the list', () => {
    const listed = voteOf(document, ben, keys.ben, {}, (own) => listOf([own, elsewhere]))
    expect(codeOf({ votes: [byAnna, listed] })).toBe('ok owners')
    const without = voteOf(document, ben, keys.ben, {}, () => listOf([elsewhere]))
    expect(codeOf({ votes: [byAnna, without] })).toBe('signature_bad')
    const unsorted = voteOf(document, ben, keys.ben, {}, (own) => ({
      version: 1,
      statements: [statementDigest(own), statementDigest(elsewhere)].sort().reverse(),
    }))
    expect(codeOf({ votes: [byAnna, unsorted] })).toBe('signature_bad')
    // The signature of the one for the other.
    expect(codeOf({ votes: [byAnna, { ...listed, list: null }] })).toBe('signature_bad')
    expect(codeOf({ votes: [byAnna, { ...byBen, list: listed.list }] })).toBe('signature_bad')
  })

  it('never a task of high risk', () => {
    const risky = { ...entry, risk: 'high' }
    const offer = offerOf(risky)
    const high = documentOf({ offer: offer.ok ? offer.value : null })
    const listed = voteOf(high, ben, keys.ben, {}, (own) => listOf([own, elsewhere]))
    const alone = voteOf(high, anna, keys.anna)
    const given = { ...caseOf(high, { pins, votes: [alone, listed] }), entry: risky }
    expect(codeOf(given)).toBe('signature_bad')
    expect(codeOf({ ...given, votes: [alone, voteOf(high, ben, keys.ben)] })).toBe('ok owners')
  })
})

describe('a key for emergencies', () => {
  const vote = voteOf(document, dora, keys.emergency, { decision: 'emergency' })

  it('is enough where it is pinned', () => {
    expect(verifyConsent({ ...both, votes: [vote] })).toMatchObject({
      ok: true,
      by: 'emergency',
      persons: [dora],
    })
    // It approves in an emergency, and else nothing.
    expect(codeOf({ votes: [voteOf(document, dora, keys.emergency)] })).toBe('key_unknown')
    expect(codeOf({ votes: [vote], pins: { ...pins, emergency: null } })).toBe('key_unknown')
    const two = pinsForm.parse({
      ...pins,
      emergency: {
        required: 2,
        keys: [
          { person: dora, ...keys.emergency.pinned },
          { person: rita, key: keys.stranger.pinned.key },
        ],
      },
    })
    expect(codeOf({ votes: [vote], pins: two })).toBe('quorum')
    expect(codeOf({ votes: [vote, byAnna], pins: two })).toBe('quorum')
  })

  it('is not enough for the requester, nor in another’s name', () => {
    const own = documentOf({ requester: dora })
    expect(
      codeOf(caseOf(own, { pins, votes: [voteOf(own, dora, keys.emergency, { decision: 'emergency' })] })),
    ).toBe('own_request')
    expect(codeOf({ votes: [voteOf(document, anna, keys.emergency)] })).toBe('key_unknown')
    const inList = voteOf(document, dora, keys.emergency, { decision: 'emergency' }, (own) => listOf([own]))
    expect(codeOf({ votes: [inList] })).toBe('signature_bad')
  })
})

describe('one vote, as it arrives', () => {
  const context = { document, digest: documentDigest(document), now }
  const check = (vote: unknown, person = ben, own = [keys.ben.pinned]): string => {
    const verdict = checkVote(vote, { person, keys: own }, context)
    return verdict.ok ? 'ok' : verdict.code
  }

  it('may be in a list with others where nobody has announced what the task does', () => {
    const unknown = documentOf({ offer: null })
    const listed = voteOf(unknown, ben, keys.ben, {}, (own) => listOf([own]))
    const at = { ...context, document: unknown, digest: documentDigest(unknown) }
    expect(checkVote(listed, { person: ben, keys: [keys.ben.pinned] }, at)).toMatchObject({ ok: true })
  })

  it('must be genuine, of its person, with an enrolled key, on the document', () => {
    expect(check(byBen)).toBe('ok')
    expect(check({})).toBe('signature_bad')
    expect(check(byAnna)).toBe('key_unknown')
    expect(check(byBen, anna)).toBe('key_unknown')
    expect(check(byBen, ben, [])).toBe('key_unknown')
    expect(check({ ...byBen, signature: byAnna.signature })).toBe('signature_bad')
    expect(check(voteOf(documentOf({ revision: 3 }), ben, keys.ben))).toBe('signature_bad')
    expect(check(voteOf(document, rita, keys.rita), rita, [keys.rita.pinned])).toBe('own_request')
    expect(check(voteOf(document, ben, keys.ben, { decision: 'reject' }))).toBe('ok')
  })
})

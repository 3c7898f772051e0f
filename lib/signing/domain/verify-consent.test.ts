import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import {
  at,
  caseOf,
  delegationOf,
  documentOf,
  entry,
  node,
  now,
  passkey,
  plainKey,
  voteOf,
} from '@/test/consent-signing'
import { checkVote } from './check-vote'
import { documentDigest } from './document'
import { offerOf } from './offer'
import { type Pins, pins as pinsForm } from './pins'
import { listOf, statementDigest } from './statement'
import { type ConsentCase, graceMs, verifyConsent } from './verify-consent'

const anna = 'did:web:example.org:anna'
const ben = 'did:web:example.org:ben'
const dora = 'did:web:example.org:dora'
const rita = 'did:web:example.org:rita'
const keys = {
  anna: plainKey('ed25519'),
  annaToo: plainKey('p256'),
  ben: passkey(),
  dora: plainKey('p256'),
  rita: plainKey('ed25519'),
  emergency: passkey('ed25519'),
  stranger: plainKey('ed25519'),
}

const pins: Pins = {
  node,
  required: 2,
  owners: [
    { person: anna, keys: [keys.anna.pinned, keys.annaToo.pinned] },
    { person: ben, keys: [keys.ben.pinned] },
    { person: rita, keys: [keys.rita.pinned] },
  ],
  delegation: true,
  emergency: { required: 1, keys: [{ person: dora, ...keys.emergency.pinned }] },
}
const document = documentOf()
const byAnna = voteOf(document, anna, keys.anna)
const byBen = voteOf(document, ben, keys.ben)
const both = caseOf(document, { pins, votes: [byAnna, byBen] })

const codeOf = (other: Partial<ConsentCase>): string => {
  const verdict = verifyConsent({ ...both, ...other })
  if (verdict.ok) return `ok ${verdict.by}`
  expect(verdict.message).toContain(verdict.seen)
  return verdict.code
}
/** The same for another document, voted on by both. */
const codeFor = (other: Parameters<typeof documentOf>[0], more: Partial<ConsentCase> = {}): string => {
  const changed = documentOf(other)
  const votes = [voteOf(changed, anna, keys.anna), voteOf(changed, ben, keys.ben)]
  return codeOf({ ...caseOf(changed, { pins, votes }), ...more })
}

describe('a job that two owners have signed', () => {
  it('runs', () => {
    expect(verifyConsent(both)).toEqual({
      ok: true,
      by: 'owners',
      persons: [anna, ben],
      counters: [{ key: keys.ben.pinned.key, counter: 0 }],
      digest: documentDigest(document),
    })
  })

  it.each<[string, Partial<ConsentCase>]>([
    ['document_missing', { document: undefined }],
    ['document_missing', { document: null }],
    ['document_missing', { document: 'text' }],
    ['document_missing', { votes: undefined }],
    ['document_missing', { votes: { length: 2 } }],
    ['document_missing', { votes: Array.from({ length: 201 }, () => byAnna) }],
    ['document_missing', { delegations: null }],
    ['document_version', { document: [] }],
    ['document_version', { document: { ...document, version: 2 } }],
    ['document_version', { document: { ...document, more: 1 } }],
    ['other_node', { pins: { ...pins, node: 'did:kos:griot:2' } }],
    ['job_differs', { job: { ...both.job, job_id: '0198a1b2-0000-7000-8000-000000000002' } }],
    ['job_differs', { job: { ...both.job, task_name: 'clear_cache' } }],
    ['job_differs', { job: { ...both.job, params: { days: 1 } } }],
    ['job_differs', { job: { ...both.job, params: undefined } }],
    ['job_differs', { job: { ...both.job, params: { days: Number.NaN } } }],
    ['job_differs', { job: { ...both.job, window: null } }],
    ['job_differs', { job: { ...both.job, expires_at: null } }],
    ['offer_differs', { entry: null }],
    ['offer_differs', { entry: { ...entry, command: ['/bin/rm', '-rf', '/'] } }],
    ['offer_differs', { entry: { ...entry, title: 'only the digest covers this' } }],
    ['offer_differs', { entry: { ...entry, risk: 'unheard of' } }],
    ['params_unfit', { paramsProblem: () => 'params.days must be at most 20' }],
    ['replayed', { ran: (job, revision) => job === document.job_id && revision === 2 }],
    ['ok owners', { ran: (_, revision) => revision === 1 }],
    ['quorum', { votes: [] }],
    ['quorum', { votes: [byAnna] }],
    ['quorum', { votes: [byBen] }],
    ['signature_bad', { votes: ['a vote', byAnna, byBen] }],
    ['signature_bad', { votes: [{ ...byAnna, more: 1 }, byBen] }],
  ])('%s', (code, other) => {
    expect(codeOf(other)).toBe(code)
  })

  it('is refused for the first thing that is wrong, in the order of the checks', () => {
    const wrong: [string, Partial<ConsentCase>][] = [
      ['document_missing', { delegations: undefined }],
      ['other_node', { pins: { ...pins, node: 'did:kos:griot:2' } }],
      ['job_differs', { job: { ...both.job, task_name: 'clear_cache' } }],
      ['offer_differs', { entry: null }],
      ['params_unfit', { paramsProblem: () => 'params.days' }],
      ['too_late', { now: now + 86_400_000 }],
      ['replayed', { ran: () => true }],
      ['signature_bad', { votes: [{}] }],
    ]
    for (const [index, [code]] of wrong.entries())
      expect(codeOf(Object.assign({}, ...wrong.slice(index).map(([, other]) => other)))).toBe(code)
  })

  it('says what was expected and what was seen', () => {
    expect(verifyConsent({ ...both, job: { ...both.job, params: { days: 1 } } })).toEqual({
      ok: false,
      code: 'job_differs',
      expected: 'parameters {"days":30}',
      seen: '{"days":1}',
      message:
        'The job differs from what was approved. Request a new job. Expected: parameters {"days":30}. Seen: {"days":1}.',
    })
    const long = verifyConsent({ ...both, job: { ...both.job, task_name: '😀'.repeat(10_000) } })
    expect(!long.ok && long.seen.length).toBeLessThan(310)
    expect(!long.ok && long.message.isWellFormed()).toBe(true)
  })
})

describe('the digest of the offer alone is not enough', () => {
  const offer = offerOf(entry)
  if (!offer.ok) throw new Error('unreachable')
  it.each([
    { command: ['/opt/archive', '--dry-run'] },
    { risk: 'low' as const },
    { run_as: 'nobody' },
    { params_schema: {} },
    { timeout_seconds: 1 },
    { builtin: { name: 'clear_cache', version: 1 } },
    null,
  ])('of a document that shows %j', (shown) => {
    expect(codeFor({ offer: shown && { ...offer.value, ...shown } })).toBe('offer_differs')
  })
})

describe('the time by the node’s own clock', () => {
  const open = Date.parse(document.window?.start ?? '')
  const end = Date.parse(document.window?.end ?? '')
  it.each([
    ['not_yet', open - graceMs - 1],
    ['ok owners', open - graceMs],
    ['ok owners', end + graceMs - 1],
    ['too_late', end + graceMs],
  ])('%s', (code, time) => {
    // The votes were cast before.
    const early = voteOf(document, anna, keys.anna, { decided_at: at(-600) })
    const earlyToo = voteOf(document, ben, keys.ben, { decided_at: at(-600) })
    expect(codeOf({ now: time, votes: [early, earlyToo] })).toBe(code)
  })

  it('counts for the expiry too', () => {
    expect(codeFor({ window: null, expires_at: at(-3) })).toBe('too_late')
    expect(codeFor({ window: null, expires_at: at(-1) })).toBe('ok owners')
    expect(codeFor({ window: null, expires_at: null })).toBe('ok owners')
  })
})

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
  })

  it.each([
    [2, 'ok owners'],
    [60, 'ok owners'],
    [61, 'signature_bad'],
  ])('decided %d minutes ahead: %s', (minutes, code) => {
    const ahead = voteOf(document, ben, keys.ben, { decided_at: at(minutes) })
    expect(codeOf({ votes: [byAnna, ahead] })).toBe(code)
  })

  it('by a passkey on another page are refused', () => {
    const elsewhere = {
      ...keys.ben,
      sign: (digest: string) => keys.ben.signAt(digest, { origin: 'https://evil.example.org' }),
    }
    expect(codeOf({ votes: [byAnna, voteOf(document, ben, elsewhere)] })).toBe('signature_bad')
  })
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

describe('delegations', () => {
  const toDora = { person: dora, keys: [keys.dora.pinned] }
  const ofBen = { person: ben, key: keys.ben }
  const ofAnna = { person: anna, key: keys.anna }
  const byDora = voteOf(document, dora, keys.dora)
  const delegated = (...delegations: unknown[]): string => codeOf({ votes: [byAnna, byDora], delegations })

  it('let somebody decide for an owner', () => {
    expect(delegated()).toBe('key_unknown')
    expect(delegated(delegationOf(ofBen, toDora))).toBe('ok owners')
    expect(codeOf({ ...both, delegations: [delegationOf(ofBen, toDora)] })).toBe('ok owners')
  })

  it.each<[string, Parameters<typeof delegationOf>[2]]>([
    ['for another node', { node: 'did:kos:griot:2' }],
    ['not begun', { starts: at(-4) }],
    ['over', { until: at(-5) }],
    ['to somebody else', { to: 'did:web:example.org:eve' }],
    ['to another key', { to_keys: [keys.stranger.pinned] }],
    ['from nobody', { from: 'did:web:example.org:eve' }],
    ['from another owner than the one who signed', { from: anna }],
  ])('%s do not count', (_, other) => {
    expect(delegated(delegationOf(ofBen, toDora, other))).toBe('key_unknown')
  })

  it('count at the moment of the decision', () => {
    expect(delegated(delegationOf(ofBen, toDora, { starts: at(-5), until: at(-4) }))).toBe('ok owners')
  })

  it('that are forged or broken are refused', () => {
    const genuine = delegationOf(ofBen, toDora)
    const changed = { ...genuine, delegation: { ...genuine.delegation, until: at(9_999) } }
    expect(delegated(changed)).toBe('signature_bad')
    expect(delegated({ ...genuine, more: 1 })).toBe('signature_bad')
    expect(delegated(delegationOf(ofBen, toDora, { to: ben }))).toBe('signature_bad')
    expect(delegated(delegationOf(ofBen, toDora, { until: at(-2_000) }))).toBe('signature_bad')
  })

  it('are one step deep', () => {
    const further = delegationOf(
      { person: dora, key: keys.dora },
      { person: 'did:web:example.org:eve', keys: [keys.stranger.pinned] },
    )
    const byEve = voteOf(document, 'did:web:example.org:eve', keys.stranger)
    const chain = [delegationOf(ofBen, toDora), further]
    expect(codeOf({ votes: [byAnna, byEve], delegations: chain })).toBe('key_unknown')
    const inTheNameOf = { ...further, delegation: { ...further.delegation, from: ben } }
    expect(codeOf({ votes: [byAnna, byEve], delegations: [chain[0], inTheNameOf] })).toBe('key_unknown')
  })

  it('give an owner no second vote', () => {
    // Anna and the delegate of Anna; two delegates of Ben; one delegate of both; Ben for himself and for Anna.
    expect(delegated(delegationOf(ofAnna, toDora))).toBe('quorum')
    const toEve = { person: 'did:web:example.org:eve', keys: [keys.stranger.pinned] }
    const byEve = voteOf(document, toEve.person, keys.stranger)
    const twoOfBen = [delegationOf(ofBen, toDora), delegationOf(ofBen, toEve)]
    expect(codeOf({ votes: [byDora, byEve], delegations: twoOfBen })).toBe('quorum')
    const oneOfBoth = [delegationOf(ofBen, toDora), delegationOf(ofAnna, toDora)]
    expect(codeOf({ votes: [byDora], delegations: oneOfBoth })).toBe('quorum')
    expect(codeOf({ votes: [byDora, byAnna], delegations: oneOfBoth })).toBe('ok owners')
    const toBen = delegationOf(ofAnna, { person: ben, keys: [keys.ben.pinned] })
    expect(codeOf({ votes: [byBen], delegations: [toBen] })).toBe('quorum')
  })

  it('count only where the pins allow them', () => {
    const given = { votes: [byAnna, byDora], delegations: [delegationOf(ofBen, toDora)] }
    const refused = verifyConsent({ ...both, ...given, pins: { ...pins, delegation: false } })
    expect(!refused.ok && refused.code).toBe('key_unknown')
    expect(!refused.ok && refused.seen).toContain('this node allows none')
  })
})

describe('a key for emergencies', () => {
  const vote = voteOf(document, dora, keys.emergency)

  it('is enough where it is pinned', () => {
    expect(codeOf({ votes: [vote] })).toBe('ok emergency')
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
    expect(codeOf(caseOf(own, { pins, votes: [voteOf(own, dora, keys.emergency)] }))).toBe('own_request')
    expect(codeOf({ votes: [voteOf(document, anna, keys.emergency)] })).toBe('key_unknown')
  })
})

describe('whatever is handed out', () => {
  it('is refused without an exception', () => {
    const json = fc.jsonValue().map((value) => jsonValue.parse(value))
    fc.assert(
      fc.property(json, json, json, fc.array(json), (anything, member, params, list) => {
        for (const other of [
          { document: anything },
          { document: { ...document, params: member } },
          { document: { ...document, offer: member } },
          { job: { ...both.job, params: { days: 30, params } } },
          { votes: anything },
          { votes: [byAnna, { ...byBen, signature: member }] },
          { votes: [byAnna, { ...byBen, statement: { ...byBen.statement, person: member } }] },
          { votes: [...list, byAnna] },
          { delegations: [member] },
        ])
          expect(codeOf(other)).not.toMatch(/^ok/)
      }),
      { numRuns: 200 },
    )
  })

  it('may be nested deeper than the stack', () => {
    let deep: JsonValue = 1
    for (let n = 0; n < 100_000; n += 1) deep = [deep]
    expect(codeOf({ job: { ...both.job, params: deep } })).toBe('job_differs')
    expect(codeOf({ document: { ...document, params: deep } })).toBe('document_version')
    expect(codeOf({ votes: [deep] })).toBe('signature_bad')
    expect(codeOf({ delegations: [deep] })).toBe('signature_bad')
  })

  it('counts the same in any order', () => {
    const toDora = { person: dora, keys: [keys.dora.pinned] }
    const votes = [byAnna, voteOf(document, dora, keys.dora), voteOf(document, anna, keys.annaToo)]
    const delegations = [ben, anna].map((person) =>
      delegationOf({ person, key: person === ben ? keys.ben : keys.anna }, toDora),
    )
    fc.assert(
      fc.property(
        fc.shuffledSubarray(votes, { minLength: 3 }),
        fc.shuffledSubarray(delegations, { minLength: 2 }),
        (shuffled, alsoShuffled) => {
          expect(codeOf({ votes: shuffled, delegations: alsoShuffled })).toBe('ok owners')
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('one vote, as it arrives', () => {
  const context = { document, digest: documentDigest(document), now }
  const check = (vote: unknown, person = ben, own = [keys.ben.pinned]): string => {
    const verdict = checkVote(vote, { person, keys: own }, context)
    return verdict.ok ? 'ok' : verdict.code
  }

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

import { describe, expect, it } from 'vitest'
import { at, caseOf, delegationOf, documentOf, voteOf } from '@/test/consent-signing'
import { anna, ben, both, byAnna, byBen, codeOf, document, dora, keys, pins, rita } from '@/test/signed-job'
import { verifyConsent } from './verify-consent'

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

  it('from whoever requested the job do not count: nobody chooses who approves their own request', () => {
    const request = documentOf({ requester: ben })
    const votes = [voteOf(request, anna, keys.anna), voteOf(request, dora, keys.dora)]
    const given = caseOf(request, { pins, votes, delegations: [delegationOf(ofBen, toDora)] })
    const verdict = verifyConsent(given)
    expect(verdict).toMatchObject({
      code: 'key_unknown',
      seen: expect.stringContaining('they requested the job'),
    })
    const byRita = delegationOf({ person: rita, key: keys.rita }, toDora)
    expect(verifyConsent({ ...given, delegations: [byRita] })).toMatchObject({ ok: true })
  })

  it('must hold at the decision, and still when the node checks', () => {
    // Dora decided five minutes ago; the clocks may be two minutes apart.
    expect(delegated(delegationOf(ofBen, toDora, { starts: at(-5), until: at(-1) }))).toBe('ok owners')
    expect(delegated(delegationOf(ofBen, toDora, { starts: at(-5), until: at(-2) }))).toBe('key_unknown')
    // She may only say that she decided while it held.
    expect(delegated(delegationOf(ofBen, toDora, { starts: at(-5), until: at(-4) }))).toBe('key_unknown')
  })

  it('must have begun when the node checks, whatever time somebody says that they decided at', () => {
    const ahead = voteOf(document, dora, keys.dora, { decided_at: at(11) })
    const begun = (starts: number) =>
      codeOf({ votes: [byAnna, ahead], delegations: [delegationOf(ofBen, toDora, { starts: at(starts) })] })
    expect(begun(10)).toBe('key_unknown')
    expect(begun(3)).toBe('key_unknown')
    // The clocks may be two minutes apart.
    expect(begun(2)).toBe('ok owners')
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

  it('count for the owner who has named the kind of the key that signed', () => {
    const asPasskey = { person: dora, keys: [{ ...keys.ben.pinned, key: keys.dora.pinned.key }] }
    const given = { delegations: [delegationOf(ofBen, toDora), delegationOf(ofAnna, asPasskey)] }
    expect(codeOf({ ...given, votes: [byBen, byDora] })).toBe('quorum')
    expect(codeOf({ ...given, votes: [byAnna, byDora] })).toBe('ok owners')
  })

  it('make nobody with one key two people', () => {
    const toEve = (key: typeof keys.anna) => ({ person: 'did:web:example.org:eve', keys: [key.pinned] })
    const byEve = (key: typeof keys.anna) => voteOf(document, 'did:web:example.org:eve', key)
    const counted = (key: typeof keys.anna) =>
      codeOf({ votes: [byAnna, byEve(key)], delegations: [delegationOf(ofBen, toEve(key))] })
    expect(counted(keys.stranger)).toBe('ok owners')
    // Ben was shown keys of Anna's as those of Eve.
    expect(counted(keys.anna)).toBe('key_unknown')
    expect(counted(keys.annaToo)).toBe('key_unknown')
    // One key as that of two delegates.
    const both = [delegationOf(ofBen, toDora), delegationOf(ofAnna, toEve(keys.dora))]
    expect(codeOf({ votes: [byDora, byEve(keys.dora)], delegations: both })).toBe('key_unknown')
    const apart = [delegationOf(ofBen, toDora), delegationOf(ofAnna, toEve(keys.stranger))]
    expect(codeOf({ votes: [byDora, byEve(keys.stranger)], delegations: apart })).toBe('ok owners')
  })

  it('count only where the pins allow them', () => {
    const given = { votes: [byAnna, byDora], delegations: [delegationOf(ofBen, toDora)] }
    const refused = verifyConsent({ ...both, ...given, pins: { ...pins, delegation: false } })
    expect(!refused.ok && refused.code).toBe('key_unknown')
    expect(!refused.ok && refused.seen).toContain('this node allows none')
  })
})

import { describe, expect, it } from 'vitest'
import { at, caseOf, documentOf, entry, node, now, voteOf } from '@/test/consent-signing'
import { policyOf, signedBy } from '@/test/policies'
import { anna, ben, both, byAnna, byBen, codeOf, document, dora, keys, pins, rita } from '@/test/signed-job'
import { graceMs } from './grace'
import { offerDigest, offerOf } from './offer'
import type { Policy, SignedPolicy } from './policy'
import { verifyConsent } from './verify-consent'

const about = (person: string, more: Partial<Policy> = {}): Policy => ({
  ...policyOf({ person, nodes: [node], offer_digests: [offerDigest(entry)] }),
  ...{ starts: at(-60), ends: at(60), ...more },
})
const ofAnna = (more: Partial<Policy> = {}): SignedPolicy => signedBy(about(anna, more), keys.anna)
const ofBen = (more: Partial<Policy> = {}): SignedPolicy => signedBy(about(ben, more), keys.ben)
const withPolicies = (...policies: unknown[]) => ({ votes: [byBen], policies })

describe('what owners approved beforehand', () => {
  it('counts for them beside the votes of others, and says which it was', () => {
    const policy = ofAnna()
    const verdict = verifyConsent({ ...both, ...withPolicies(policy) })
    const { policy_id, revision } = policy.policy
    expect(verdict).toMatchObject({
      ok: true,
      by: 'owners',
      policies: [{ person: anna, policy_id, revision }],
    })
    // A passkey says only of what it signs now how often it has signed.
    expect(verdict).toMatchObject({ counters: [{ key: keys.ben.pinned.key }] })
  })

  it('is enough without a vote where it is of enough people', () => {
    expect(codeOf({ votes: [], policies: [ofAnna(), ofBen()] })).toBe('ok owners')
    expect(codeOf({ votes: [], policies: [ofAnna()] })).toBe('quorum')
    expect(codeOf({ votes: [], policies: [ofAnna(), ofAnna()] })).toBe('quorum')
    expect(codeOf({ votes: [byAnna], policies: [ofAnna()] })).toBe('quorum')
  })

  it.each<[string, unknown, string]>([
    ['no form', {}, 'signature_bad'],
    ['a stranger’s', signedBy(about(dora), keys.stranger), 'key_unknown'],
    ['signed by somebody else', signedBy(about(anna), keys.ben), 'key_unknown'],
    ['in another’s name', signedBy(about(ben), keys.anna), 'key_unknown'],
    ['changed since', { ...ofAnna(), policy: about(anna) }, 'signature_bad'],
    ['for emergencies', signedBy(about(dora), keys.emergency), 'key_unknown'],
    ['about another node', ofAnna({ nodes: ['did:kos:griot:2'] }), 'policy_outside'],
    [
      'about other parameters',
      ofAnna({ params: { days: { min: 31, max: null, optional: false } } }),
      'policy_outside',
    ],
    ['of the requester', signedBy(about(rita), keys.rita), 'policy_outside'],
    ['that is over', ofAnna({ ends: new Date(now - graceMs).toISOString() }), 'policy_outside'],
    [
      'that is over by a clock that may be off',
      ofAnna({ ends: new Date(now - graceMs + 1).toISOString() }),
      'ok owners',
    ],
    ['before its start', ofAnna({ starts: new Date(now + graceMs + 1).toISOString() }), 'policy_outside'],
  ])('%s', (_, policy, code) => {
    expect(codeOf(withPolicies(policy))).toBe(code)
  })

  it('refuses the job if one of them does not approve it, though others suffice', () => {
    expect(codeOf({ policies: [ofAnna(), ofBen({ task: 'other' })] })).toBe('policy_outside')
  })

  it('does not count against a decision of theirs about the same document', () => {
    const no = voteOf(document, anna, keys.anna, { decision: 'reject' })
    const taken = voteOf(document, anna, keys.anna, { decision: 'withdraw' })
    for (const vote of [no, taken])
      expect(codeOf({ votes: [byBen, vote], policies: [ofAnna()] })).toBe('quorum')
  })

  it('never approves a task of high risk', () => {
    const risky = { ...entry, risk: 'high' }
    const offer = offerOf(risky)
    if (!offer.ok) throw new Error(offer.problem.message)
    const high = documentOf({ offer: offer.value })
    const policy = ofAnna({ offer_digests: [offer.value.digest] })
    const votes = [voteOf(high, ben, keys.ben)]
    expect(codeOf({ ...caseOf(high, { pins, votes }), entry: risky, policies: [policy] })).toBe(
      'policy_outside',
    )
  })

  it('counts with its newest version alone, and within its rate', () => {
    const [policy, used] = [ofAnna({ revision: 3 }), { revision: 3, started: 1 }]
    const usedAs = (more: object) => codeOf({ ...withPolicies(policy), used: () => ({ ...used, ...more }) })
    expect(usedAs({})).toBe('ok owners')
    expect(usedAs({ started: 2 })).toBe('policy_rate')
    expect(usedAs({ revision: 4 })).toBe('policy_replaced')
    const other = ofAnna({ rate: { per_node_per_day: 9, per_day: 1 } })
    expect(codeOf({ ...withPolicies(other), used: () => used })).toBe('policy_replaced')
    expect(codeOf({ ...withPolicies(other), used: () => ({ revision: 1, started: 1 }) })).toBe('policy_rate')
  })

  it('is read as far as any job has policies, and may be missing', () => {
    expect(codeOf({ ...both, policies: undefined })).toBe('ok owners')
    expect(codeOf(withPolicies(...Array.from({ length: 201 }, () => ofAnna())))).toBe('document_missing')
    expect(codeOf({ policies: { length: 1 } })).toBe('document_missing')
  })
})

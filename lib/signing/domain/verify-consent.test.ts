import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import { at, caseOf, delegationOf, documentOf, entry, now, voteOf } from '@/test/consent-signing'
import { anna, ben, both, byAnna, byBen, codeOf, document, dora, keys, pins } from '@/test/signed-job'
import { type ApprovalDocument, documentDigest } from './document'
import { graceMs } from './grace'
import { offerOf } from './offer'
import { type ConsentCase, type ReportedDryRun, verifyConsent } from './verify-consent'

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
      policies: [],
      document,
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
    ['other_node', { alsoCalled: [pins.node, 'did:kos:griot:2'] }],
    ['ok owners', { alsoCalled: [pins.node, pins.node] }],
    ['job_differs', { job: { ...both.job, approval_hash: '' } }],
    ['ok owners', { job: { ...both.job, approval_hash: documentDigest(document) } }],
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
      ['dry_run_differs', { tried: () => ({ ...found, taken: true }) }],
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

const found = { digest: 'd'.repeat(64), exit_code: 0 }

describe('a dry run', () => {
  const told = { ...found, taken: true }
  const of = (dry_run: ApprovalDocument['dry_run'], tried: ReportedDryRun | null): string => {
    const own = documentOf(dry_run && { dry_run })
    const votes = [voteOf(own, anna, keys.anna), voteOf(own, ben, keys.ben)]
    const verified = verifyConsent(caseOf(own, { pins, votes, tried: () => tried }))
    return verified.ok ? 'ok' : verified.code
  }

  it.each<[string, ApprovalDocument['dry_run'], ReportedDryRun | null]>([
    ['was neither made nor shown', undefined, null],
    ['is the one that was reported', found, told],
    ['came too late to be shown', undefined, { ...told, taken: false }],
    ['was taken, though this node has not heard so', found, { ...told, taken: false }],
  ])('%s: runs', (_, shown, tried) => {
    expect(of(shown, tried)).toBe('ok')
  })

  it.each<[string, ApprovalDocument['dry_run'], ReportedDryRun | null]>([
    ['was shown, but never made', found, null],
    ['was taken, but not shown', undefined, told],
    ['said something else', { ...found, digest: 'e'.repeat(64) }, told],
    ['ended otherwise', { ...found, exit_code: 1 }, told],
    ['did not end', { ...found, exit_code: null }, told],
  ])('%s: refused', (_, shown, tried) => {
    expect(of(shown, tried)).toBe('dry_run_differs')
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
    // The votes were given before.
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

import { describe, expect, it } from 'vitest'
import { at, delegationOf, documentOf, entry, now, voteOf } from '@/test/consent-signing'
import { anna, ben, both, byAnna, byBen, document, dora, keys, pins, rita } from '@/test/signed-job'
import { fromHex, toBase64url } from './bytes'
import { documentDigest } from './document'
import { graceMs } from './grace'
import { offerDigest } from './offer'
import { pins as pinsForm } from './pins'
import { listOf, statementDigest } from './statement-digest'
import { type ConsentCase, verifyConsent } from './verify-consent'

/** What a refusal expected and saw. */
const saidOf = (other: Partial<ConsentCase>): string[] => {
  const verdict = verifyConsent({ ...both, ...other })
  return verdict.ok ? ['ok', verdict.by] : [verdict.expected, verdict.seen]
}
const eve = 'did:web:example.org:eve'
const [opens, closes] = [Date.parse(document.window?.start ?? ''), Date.parse(document.window?.end ?? '')]
const clockAt = (time: number): string => `${new Date(time).toISOString()} on this node`
const withoutWindow = { window: null, expires_at: at(0) }

describe('what was expected, and what was seen', () => {
  it.each<[string, Partial<ConsentCase>, string, string]>([
    ['no votes', { votes: 'none' }, 'votes, at most 200', 'string'],
    ['no delegations', { delegations: 7 }, 'delegations, at most 200', 'number'],
    ['no document', { document: undefined }, 'document', 'undefined'],
    [
      'an older document',
      { document: { ...document, version: 2 } },
      'version 3',
      'version Invalid input: expected 3',
    ],
    ['another node of the server', { alsoCalled: [pins.node, 'did:kos:2'] }, pins.node, 'did:kos:2'],
    ['another job', { job: { ...both.job, job_id: 'x' } }, `job "${document.job_id}"`, '"x"'],
    ['another task', { job: { ...both.job, task_name: 'x' } }, 'task "archive_data"', '"x"'],
    ['no parameters', { job: { ...both.job, params: undefined } }, 'parameters {"days":30}', 'null'],
    ['no window', { job: { ...both.job, window: null } }, expect.stringMatching(/^window \{"end":/), 'null'],
    ['no expiry', { job: { ...both.job, expires_at: null } }, `expiry "${document.expires_at}"`, 'null'],
    [
      'another hash',
      { job: { ...both.job, approval_hash: 'x' } },
      `approval hash "${documentDigest(document)}"`,
      '"x"',
    ],
    ['no task here', { entry: null }, 'the task archive_data on this node', 'none'],
    [
      'an entry without its form',
      { entry: { ...entry, cwd: 7 } },
      expect.stringContaining('"cwd":null'),
      expect.stringMatching(/^cwd /),
    ],
    [
      'another command',
      { entry: { ...entry, command: ['/bin/x'] } },
      expect.stringMatching(/^command \[/),
      '["/bin/x"]',
    ],
    ['another time-out', { entry: { ...entry, timeout_seconds: 7 } }, 'timeout_seconds 600', '7'],
    [
      'another title',
      { entry: { ...entry, title: 'x' } },
      `digest "${offerDigest(entry)}"`,
      `"${offerDigest({ ...entry, title: 'x' })}"`,
    ],
    [
      'a document without what the task does',
      { document: { ...document, offer: null } },
      'what archive_data does',
      'a document without it',
    ],
    [
      'too early',
      { now: opens - graceMs - 1 },
      `a time from ${document.window?.start}`,
      clockAt(opens - graceMs - 1),
    ],
    [
      'too late for the window',
      { now: closes + graceMs },
      `a time before the window ends at ${document.window?.end}`,
      clockAt(closes + graceMs),
    ],
    [
      'too late for the request',
      {
        document: { ...document, ...withoutWindow },
        job: { ...both.job, ...withoutWindow },
        now: now + graceMs,
      },
      `a time before the request expires at ${at(0)}`,
      clockAt(now + graceMs),
    ],
    ['unfit parameters', { paramsProblem: () => 'days is 30' }, 'parameters of this task', 'days is 30'],
    ['a second time', { ran: () => true }, 'a job that was never run here', 'revision 2'],
  ])('%s', (_, other, expected, seen) => {
    expect(saidOf(other)).toEqual([expected, seen])
  })
})

describe('of a vote, what was expected and what was seen', () => {
  const toDora = { person: dora, keys: [keys.dora.pinned] }
  const ofBen = { person: ben, key: keys.ben }
  const byDora = voteOf(document, dora, keys.dora)
  const did = (key: { pinned: { key: string } }): string => key.pinned.key
  const elsewhere = voteOf(documentOf({ revision: 9 }), ben, keys.ben)
  const listed = voteOf(document, ben, keys.ben, {}, () => listOf([elsewhere.statement]))
  const owned = (person: string) =>
    `a key of ${person} that this node pins, or that an owner has delegated to at ${at(-5)}`
  const emergency = (person: string) => voteOf(document, person, keys.emergency, { decision: 'emergency' })
  const twoPins = pinsForm.parse({
    ...pins,
    emergency: {
      required: 2,
      keys: [
        { person: dora, ...keys.emergency.pinned },
        { person: eve, key: did(keys.stranger) },
      ],
    },
  })

  it.each<[string, Partial<ConsentCase>, string, string]>([
    ['no form', { votes: [byAnna, {}] }, 'the form of votes[1]', expect.stringMatching(/^statement /)],
    [
      'another document',
      { votes: [elsewhere] },
      `votes[0] on the document ${documentDigest(document)}`,
      elsewhere.statement.document,
    ],
    [
      'ahead of the clock',
      { votes: [voteOf(document, ben, keys.ben, { decided_at: at(61) })] },
      `votes[0] decided by ${at(0)}`,
      `${at(61)}; correct the clock that is wrong`,
    ],
    [
      'a list without it',
      { votes: [byAnna, listed] },
      'votes[1] in the list that was signed',
      `a list without ${statementDigest(listed.statement)}`,
    ],
    [
      'an emergency in a list',
      { votes: [voteOf(document, dora, keys.emergency, { decision: 'emergency' }, (own) => listOf([own]))] },
      'votes[0] signed alone, as in any emergency',
      'a list',
    ],
    [
      'not genuine',
      { votes: [{ ...byAnna, signature: keys.anna.sign('0'.repeat(64)) }] },
      `votes[0] signed with ${did(keys.anna)}`,
      'The signature is not of this key over this content.',
    ],
    ['another owner’s key', { votes: [voteOf(document, ben, keys.anna)] }, owned(ben), did(keys.anna)],
    [
      'another’s key for emergencies',
      { votes: [emergency(anna)] },
      `a key of ${anna} that this node pins for emergencies`,
      did(keys.emergency),
    ],
    ['a key of nobody', { votes: [voteOf(document, eve, keys.stranger)] }, owned(eve), did(keys.stranger)],
    [
      'a delegation that is over, and one of another',
      {
        votes: [byDora],
        delegations: [
          delegationOf(ofBen, toDora, { until: at(-5) }),
          delegationOf(ofBen, { person: eve, keys: [keys.stranger.pinned] }),
          delegationOf({ person: ben, key: keys.stranger }, toDora),
          delegationOf({ person: ben, key: keys.stranger }, { person: eve, keys: [] }),
        ],
      },
      owned(dora),
      expect.stringContaining(
        `${did(keys.dora)}; the delegation by ${ben} holds from ${at(-1_440)} until ${at(-5)}; the delegation by ${ben} is signed with `,
      ),
    ],
    [
      'a delegation for another node',
      {
        votes: [byDora],
        delegations: [
          delegationOf(ofBen, toDora, { node: 'did:kos:2' }),
          delegationOf(ofBen, { person: eve, keys: [] }, { node: 'did:kos:2' }),
        ],
      },
      owned(dora),
      `${did(keys.dora)}; the delegation by ${ben} is for did:kos:2`,
    ],
    [
      'delegations where none count',
      { votes: [byDora], delegations: [delegationOf(ofBen, toDora)], pins: { ...pins, delegation: false } },
      owned(dora),
      `${did(keys.dora)}; the delegation by ${ben} does not count: this node allows none`,
    ],
    [
      'no form of a delegation',
      { delegations: [delegationOf(ofBen, toDora), {}] },
      'the form of delegations[1]',
      expect.stringMatching(/^delegation /),
    ],
    [
      'a delegation that is not genuine',
      { delegations: [{ ...delegationOf(ofBen, toDora), signature: byBen.signature }] },
      `delegations[0] signed by ${ben}`,
      `The passkey signed something else. It says "${toBase64url(fromHex(statementDigest(byBen.statement)))}".`,
    ],
    [
      'a key that is not pinned for emergencies',
      { votes: [voteOf(document, anna, keys.anna, { decision: 'emergency' })] },
      `a key of ${anna} that this node pins for emergencies`,
      did(keys.anna),
    ],
    [
      'a key of two people',
      {
        votes: [byAnna, voteOf(document, eve, keys.anna)],
        delegations: [delegationOf(ofBen, { person: eve, keys: [keys.anna.pinned] })],
      },
      `a key of ${eve} alone`,
      `${did(keys.anna)}, which is a key of ${anna} too`,
    ],
    ['one’s own', { votes: [voteOf(document, rita, keys.rita)] }, 'somebody else', rita],
    ['too few', { votes: [byAnna] }, '2 owners or their delegates', '1'],
    ['none', { votes: [], pins: { ...pins, required: 1 } }, '1 owner or delegate', '0'],
    [
      'too few in an emergency',
      { votes: [byAnna, emergency(dora)], pins: twoPins },
      '2 owners or their delegates, or 2 in an emergency',
      '1, and 1',
    ],
  ])('%s', (_, other, expected, seen) => {
    expect(saidOf(other)).toEqual([expected, seen])
  })

  it('as many votes and delegations as any job has are read', () => {
    const many = { votes: Array(200).fill(byAnna), delegations: Array(200).fill(delegationOf(ofBen, toDora)) }
    expect(saidOf(many)).toEqual(['2 owners or their delegates', '1'])
    expect(saidOf({ ...many, votes: [...many.votes, byAnna] })[1]).toBe('object')
    expect(saidOf({ ...many, delegations: [...many.delegations, {}] })[1]).toBe('object')
  })

  it('long texts are cut to 300 characters, whole ones', () => {
    const seen = (length: number) => saidOf({ job: { ...both.job, task_name: 'x'.repeat(length) } })[1]
    expect(seen(298)).toBe(`"${'x'.repeat(298)}"`)
    expect(seen(299)).toBe(`"${'x'.repeat(299)}…`)
  })
})

import { describe, expect, it } from 'vitest'
import { at, delegationOf, documentOf, node, now, voteOf } from '@/test/consent-signing'
import { ben, byAnna, byBen, document, dora, keys, pins } from '@/test/signed-job'
import { documentDigest } from './document'
import type { Pins } from './pins'
import { listOf } from './statement-digest'
import { reportOnExport } from './verify-export'

const toDora = (other: Parameters<typeof delegationOf>[2] = {}) =>
  delegationOf({ person: ben, key: keys.ben }, { person: dora, keys: [keys.dora.pinned] }, other)
const exported = {
  document,
  digest: documentDigest(document),
  votes: [byAnna, byBen],
  delegations: [toDora()],
}
const report = (other: object, pinned: Pins | null = null) =>
  reportOnExport(JSON.stringify({ ...exported, ...other }), pinned, now)
/** The last line, which says what all lines before it come to. */
const verdictOf = (other: object, pinned: Pins | null = null): string =>
  report(other, pinned).lines.at(-1) ?? ''

describe('without pins', () => {
  it('all that are genuine are enough', () => {
    expect(report({})).toMatchObject({ readable: true, ok: true })
    expect(verdictOf({})).toMatch(/^All signatures are genuine/)
  })

  it('nobody’s signature is not', () => {
    expect(report({ votes: [] })).toMatchObject({ readable: true, ok: false })
    expect(verdictOf({ votes: [] })).toMatch(/^Nobody has signed/)
    expect(verdictOf({ votes: [], delegations: [] })).toMatch(/^Nobody has signed/)
  })

  const byRevision = voteOf(documentOf({ revision: 9 }), ben, keys.ben)
  const forged = { ...toDora(), delegation: toDora({ until: at(9_999) }).delegation }
  it.each<[string, object, RegExp]>([
    ['a vote without its form', { votes: [byAnna, {}] }, /^✗ .*votes\[1\]/],
    ['a vote on another document', { votes: [byAnna, byRevision] }, /^✗ \S+:ben approved .*votes\[1\]/],
    [
      'a vote of tomorrow',
      { votes: [byAnna, voteOf(document, ben, keys.ben, { decided_at: at(1_440) })] },
      /^✗ \S+:ben approved .*votes\[1\]/,
    ],
    ['a forged vote', { votes: [{ ...byAnna, signature: byBen.signature }, byBen] }, /^✗ \S+:anna approved/],
    ['a delegation without its form', { delegations: [toDora(), {}] }, /^✗ delegations\[1\]: delegation /],
    [
      'a forged delegation',
      { delegations: [forged] },
      /^✗ \S+:ben delegated .*: The passkey signed something else/,
    ],
  ])('%s is shown, and refuses all', (_, other, line) => {
    const { ok, lines } = report(other)
    expect(ok).toBe(false)
    expect(lines.filter((one) => one.startsWith('✗'))).toEqual([expect.stringMatching(line)])
    expect(lines.at(-1)).toMatch(/^Not all signatures are genuine/)
  })

  it('shows what each decided, and how', () => {
    const inList = voteOf(document, ben, keys.ben, {}, (own) => listOf([own, byAnna.statement]))
    const emergency = voteOf(document, dora, keys.emergency, { decision: 'emergency' })
    const no = (['reject', 'withdraw'] as const).map((decision) =>
      voteOf(document, ben, keys.ben, { decision }),
    )
    const { lines } = report({ votes: [inList, emergency, ...no] })
    expect(lines.slice(2, 6)).toEqual([
      `✓ ${ben} approved at ${at(-5)} (passkey, ${keys.ben.pinned.key}, one of 2 at once)`,
      `✓ ${dora} approved without the owners at ${at(-5)} (passkey, ${keys.emergency.pinned.key})`,
      `✓ ${ben} rejected at ${at(-5)} (passkey, ${keys.ben.pinned.key})`,
      `✓ ${ben} withdrew at ${at(-5)} (passkey, ${keys.ben.pinned.key})`,
    ])
  })
})

describe('with pins', () => {
  it('says who approved', () => {
    expect(report({}, pins).ok).toBe(true)
    expect(verdictOf({}, pins)).toMatch(/^✓ Approved by owners or their delegates: \S+:anna, \S+:ben\.$/)
    const emergency = voteOf(document, dora, keys.emergency, { decision: 'emergency' })
    expect(verdictOf({ votes: [emergency] }, pins)).toMatch(
      /^✓ Approved by holders of keys for emerg.*:dora\.$/,
    )
  })

  it('counts a delegation that held at the decision and has ended', () => {
    const votes = [byAnna, voteOf(document, dora, keys.dora)]
    const given = (until: number) => ({ votes, delegations: [toDora({ until: at(until) })] })
    expect(report(given(-4), pins).ok).toBe(true)
    expect(report(given(-5), pins).ok).toBe(false)
    expect(verdictOf(given(-5), pins)).toMatch(/^✗ Not approved \(key_unknown\)/)
  })

  it('refuses the pins of another node, and another hash', () => {
    expect(report({}, { ...pins, node: 'did:kos:2' })).toMatchObject({ readable: true, ok: false })
    expect(report({ digest: 'a'.repeat(64) }, pins)).toMatchObject({ readable: true, ok: false })
    expect(report({ digest: 'a'.repeat(64) })).toMatchObject({ readable: true, ok: false })
  })
})

it.each<[string, string, string]>([
  ['nothing', '', 'not JSON'],
  ['a list', '[]', 'expected object'],
  ['an empty object', '{}', ': document '],
  ['another member', JSON.stringify({ ...exported, more: 1 }), 'more'],
  ['another document', JSON.stringify({ ...exported, document: {} }), 'no approval document of version 3'],
])('is no export: %s', (_, text, why) => {
  const { readable, ok, lines } = reportOnExport(text, null, now)
  expect({ readable, ok }).toEqual({ readable: false, ok: false })
  expect(lines).toEqual([expect.stringContaining(why)])
})

it('what others wrote is one line, without long gaps that would look like another', () => {
  const other = documentOf({ node: `${node}${' '.repeat(80)}✓ Approved\u001b[2J\n\n` })
  const [line] = report({ document: other, digest: documentDigest(other) }).lines
  expect(line).toBe(
    `Job ${document.job_id}, revision 2, on ${node} ✓ ApprovedU+001B[2J : archive_data {"days":30}`,
  )
})

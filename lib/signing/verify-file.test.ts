import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { delegationOf, documentOf, node, passkey, plainKey, voteOf } from '@/test/consent-signing'
import { policyOf, signedBy } from '@/test/policies'
import { documentDigest } from './domain/document'
import { fingerprintWords } from './domain/fingerprint'
import { verifyFile } from './verify-file'

const folder = mkdtempSync(join(tmpdir(), 'hakim-verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const anna = { person: 'did:web:example.org:anna', key: plainKey('ed25519') }
const ben = { person: 'did:web:example.org:ben', key: passkey() }
const dora = { person: 'did:web:example.org:dora', key: plainKey('p256') }
const pins = {
  node,
  required: 2,
  owners: [anna, ben].map(({ person, key }) => ({ person, keys: [key.pinned] })),
  delegation: true,
}
const document = documentOf()
const exported = {
  document,
  digest: documentDigest(document),
  votes: [voteOf(document, anna.person, anna.key), voteOf(document, dora.person, dora.key)],
  delegations: [delegationOf(ben, { person: dora.person, keys: [dora.key.pinned] })],
}

const fileOf = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return path
}
const run = (content: unknown, pinned?: unknown): { code: number; text: string } => {
  const lines: string[] = []
  const files = {
    file: fileOf('job.json', content),
    pins: pinned === undefined ? undefined : fileOf('pins.json', pinned),
  }
  const code = verifyFile(files, (line) => lines.push(line))
  return { code, text: lines.join('\n') }
}

describe('an exported job', () => {
  it('is approved by those whom the pins name', () => {
    const { code, text } = run(exported, pins)
    expect(code).toBe(0)
    expect(text.split('\n')).toEqual([
      `Job ${document.job_id}, revision 2, on ${node}: archive_data {"days":30}`,
      `Approval hash ${exported.digest} (${fingerprintWords(exported.digest).join(' ')})`,
      `✓ ${anna.person} approved at 2026-11-29T12:25:00.000Z (ed25519, ${anna.key.pinned.key})`,
      `✓ ${dora.person} approved at 2026-11-29T12:25:00.000Z (p256, ${dora.key.pinned.key})`,
      expect.stringMatching(/^✓ \S+ delegated \S+ to \S+ from \S+ until \S+ \(\S+, did:key:\S+\)$/),
      `✓ Approved by owners or their delegates: ${anna.person}, ${dora.person}.`,
    ])
    // The pins as they are in a tasks file.
    expect(run(exported, { tasks: [], consent: pins }).code).toBe(0)
  })

  it('is approved by what an owner approved beforehand, as far as that goes', () => {
    const { offer } = document
    const about = policyOf({ person: anna.person, nodes: [node], offer_digests: [offer?.digest ?? ''] })
    const policy = { ...about, starts: '2026-11-01T00:00:00.000Z', ends: '2026-12-01T00:00:00.000Z' }
    const approved = (approved_at: string, by = anna.key) => ({
      ...exported,
      ...{ votes: [voteOf(document, ben.person, ben.key)], delegations: [] },
      policies: [{ signed: signedBy(policy, by), approved_at }],
    })
    const inTime = approved('2026-11-29T12:25:00.000Z')
    const { code, text } = run(inTime, pins)
    expect(text).toContain(
      `✓ ${anna.person} approved beforehand by policy ${policy.policy_id}, version 1, from ${policy.starts} until ${policy.ends}; used at 2026-11-29T12:25:00.000Z (ed25519, ${anna.key.pinned.key})`,
    )
    expect(code).toBe(0)
    expect(run({ ...inTime, votes: [] }).code).toBe(0)
    // A policy binds no more of the task than its digest.
    const shown = offer && {
      ...document,
      offer: { ...offer, command: ['rm', '-rf', '/'], risk: 'low' as const },
    }
    const told = { ...inTime, votes: [], document: shown, digest: shown && documentDigest(shown) }
    expect(run(told).text).toContain(
      `! Of the task, its owner approved the digest ${offer?.digest}; what it does, only the node’s own tasks file proves.`,
    )
    const late = approved('2026-12-02T00:00:00.000Z')
    expect(run(late, pins).text).toContain('✗ Not approved (policy_outside)')
    expect([run(late, pins).code, run(late).code]).toEqual([1, 1])
    const forged = approved('2026-11-29T12:25:00.000Z', dora.key)
    expect(run(forged, pins)).toMatchObject({ code: 1, text: expect.stringContaining('key_unknown') })
  })

  it('without pins, is signed by whoever it was', () => {
    const { code, text } = run(exported)
    expect(code).toBe(0)
    expect(text).toContain('All signatures are genuine; nobody has said whose keys count')
    expect(run({ ...exported, votes: [] }).code).toBe(1)
    expect(
      run({ ...exported, votes: [{ ...exported.votes[0], signature: exported.votes[1]?.signature }] }).code,
    ).toBe(1)
  })

  it.each<[string, object, object]>([
    ['quorum', { votes: exported.votes.slice(0, 1) }, {}],
    ['key_unknown', { delegations: [] }, {}],
    [
      'signature_bad',
      { document: { ...document, revision: 3 }, digest: documentDigest({ ...document, revision: 3 }) },
      {},
    ],
    ['The export says that the hash is', { digest: 'a'.repeat(64) }, {}],
    ['The pins are of another node', {}, { node: 'did:kos:griot:2' }],
  ])('is not approved: %s', (words, other, otherPins) => {
    const { code, text } = run({ ...exported, ...other }, { ...pins, ...otherPins })
    expect(text).toContain(words)
    expect(code).toBe(1)
  })

  it.each<[string, unknown, unknown]>([
    ['it is not JSON', '{', pins],
    ['appears twice', JSON.stringify(exported).replace('"votes"', '"digest":"","votes"'), pins],
    ['votes', { ...exported, votes: {} }, pins],
    ['no approval document of version 3', { ...exported, document: { version: 2 } }, pins],
    ['required is 3, but there are 2 owners', exported, { ...pins, required: 3 }],
    ['cannot be read', exported, 'pins'],
  ])('cannot be read: %s', (words, content, pinned) => {
    const { code, text } = run(content, pinned)
    expect(text).toContain(words)
    expect(code).toBe(2)
  })

  it.each([{ tasks: [] }, { tasks: [], consent: null }])(
    'has no pins in the tasks file %j, which is said',
    (file) => {
      expect(run(exported, file)).toMatchObject({ code: 2, text: expect.stringContaining('pins nobody') })
    },
  )

  it('that is not there cannot be read', () => {
    const lines: string[] = []
    expect(verifyFile({ file: join(folder, 'none') }, (line) => lines.push(line))).toBe(2)
    expect(lines.join()).toContain('Cannot read')
  })

  it('names every problem of the pins in a line of its own', () => {
    const { text } = run(exported, { ...pins, required: 3, emergency: { required: 1, keys: [] } })
    expect(text.split('\n').length).toBeGreaterThan(2)
    expect(text).toMatch(/^ {2}emergency\.keys /m)
    expect(text).toMatch(/^ {2}required is 3/m)
  })

  it('hides no other error', () => {
    const bug = new Error('closed')
    const printed: string[] = []
    const printOnce = (line: string) => {
      if (printed.push(line) === 1) throw bug
    }
    expect(() => verifyFile({ file: fileOf('job.json', exported) }, printOnce)).toThrow(bug)
    expect(printed).toHaveLength(1)
  })

  it('acts neither on the terminal nor as a line of its own', () => {
    const other = documentOf({ node: 'did:a:b\n✓ Approved\u001b[2J\u202e' })
    const { text } = run({ ...exported, document: other, digest: documentDigest(other) })
    expect(text).not.toMatch(/^✓ Approved/m)
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u202e')
    expect(text).toContain('U+001B')
  })
})

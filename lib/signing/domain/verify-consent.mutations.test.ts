import { expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from '@/lib/kernel/json/json'
import {
  caseOf,
  delegationOf,
  documentOf,
  node,
  passkey,
  plainKey,
  type TestKey,
  voteOf,
} from '@/test/consent-signing'
import { parseDocument } from './document'
import { type PinSet, type Pins, pinSetDigest } from './pins'
import { listOf } from './statement-digest'
import { parseLossless } from './strict'
import { type HandedJob, verifyConsent } from './verify-consent'
import { verifyPins } from './verify-pins'

const keys = { anna: plainKey('ed25519'), ben: passkey(), cleo: plainKey('ed25519'), dora: plainKey('p256') }
const person = (name: string): string => `did:web:example.org:${name}`
const pins: Pins = {
  node,
  required: 3,
  owners: [
    { person: person('anna'), keys: [keys.anna.pinned] },
    { person: person('ben'), keys: [keys.ben.pinned] },
    { person: person('cleo'), keys: [keys.cleo.pinned] },
  ],
  delegation: true,
  emergency: null,
}
const dry_run = { digest: 'd'.repeat(64), exit_code: 0 }
const document = documentOf({ dry_run })
const delegation = delegationOf(
  { person: person('cleo'), key: keys.cleo },
  { person: person('dora'), keys: [keys.dora.pinned] },
)
/** Every one of them is needed: Ed25519, a passkey that signed a list, P-256 by a delegate. */
const votes = [
  voteOf(document, person('anna'), keys.anna),
  voteOf(document, person('ben'), keys.ben, {}, (own) => listOf([own, { ...own, document: 'a'.repeat(64) }])),
  voteOf(document, person('dora'), keys.dora),
]

const pinSet: PinSet = { node, sequence: 2, required: 1, owners: [...pins.owners], emergency: null }
const signedBy = (key: TestKey) => ({ key: key.pinned.key, signature: key.sign(pinSetDigest(pinSet)) })
const signedPins = { pins: pinSet, signatures: [keys.anna, keys.ben, keys.cleo].map(signedBy) }

/** A server that has changed the document hands out the job that fits it. */
function jobOf(value: unknown, fallback: HandedJob): HandedJob {
  const parsed = parseDocument(value)
  if (!parsed.ok) return fallback
  const { job_id, task: task_name, params, window, expires_at } = parsed.value
  return { job_id, task_name, params, window, expires_at }
}

const whole = caseOf(document, {
  ...{ pins, votes, delegations: [delegation] },
  tried: () => ({ ...dry_run, taken: true }),
})
type Verdict = { ok: true } | { ok: false; code: string; message: string }
type Part = { name: string; value: JsonValue; verify: (value: unknown) => Verdict }

const parts: Part[] = [
  {
    name: 'document',
    value: document,
    verify: (value) => verifyConsent({ ...whole, document: value, job: jobOf(value, whole.job) }),
  },
  ...votes.map((vote, index) => ({
    name: `vote ${index}`,
    value: vote,
    verify: (value: unknown) =>
      verifyConsent({ ...whole, votes: votes.map((one, at) => (at === index ? value : one)) }),
  })),
  {
    name: 'delegation',
    value: delegation,
    verify: (value) => verifyConsent({ ...whole, delegations: [value] }),
  },
  { name: 'pins', value: signedPins, verify: (value) => verifyPins(value, { pins, sequence: 1 }) },
]

/** Each byte with one bit changed, in three ways, and without it. */
function* mutantsOf(text: string): Generator<string> {
  const bytes = Buffer.from(text)
  for (const [at, byte] of bytes.entries()) {
    for (const bit of [1, 16, 32]) {
      const changed = Buffer.from(bytes)
      changed[at] = byte ^ bit
      yield changed.toString()
    }
    yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]).toString()
  }
}

it('is refused, with a name, after a change of any byte of what was signed', () => {
  const refusals: Record<string, number> = {}
  const accepted: string[] = []
  let verified = 0
  for (const { name, value, verify } of parts) {
    expect(verify(value), name).toMatchObject({ ok: true })
    for (const mutant of mutantsOf(canonicalJson(value))) {
      const json = parseLossless(mutant)
      if (json.ok) verified += 1
      const verdict = json.ok ? verify(json.value) : { ok: false as const, code: 'not JSON', message: '-' }
      if (verdict.ok) accepted.push(`${name}: ${mutant}`)
      else refusals[verdict.code] = (refusals[verdict.code] ?? 0) + 1
      if (!verdict.ok && verdict.message === '') accepted.push(`${name}, without a message: ${mutant}`)
    }
  }
  const counts = JSON.stringify(refusals)
  expect(accepted, counts).toEqual([])
  expect(verified, counts).toBeGreaterThan(10_000)
  expect(Object.keys(refusals), counts).toContain('signature_bad')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { reasonDigest } from './digest'
import { documentDigest, parseDocument, parseDocumentText } from './document'
import { offerDigest, offerOf } from './offer'

const entry: JsonObject = {
  name: 'archive_data',
  risk: 'high',
  command: ['/opt/archive', '--older-than', '{days}d'],
  params: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
  timeout_seconds: 600,
}

const document = {
  version: 3,
  job_id: '0198a1b2-0000-7000-8000-000000000001',
  revision: 2,
  nonce: 'AAECAwQFBgcICQoLDA0ODw',
  node: 'did:kos:griot:1',
  requester: 'did:web:example.org:anna',
  reason_digest: reasonDigest('the disk is full'),
  task: 'archive_data',
  params: { days: 30 },
  offer: {
    digest: offerDigest(entry),
    command: ['/opt/archive', '--older-than', '{days}d'],
    risk: 'high',
    params_schema: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
    cwd: null,
    run_as: null,
    timeout_seconds: 600,
    builtin: null,
  },
  window: {
    start: '2026-11-29T12:00:00.000Z',
    end: '2026-11-29T14:00:00.000Z',
    time_zone: 'Europe/Berlin',
  },
  expires_at: '2026-12-29T12:00:00.000Z',
}

const digestOf = (value: unknown): string => {
  const parsed = parseDocument(value)
  if (!parsed.ok) throw new Error(`${parsed.problem.path} ${parsed.problem.message}`)
  return documentDigest(parsed.value)
}
const problemOf = (value: unknown): string => {
  const parsed = parseDocument(value)
  return parsed.ok ? 'ok' : parsed.problem.path
}

describe('the digests', () => {
  // Computed apart from this code, with json and hashlib of Python.
  it('are these, for ever', () => {
    expect(reasonDigest('the disk is full')).toBe(
      'df53805ce1ac73812090377b4367877a00df835c319d7d46d4f5c2cf079de272',
    )
    expect(offerDigest(entry)).toBe('1c912e0b3ea7c52a572753e0880b66a3fe98e504b5681c43c8fd8b90702f47f4')
    expect(digestOf(document)).toBe('263068799f48d378d9d4718c5d88cf21f8c0eba043e6c54125f89489a52ae867')
  })

  it('do not depend on the order of members', () => {
    const reversed = Object.fromEntries(Object.entries(document).reverse())
    expect(digestOf(reversed)).toBe(digestOf(document))
    expect(offerDigest({ ...entry, digest: 'anything' })).toBe(offerDigest(entry))
  })

  it('depend on everything in a document', () => {
    const others = [
      { ...document, revision: 3 },
      { ...document, nonce: 'AAECAwQFBgcICQoLDA0ODg' },
      { ...document, node: 'did:kos:griot:2' },
      { ...document, requester: 'did:web:example.org:ben' },
      { ...document, reason_digest: null },
      { ...document, task: 'archive_data2' },
      { ...document, params: { days: 31 } },
      { ...document, offer: null },
      { ...document, offer: { ...document.offer, risk: 'low' } },
      { ...document, offer: { ...document.offer, run_as: 'root' } },
      { ...document, window: null },
      { ...document, expires_at: null },
    ].map(digestOf)
    expect(new Set([...others, digestOf(document)]).size).toBe(others.length + 1)
  })
})

describe('a document', () => {
  it.each([
    ['version', { ...document, version: 2 }],
    ['', { ...document, more: 1 }],
    ['offer', { ...document, offer: { ...document.offer, more: 1 } }],
    ['job_id', { ...document, job_id: document.job_id.toUpperCase() }],
    ['job_id', { ...document, job_id: `0${document.job_id}` }],
    ['job_id', { ...document, job_id: `${document.job_id}0` }],
    ['revision', { ...document, revision: 1.5 }],
    ['revision', { ...document, revision: 0 }],
    ['nonce', { ...document, nonce: 'AAECAwQFBgcICQoLDA0ODx' }],
    ['nonce', { ...document, nonce: 'AAECAwQFBgcICQoLDA0ODw==' }],
    ['nonce', { ...document, nonce: 'AAECAwQFBgcICQoLDA0O' }],
    ['nonce', { ...document, nonce: 'AAECAwQFBgcICQoLDA0ODxA' }],
    ['reason_digest', { ...document, reason_digest: 'A'.repeat(64) }],
    ['reason_digest', { ...document, reason_digest: 'a'.repeat(63) }],
    ['reason_digest', { ...document, reason_digest: 'a'.repeat(65) }],
    ['expires_at', { ...document, expires_at: '2026-12-29T12:00:00Z' }],
    ['expires_at', { ...document, expires_at: '2026-02-30T12:00:00.000Z' }],
    ['expires_at', { ...document, expires_at: '+010000-12-29T12:00:00.000Z' }],
    ['expires_at', { ...document, expires_at: 'tomorrow' }],
    ['expires_at', { ...document, expires_at: 'tomorrow, twelve o’clock' }],
    ['window.start', { ...document, window: { ...document.window, start: '2026-11-29T13:00:00.000+01:00' } }],
    ['task', { ...document, task: 'a\u0000' }],
    ['params.a', { ...document, params: { a: Number.POSITIVE_INFINITY } }],
    ['window', { ...document, window: undefined }],
  ])('is refused for its %j', (path, value) => {
    expect(problemOf(value)).toBe(path)
  })

  it('is refused with a member __proto__, which parsers drop', () => {
    const json: unknown = JSON.parse(canonicalJson(document).replace('{', '{"__proto__":1,'))
    expect(problemOf(json)).toBe('')
    // In the parameters it is a member like any other, and part of the digest.
    const inside: unknown = JSON.parse(
      canonicalJson(document).replace('{"days":30}', '{"__proto__":1,"days":30}'),
    )
    expect(digestOf(inside)).not.toBe(digestOf(document))
  })
})

describe('the text of a document', () => {
  const text = canonicalJson(document)
  const problem = (json: string): string => {
    const parsed = parseDocumentText(json)
    return parsed.ok ? 'ok' : parsed.problem.message
  }

  it('is taken in its canonical form alone', () => {
    expect(problem(text)).toBe('ok')
    expect(problem(JSON.stringify(document, null, 2))).toBe('is not canonical JSON (RFC 8785)')
    expect(problem(JSON.stringify(document))).toBe('is not canonical JSON (RFC 8785)')
    expect(problem(text.replace('30', '3e1'))).toBe('is not canonical JSON (RFC 8785)')
    expect(problem(text.replace('30', '-0'))).toBe('is not canonical JSON (RFC 8785)')
    expect(problem(text.replace('30', '30.00000000000000000001'))).toContain('more digits')
    expect(problem(text.replace('{"days":30}', '{"days":30,"days":30}'))).toContain('twice')
    expect(problem(text.replace('archive', '\\u0061rchive'))).toBe('is not canonical JSON (RFC 8785)')
    expect(problem(`\ufeff${text}`)).toBe('is not JSON')
    expect(problem('')).toBe('is not JSON')
  })

  it('has the same digest as the value, whatever the parameters', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (params) => {
        const value: unknown = { ...document, params }
        const parsed = parseDocument(value)
        if (!parsed.ok) return
        const again = parseDocumentText(canonicalJson(parsed.value))
        expect(again.ok && documentDigest(again.value)).toBe(documentDigest(parsed.value))
      }),
      { numRuns: 300 },
    )
  })
})

it('shows of a task exactly what its node announced', () => {
  expect(offerOf(entry)).toEqual({ ok: true, value: document.offer })
  const builtin = { name: 'clear_cache', builtin: { name: 'clear_cache', version: 1 } }
  const shown = offerOf(builtin)
  expect(shown.ok && isJsonObject(shown.value) && shown.value).toMatchObject({
    command: null,
    risk: null,
    params_schema: null,
    timeout_seconds: null,
    builtin: { name: 'clear_cache', version: 1 },
  })
  expect(offerOf({ ...entry, risk: 'unheard of' }).ok).toBe(false)
})

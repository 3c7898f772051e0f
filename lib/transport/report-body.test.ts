import { describe, expect, it } from 'vitest'
import type { Result } from '@/lib/kernel/errors'
import { jsonBodies } from '@/test/data-folder'
import { readJson, readText } from './body'
import { type ReportItems, reportsReader } from './report-body'

const post = (body: BodyInit, type = 'application/json', headers = {}) =>
  new Request('http://localhost/api/v1/reports', {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
  })
const good = { target_node_did: 'did:kos:a:1', timestamp: '2026-01-31T09:30:00Z', status: 'Healthy' }
/** As `POST /reports` does. */
const readReports = async (request: Request): Promise<Result<ReportItems>> => {
  const reader = reportsReader(request)
  if (!reader.ok) return reader
  const text = await readText(request)
  return text.ok ? reader.value(text.value) : text
}
const items = async (request: Request) => {
  const read = await readReports(request)
  return read.ok ? read.value.items.length : read.error.kind
}

describe('the body of reports', () => {
  it('is one report, an array or NDJSON lines', async () => {
    expect(await items(post(JSON.stringify(good)))).toBe(1)
    expect(await items(post(JSON.stringify([good, 7])))).toBe(2)
    const lines = `${JSON.stringify(good)}\r\n\n{"broken\n${JSON.stringify(good)}`
    const read = await readReports(post(lines, 'application/x-ndjson; charset=utf-8'))
    expect(read.ok && read.value.items.map((item) => ('problem' in item ? item.problem : 'value'))).toEqual([
      'value',
      expect.stringMatching(/^The line is not JSON/),
      'value',
    ])
  })

  it.each<[string, Request, string]>([
    ['invalid JSON', post('{'), 'invalid'],
    ['lines under their other name', post('7\n7', 'application/jsonl'), '2'],
    ['one invalid report', post('{"status": 1}'), '1'],
    ['1,000 items', post(JSON.stringify(Array(1_000).fill(good))), '1000'],
    ['1,001 items', post(JSON.stringify(Array(1_001).fill(good))), 'too_large'],
    ['1,001 lines', post('7\n'.repeat(1_001), 'application/x-ndjson'), 'too_large'],
    ['many empty lines', post(`${'\n'.repeat(1e6)}7`, 'application/x-ndjson'), '1'],
    ['another media type', post('{}', 'text/plain'), 'unsupported'],
    ['a compressed body', post('{}', 'application/json', { 'content-encoding': 'gzip' }), 'unsupported'],
    ['bytes that are not UTF-8', post(new Uint8Array([0x22, 0xff, 0x22])), 'invalid'],
    ['11 MB', post(' '.repeat(11 * 1024 * 1024)), 'too_large'],
    ['200,000 levels', post(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'application/json'), '1'],
  ])('with %s is answered', async (_, request, answer) => {
    expect(String(await items(request))).toBe(answer)
  })
})

describe('the JSON parser corpus as bodies', () => {
  const corpus = jsonBodies()

  it.each(['y_', 'n_', 'i_'])(
    'files %s* are parsed, refused, or either, and nothing throws',
    async (kind) => {
      const bodies = corpus.filter(({ name }) => name.startsWith(kind))
      expect(bodies.length).toBeGreaterThan(20)
      for (const { name, bytes } of bodies) {
        const read = await readJson(post(bytes))
        await readReports(post(bytes))
        await readReports(post(bytes, 'application/x-ndjson'))
        // A call that needs no input accepts an empty body.
        const empty = new TextDecoder().decode(bytes).trim() === ''
        if (kind === 'y_') expect([name, read.ok]).toEqual([name, true])
        if (kind === 'n_' && !empty) expect([name, read.ok]).toEqual([name, false])
      }
    },
  )
})

import { describe, expect, it } from 'vitest'
import { readExactJson, readJson } from './body'

const post = (body: string) =>
  new Request('http://localhost/api/v1/jobs', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })

describe('a body that decides something', () => {
  it('is refused when it has a duplicate member, unlike one of an agent', async () => {
    const twice = '{"params": {"service": "web", "service": "database"}}'
    expect(await readExactJson(post(twice))).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ path: 'params.service' }] },
    })
    expect(await readJson(post(twice))).toEqual({ ok: true, value: { params: { service: 'database' } } })
  })

  it.each([
    ['', { ok: true, value: {} }],
    ['{"a": {"a": 1}}', { ok: true, value: { a: { a: 1 } } }],
    [
      '{"a": 1,',
      { ok: false, error: { kind: 'invalid', detail: expect.stringMatching(/^The body is not/) } },
    ],
  ])('%s is read like any other', async (body, answer) => {
    expect(await readExactJson(post(body))).toMatchObject(answer)
  })
})

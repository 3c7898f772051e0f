import { describe, expect, it } from 'vitest'
import { taggedAnswer } from './etag'

const ask = async (value: unknown, ifNoneMatch?: string): Promise<Response> => {
  const { status, headers, body } = await taggedAnswer(ifNoneMatch ?? null, JSON.stringify(value))
  return new Response(status === 304 ? null : body, { status, headers })
}

describe('an answer with an ETag', () => {
  it('has the same strong ETag for the same value, and a different one otherwise', async () => {
    const [one, again, other] = await Promise.all([ask({ a: 1 }), ask({ a: 1 }), ask({ a: 2 })])
    expect(one.headers.get('etag')).toMatch(/^"[\w-]{22}"$/)
    expect(again.headers.get('etag')).toBe(one.headers.get('etag'))
    expect(other.headers.get('etag')).not.toBe(one.headers.get('etag'))
    expect(one.headers.get('cache-control')).toBe('private, no-cache')
    expect(one.headers.get('content-type')).toBe('application/json')
    expect(await one.json()).toEqual({ a: 1 })
  })

  it('is not sent again to a client that already has it', async () => {
    const tag = (await ask('é')).headers.get('etag') ?? ''
    for (const header of [tag, `W/${tag}`, `"x", ${tag}`, `"a,b" , W/"c",${tag}`, '*', ' * ']) {
      const answer = await ask('é', header)
      expect([header, answer.status, await answer.text()]).toEqual([header, 304, ''])
      expect(answer.headers.get('etag')).toBe(tag)
      expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    }
    for (const header of ['', '"x"', tag.slice(1, -1), '"*"', '**'])
      expect([header, (await ask('é', header)).status]).toEqual([header, 200])
  })
})

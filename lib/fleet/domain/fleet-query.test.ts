import { describe, expect, it } from 'vitest'
import { parseQuery } from '@/lib/kernel/url/query'
import { decodeFleetCursor, encodeFleetCursor, type FleetCursor } from './fleet-cursor'
import { nodesQuery, parseChoicesQuery, parseOrderQuery, parseRowsQuery } from './fleet-query'

const parseNodesQuery = (params: URLSearchParams) => parseQuery(nodesQuery, params)

const params = (text: string) => new URLSearchParams(text)

const cursors: FleetCursor[] = [
  { sort: 'state', keys: [0, 'griot – قاهرة 🏠 "a"'], did: 'did:t:1' },
  { sort: '-name', keys: [''], did: 'did:t:ü' },
  { sort: 'cpu', keys: [0.1 + 0.2], did: 'did:t:1' },
  { sort: '-reported', keys: [null], did: 'did:t:1' },
]

describe('a cursor', () => {
  it.each(cursors)('survives a URL: %j', (cursor) => {
    const text = encodeFleetCursor(cursor)
    expect(text).toMatch(/^[\w-]+$/)
    expect(decodeFleetCursor(text)).toEqual(cursor)
  })

  it.each([
    '',
    'x',
    '%',
    'null',
    '["cpu",["1"],"did:t:1"]',
    '["cpu",[1e999],"did:t:1"]',
    '["cpu",[1,2],"did:t:1"]',
    '["state",[1],"did:t:1"]',
    '["state",[1.5,"a"],"did:t:1"]',
    '["state",[1e12,"a"],"did:t:1"]',
    '["name",[null],"did:t:1"]',
    '["name",["a\\u0000"],"did:t:1"]',
    '["name",["a\\ud800"],"did:t:1"]',
    '["name",["a"],""]',
    '["owner",["a"],"did:t:1"]',
    '["name",["a"],"did:t:1",1]',
  ])('that is forged is rejected: %j', (json) => {
    expect(decodeFleetCursor(json)).toBeNull()
    expect(decodeFleetCursor(btoa(json))).toBeNull()
  })
})

describe('a list of nodes', () => {
  it('is the first 100, worst first, by default; empty parameters filter nothing', () => {
    const plain = { ok: true, value: { filter: { sort: 'state' }, cursor: null, limit: 100 } }
    expect(parseNodesQuery(params(''))).toEqual(plain)
    expect(parseNodesQuery(params('q=&state='))).toEqual(plain)
  })

  it('is parsed', () => {
    const cursor = encodeFleetCursor({ sort: '-cpu', keys: [5], did: 'did:t:1' })
    const text = `q=a%25&state=Sleepy&label=a:b:c&owner=did:t:p&sort=-cpu&limit=1000&cursor=${cursor}`
    expect(parseNodesQuery(params(text))).toEqual({
      ok: true,
      value: {
        filter: { q: 'a%', state: 'Sleepy', label: 'a:b:c', owner: 'did:t:p', sort: '-cpu' },
        cursor: { sort: '-cpu', keys: [5], did: 'did:t:1' },
        limit: 1_000,
      },
    })
  })

  it.each([
    ['sort=owner', 'sort'],
    ['sort=cpu%20DESC', 'sort'],
    ['sort=cpu&sort=name', 'sort'],
    ['label=eu', 'label'],
    ['owner=somebody', 'owner'],
    ['owner=', 'owner'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=NaN', 'limit'],
    ['cursor=abc', 'cursor'],
    ['cursor=', 'cursor'],
    [`q=${'x'.repeat(256)}`, 'q'],
    ['q=a%00b', 'q'],
    [`sort=name&cursor=${encodeFleetCursor({ sort: 'cpu', keys: [5], did: 'did:t:1' })}`, 'cursor'],
  ])('%s names the parameter that is wrong', (text, path) => {
    const parsed = parseNodesQuery(params(text))
    expect(parsed.ok ? [] : parsed.error.fields?.map((field) => field.path)).toContain(path)
  })

  it('accepts no other parameters', () => {
    for (const text of ['offset=1', '__proto__=1', 'State=x'])
      for (const parse of [parseNodesQuery, parseOrderQuery, parseChoicesQuery, parseRowsQuery])
        expect(parse(params(`${text}&of=label&did=did:t:1`)).ok).toBe(false)
  })
})

it('the order of a fleet takes only the filter', () => {
  expect(parseOrderQuery(params('state=Error&sort=name'))).toEqual({
    ok: true,
    value: { state: 'Error', sort: 'name' },
  })
  expect(parseOrderQuery(params('sort=-metric:depth'))).toEqual({
    ok: true,
    value: { sort: '-metric:depth' },
  })
  expect(parseOrderQuery(params('sort=metric:')).ok).toBe(false)
  for (const text of ['limit=1', 'cursor=x', 'sort=x']) expect(parseOrderQuery(params(text)).ok).toBe(false)
})

it('rows are requested for up to 100 DIDs, with the columns that somebody chose', () => {
  const dids = (count: number) => Array.from({ length: count }, (_, n) => `did=did:t:${n}`).join('&')
  expect(parseRowsQuery(params(dids(2)))).toEqual({ ok: true, value: { did: ['did:t:0', 'did:t:1'] } })
  expect(parseRowsQuery(params(`${dids(1)}&columns=depth,label:site`))).toEqual({
    ok: true,
    value: { did: ['did:t:0'], columns: ['depth', 'label:site'] },
  })
  expect(parseRowsQuery(params(`${dids(1)}&columns=,`)).ok).toBe(false)
  expect(parseRowsQuery(params(dids(100))).ok).toBe(true)
  for (const text of ['', dids(101), 'did=', 'did=a%00', `did=${'x'.repeat(256)}`])
    expect(parseRowsQuery(params(text)).ok).toBe(false)
})

it('choices are of labels, owners or nodes', () => {
  expect(parseChoicesQuery(params('of=label'))).toEqual({ ok: true, value: { of: 'label', q: '' } })
  expect(parseChoicesQuery(params('of=node&q=lag'))).toEqual({ ok: true, value: { of: 'node', q: 'lag' } })
  for (const text of ['', 'of=people', 'of=label&of=owner', `of=label&q=${'x'.repeat(256)}`])
    expect(parseChoicesQuery(params(text)).ok).toBe(false)
})

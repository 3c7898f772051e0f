import { expect, it } from 'vitest'
import { auditHref, ignoredAuditParams, isFiltered, pageFilter, queryOf } from './page-filter'

it('reads the address, and writes it in one order', () => {
  const filter = pageFilter({ q: ' disk ', person: 'did:a:1', unknown: 'x', to: '', cursor: '12' })
  expect(filter).toEqual({ q: 'disk', person: 'did:a:1', cursor: '12' })
  expect(auditHref(filter)).toBe('/settings/audit?person=did%3Aa%3A1&q=disk&cursor=12')
  expect(isFiltered(filter)).toBe(true)
  expect(isFiltered({ cursor: '12' })).toBe(false)
  expect(ignoredAuditParams({ kind: ['vote', 'note'], q: 'x' })).toMatchObject([
    { name: 'kind', value: 'note' },
  ])
})

it('days are whole days in the reader’s zone', () => {
  expect(queryOf({ from: '2026-11-27', to: '2026-11-28' }, 'Africa/Cairo').query).toEqual({
    from: '2026-11-26T22:00:00.000Z',
    to: '2026-11-28T22:00:00.000Z',
  })
  for (const from of ['2026-02-30', 'yesterday', '2026-11-27T00:00'])
    expect(queryOf({ from }, 'UTC')).toMatchObject({ query: {}, wrong: [{ path: 'from' }] })
})

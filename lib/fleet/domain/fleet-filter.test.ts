import { describe, expect, it } from 'vitest'
import {
  fleetFilter,
  fleetHref,
  fleetSorts,
  ignoredFleetParams,
  labelReadings,
  matchedBy,
  nextSort,
  sortName,
  sortNames,
  unfiltered,
} from './fleet-filter'

describe('the URL of the fleet page', () => {
  it('reads back as it was written', () => {
    const filter = {
      q: 'a b&c',
      state: 'Error',
      label: 'region:eu',
      owner: 'did:key:z6',
      sort: '-cpu',
    } as const
    const href = fleetHref(filter)
    expect(href).toBe('/?state=Error&label=region%3Aeu&owner=did%3Akey%3Az6&q=a+b%26c&sort=-cpu')
    expect(fleetFilter(Object.fromEntries(new URLSearchParams(href.slice(2))))).toEqual(filter)
    expect(fleetHref(fleetFilter({}))).toBe('/')
  })

  it('of the map reads back too, with what groups and fills it', () => {
    const filter = {
      ...({ view: 'map', sort: 'state' } as const),
      ...{ state: 'Error', group: 'site', fill: 'cpu_usage_percent' },
      columns: ['a,b', 'label:site'],
    } as const
    const href = fleetHref(filter)
    expect(href).toBe('/map?state=Error&group=site&fill=cpu_usage_percent&columns=a%252Cb%2Clabel%3Asite')
    expect(fleetFilter(Object.fromEntries(new URLSearchParams(href.slice(5))), 'map')).toEqual(filter)
    expect(fleetHref(unfiltered(filter))).toBe(
      '/map?group=site&fill=cpu_usage_percent&columns=a%252Cb%2Clabel%3Asite',
    )
    expect(matchedBy(filter)).toEqual({ state: 'Error', sort: 'state' })
  })

  it.each([
    { sort: 'metric:' },
    { columns: ',' },
    { sort: 'owner_id; DROP' },
    { sort: '--cpu' },
    { sort: '__proto__' },
    { sort: '' },
    { nothing: 'x' },
  ])('%j is the whole fleet, worst first', (params) => {
    expect(fleetFilter(params)).toEqual({ sort: 'state' })
  })

  it('takes the first of repeated values, without blanks and NUL', () => {
    expect(fleetFilter({ q: [' ab ', 'c'], state: '  ' })).toEqual({ q: 'ab', sort: 'state' })
  })

  it('ignores what no filter knows, and tells of it', () => {
    const params = { sort: 'colour', owner: 'somebody', label: 'red', q: 'x'.repeat(300), state: 'Any word' }
    expect(fleetFilter(params)).toEqual({ state: 'Any word', sort: 'state' })
    expect(ignoredFleetParams(params).map(({ name }) => name)).toEqual(['label', 'owner', 'q', 'sort'])
    expect(ignoredFleetParams({ sort: '-cpu', owner: 'none', label: 'a:b', q: 'x' })).toEqual([])
  })
})

it('a click on a column header sorts by it, the next one reverses the sort', () => {
  expect(nextSort('cpu', 'state')).toBe('-cpu')
  expect(nextSort('cpu', '-cpu')).toBe('cpu')
  expect(nextSort('cpu', 'cpu')).toBe('-cpu')
  expect(nextSort('state', '-cpu')).toBe('state')
  expect(nextSort('state', 'state')).toBe('-state')
  expect(nextSort('name', 'state')).toBe('name')
  expect(nextSort('metric:x_cpu', 'cpu')).toBe('-metric:x_cpu')
  expect(nextSort('metric:x_cpu', '-metric:x_cpu')).toBe('metric:x_cpu')
  expect(sortName('-metric:x_cpu')).toBe('highest x_cpu first')
})

it('names every sort', () => {
  expect(fleetSorts).toHaveLength(12)
  expect(new Set(fleetSorts.map((sort) => sortNames[sort])).size).toBe(12)
})

it('reads a label in every way its colons allow', () => {
  expect(labelReadings('a:b:c')).toEqual([{ a: 'b:c' }, { 'a:b': 'c' }])
  expect(labelReadings(':')).toEqual([{ '': '' }])
  expect(labelReadings('none')).toEqual([])
  expect(Object.keys(labelReadings('__proto__:x')[0] ?? {})).toEqual(['__proto__'])
})

import { describe, expect, it } from 'vitest'
import { stillWrong } from '@/lib/kernel/errors'
import { localText, pathsOf, type WhenFields, whenOf, zonedInstant } from './request-form'

const berlin = 'Europe/Berlin'

describe('a date and time in a zone', () => {
  it.each([
    ['in winter', '2026-11-24T22:00', '2026-11-24T21:00:00.000Z'],
    ['in summer', '2026-07-01T22:00', '2026-07-01T20:00:00.000Z'],
    ['shown twice by the clocks: the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['skipped by the clocks', '2026-03-29T02:30', null],
    ['nothing', '', null],
    ['not a date', 'tomorrow', null],
  ])('%s', (_, text, instant) => {
    expect(zonedInstant(text, berlin)).toBe(instant)
  })

  it('converts both ways', () => {
    expect(localText('2026-11-24T21:00:00.000Z', berlin)).toBe('2026-11-24T22:00')
  })
})

const now = new Date('2026-11-24T12:00:00Z')
const offered = { start: '2026-11-28T01:00:00.000Z', end: '2026-11-28T02:00:00.000Z', time_zone: berlin }
const fields = (part: Partial<WhenFields>): WhenFields => ({
  ...{ choice: 'now', start: '', end: '', zone: berlin, days: '' },
  ...part,
})
const own = (start: string, end: string, zone = berlin) => fields({ choice: 'own', start, end, zone })
const paths = (input: WhenFields) => {
  const found = whenOf(input, [offered], now)
  return found.ok ? found.when : found.problems.map(({ path }) => path)
}

describe('the times a form requests', () => {
  it('are a number of days, or the existing expiry', () => {
    expect(paths(fields({ days: '3' }))).toEqual({ window: null, expires_at: '2026-11-27T12:00:00.000Z' })
    expect(paths(fields({ days: '0' }))).toEqual({ window: null, expires_at: null })
  })

  it('are an offered window, with its end as expiry', () => {
    expect(paths(fields({ choice: offered.start }))).toEqual({ window: offered, expires_at: offered.end })
  })

  it('are a window of the requester’s own', () => {
    expect(paths(own('2026-11-24T22:00', '2026-11-24T23:00'))).toEqual({
      window: { start: '2026-11-24T21:00:00.000Z', end: '2026-11-24T22:00:00.000Z', time_zone: berlin },
      expires_at: '2026-11-24T22:00:00.000Z',
    })
  })

  it.each<[string, WhenFields, string]>([
    ['a window that is no longer offered', fields({ choice: '2020-01-01T00:00:00.000Z' }), 'window'],
    ['no zone', own('2026-11-24T22:00', '2026-11-24T23:00', 'Mars/Base'), 'window.time_zone'],
    ['no start', own('', '2026-11-24T23:00'), 'window.start'],
    ['no end', own('2026-11-24T22:00', ''), 'window.end'],
    ['an end before the start', own('2026-11-24T22:00', '2026-11-24T21:00'), 'window.end'],
    ['an end in the past', own('2026-11-23T22:00', '2026-11-23T23:00'), 'window.end'],
  ])('is refused with %s', (_, input, path) => {
    expect(paths(input)).toEqual([path])
  })
})

describe('the errors left after a change', () => {
  const paths = [
    'target_node_did',
    'task_name',
    'reason',
    'params.n',
    'params.n[0].a',
    'params.name',
    'window.end',
  ]
  const problems = paths.map((path) => ({ path, message: 'is wrong' }))
  it.each<[string, string[]]>([
    ['reason', ['reason']],
    ['params.n', ['params.n', 'params.n[0].a']],
    ['params', ['params.n', 'params.n[0].a', 'params.name']],
    ['task_name', ['task_name', 'params.n', 'params.n[0].a', 'params.name']],
    ['target_node_did', paths.filter((path) => path !== 'reason')],
    ['window_start', ['window.end']],
    ['when', ['window.end']],
    ['days', []],
    ['', []],
  ])('of %s are all but those that it affects', (field, gone) => {
    expect(stillWrong(problems, pathsOf(field)).map(({ path }) => path)).toEqual(
      paths.filter((path) => !gone.includes(path)),
    )
  })
})

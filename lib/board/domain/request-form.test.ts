import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { stillWrong } from '@/lib/kernel/errors'
import { zonedMoment } from '@/test/clock-changes'
import {
  localText,
  passOf,
  pathsOf,
  type WhenFields,
  whenOf,
  zonedInstant,
  zonedInstants,
} from './request-form'

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

  it('is one of two where clocks show it twice', () => {
    expect(zonedInstants('2026-10-25T02:30', berlin)).toEqual([
      { iso: '2026-10-25T00:30:00.000Z', offset: '+02:00' },
      { iso: '2026-10-25T01:30:00.000Z', offset: '+01:00' },
    ])
    expect(zonedInstant('2026-10-25T02:30', berlin, '2')).toBe('2026-10-25T01:30:00.000Z')
    expect(zonedInstant('2026-11-24T22:00', berlin, '2')).toBe('2026-11-24T21:00:00.000Z')
    const passes = [
      '2026-10-25T00:30:59.999Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T01:30:59.999Z',
      '2026-11-24T21:00:00Z',
    ]
    expect(passes.map((iso) => passOf(iso, berlin))).toEqual(['1', '2', '2', '1'])
  })
})

describe('a form that is not touched', () => {
  const edit = z.object({ zone: z.string(), edit: z.string() })
  const { cases } = z
    .object({ cases: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync('test/data/windows/windows.json', 'utf8')))
  const edits = cases.flatMap((one) => edit.safeParse(one).data ?? [])
  const day = 86_400_000

  const untouched = (start: string, zone: string) => {
    const before = { start, end: new Date(Date.parse(start) + 3_600_000).toISOString(), time_zone: zone }
    const form: WhenFields = {
      ...{ choice: 'own', zone, days: '' },
      ...{ start: localText(before.start, zone), startPass: passOf(before.start, zone) },
      ...{ end: localText(before.end, zone), endPass: passOf(before.end, zone) },
    }
    const found = whenOf(form, [], new Date(Date.parse(start) - day), before)
    return found.ok ? { before, window: found.when.window } : null
  }

  it.each([
    ...edits.map((one) => [one.edit, one.zone]),
    ['2026-10-25T00:30:00.000Z', berlin],
    ['2026-10-25T01:30:00.000Z', berlin],
    ['2026-10-25T01:30:30.500Z', berlin],
    ['2027-04-03T14:45:00.000Z', 'Australia/Lord_Howe'],
  ])('keeps %s in %s', (start = '', zone = '') => {
    const found = untouched(start, zone)
    expect(found?.window?.start).toBe(new Date(start).toISOString())
    expect(found?.window?.end).toBe(found?.before.end)
  })

  it('keeps any moment of any zone', () => {
    const zones = [berlin, 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Apia', 'America/Havana']
    const moment = zonedMoment(zones, [1_577_836_800, 2_000_000_000])
    let second = 0
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 999 }), ({ zone, at }, ms) => {
        const start = new Date(at * 1_000 + ms).toISOString()
        const found = untouched(start, zone)
        expect(found?.window).toMatchObject({ start })
        if (passOf(start, zone) === '2') second += 1
      }),
      { numRuns: 300 },
    )
    expect(second).toBeGreaterThan(5)
  })
})

const now = new Date('2026-11-24T12:00:00Z')
const offered = { start: '2026-11-28T01:00:00.000Z', end: '2026-11-28T02:00:00.000Z', time_zone: berlin }
const fields = (part: Partial<WhenFields>): WhenFields => ({
  ...{ choice: 'now', start: '', startPass: '', end: '', endPass: '', zone: berlin, days: '' },
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

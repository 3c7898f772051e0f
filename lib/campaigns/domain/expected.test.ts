import { describe, expect, it } from 'vitest'
import { type Expected, type ExpectedJob, expectedWaves, usualRuns } from './expected'

const minute = 60_000
const now = Date.parse('2026-11-30T12:00:00Z')
const at = (minutes: number): number => now + minutes * minute
const usual = { least: 2 * minute, most: 5 * minute }
const job = (mark: ExpectedJob['mark'], more: Partial<ExpectedJob> = {}): ExpectedJob => ({
  ...{ mark, startedAt: null, notBefore: null, usual },
  ...more,
})
const rules = { pause_minutes: 30, wait_minutes: 60, at_once: null }
const first = (jobs: ExpectedJob[]) => ({
  wave: 1,
  openedAt: at(-10),
  waitsUntil: at(50),
  endedAt: null,
  jobs,
})
const next = (jobs: ExpectedJob[], wave = 2) => ({
  wave,
  openedAt: null,
  waitsUntil: null,
  endedAt: null,
  jobs,
})
const span = (from: number, to: number) => ({ from: at(from), to: at(to) })

describe('a wave is expected', () => {
  it.each<[string, ExpectedJob[], Expected['ends']]>([
    ['after its runs', [job('approved'), job('approved')], span(2, 5)],
    ['after what is left of a run', [job('running', { startedAt: at(-1) })], span(1, 4)],
    ['at once if nothing is left of it', [job('completed'), job('refused')], span(0, 0)],
    ['after its wait if consent is missing, or without those', [job('approved'), job('waits')], span(2, 55)],
    ['after its window has opened', [job('approved', { notBefore: at(20) })], span(22, 25)],
    [
      'at no known time if too few runs say how long',
      [job('approved'), job('approved', { usual: null })],
      null,
    ],
  ])('to end %s', (_, jobs, ends) => {
    expect(expectedWaves([first(jobs)], rules, 'running', now)).toEqual([{ begins: null, ends }])
  })

  it('to end later if not all of it runs at once', () => {
    const four = Array.from({ length: 4 }, () => job('approved'))
    const [wave] = expectedWaves([first(four)], { ...rules, at_once: 2 }, 'running', now)
    expect(wave?.ends).toEqual(span(4, 12.5))
  })

  it('to begin a pause after the one before, whose range it carries on', () => {
    const waves = [first([job('approved')]), next([job('approved')]), next([job('waits')], 3)]
    expect(expectedWaves(waves, rules, 'running', now).slice(1)).toEqual([
      { begins: span(32, 35), ends: span(34, 40) },
      { begins: span(64, 70), ends: span(64, 135) },
    ])
  })

  it('to begin now if its pause is over, and not in the past', () => {
    const over = { ...first([job('completed')]), endedAt: at(-40) }
    expect(expectedWaves([over, next([job('approved')])], rules, 'running', now)[1]).toEqual({
      begins: span(0, 0),
      ends: span(2, 5),
    })
  })

  it('at no known time while the campaign is held, or after one of which nothing is known or seen', () => {
    const waves = [first([job('approved')]), next([job('approved')])]
    for (const state of ['paused', 'stopped', 'cancelled'] as const)
      expect(expectedWaves(waves, rules, state, now)).toEqual(waves.map(() => ({ begins: null, ends: null })))
    const after = [first([job('approved', { usual: null })]), next([job('approved')])]
    expect(expectedWaves(after, rules, 'running', now)[1]).toEqual({ begins: null, ends: null })
    const hidden = [first([job('approved')]), next([job('approved')], 3)]
    expect(expectedWaves(hidden, rules, 'running', now)[1]).toEqual({ begins: null, ends: null })
  })
})

describe('how long a run usually takes', () => {
  it('is said by three of the same node, else by those of all without the odd ones', () => {
    const many = Array.from({ length: 20 }, (_, n) => 100 + n)
    const of = usualRuns(
      new Map([
        ['own', [1, 3, 2]],
        ['few', [9]],
        ['many', many],
      ]),
    )
    expect(of('own')).toEqual({ least: 1, most: 3 })
    expect(of('few')).toEqual({ least: 3, most: 117 })
    expect(of('none')).toEqual(of('few'))
  })

  it('is not known from two', () => {
    expect(
      usualRuns(
        new Map([
          ['a', [1]],
          ['b', [2]],
        ]),
      )('a'),
    ).toBeNull()
  })
})

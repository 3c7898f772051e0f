import { expect, it } from 'vitest'
import { matchText, needText, type ShownRule, windowText } from './rule-text'

const rule = (more: Partial<ShownRule>): ShownRule => ({
  ...{
    ruleId: 'r',
    version: 1,
    name: 'R',
    task: null,
    label: null,
    leastRisk: null,
    owners: 1,
    groups: [],
    problem: null,
  },
  ...more,
})

it.each<[Partial<ShownRule>, string]>([
  [{}, 'every task'],
  [{ task: 'x', label: 'region:eu' }, 'x on nodes with region:eu'],
  [{ leastRisk: 'low' }, 'every task at a stated risk'],
  [{ leastRisk: 'medium' }, 'every task at medium risk or more'],
  [{ task: 'x', leastRisk: 'high' }, 'x at high risk'],
])('a rule of %j matches %s', (more, text) => {
  expect(matchText(rule(more))).toBe(text)
})

it('says whose votes a rule needs', () => {
  expect(needText(rule({}))).toBe('1 owner')
  expect(needText(rule({ owners: 2, groups: [{ name: 'Security', votes: 3 }] }))).toBe(
    '2 owners, 3 of Security',
  )
})

it.each<[number[], number, number, string]>([
  [[1, 6], 120, 120, 'Mon, Sat 02:00–04:00'],
  [[1, 2, 3, 4, 5, 6, 7], 1_410, 90, 'Every day 23:30–01:00 the next day'],
  [[7], 1_380, 60, 'Sun 23:00–00:00'],
  [[7], 0, 1_440, 'Sun 00:00–00:00'],
])('a window on %j from %i for %i minutes is %s', (weekdays, start_minute, duration_minutes, text) => {
  expect(windowText({ weekdays, start_minute, duration_minutes })).toBe(text)
})

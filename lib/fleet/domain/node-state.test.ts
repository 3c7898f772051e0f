import { describe, expect, it } from 'vitest'
import {
  nodeState,
  type Rhythm,
  silentAfterContact,
  silentAfterSeconds,
  stateName,
  stateOrder,
  stateRank,
  toldUntil,
} from './node-state'

const now = new Date('2026-01-31T09:30:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

it.each([
  ['Healthy', 'Healthy'],
  ['', 'empty status'],
  [' ', '␣'],
  ['\u202eError', 'U+202EError'],
  ['ok\u0007', 'okU+0007'],
  ['سليم', 'سليم'],
])('says the status %j as %s', (status, words) => {
  expect(stateName(status)).toBe(words)
})

describe('nodeState', () => {
  const rhythm = (cadence: number | null, contact = cadence, interval: number | null = null): Rhythm => ({
    cadenceSeconds: cadence,
    contactSeconds: contact,
    intervalSeconds: interval,
  })

  it.each<[string, string | null, number | null, Rhythm, string]>([
    ['never reported', null, null, rhythm(null), 'Unknown'],
    ['reports every 5 s and just did', 'Healthy', 2, rhythm(5), 'Healthy'],
    ['reports every 5 s and is a minute late', 'Healthy', 60, rhythm(5), 'Healthy'],
    ['reports every 5 s and is over a minute late', 'Healthy', 61, rhythm(5), 'Silent'],
    ['reports every 5 min and missed two', 'Warning', 900, rhythm(300), 'Warning'],
    ['reports every 5 min and missed three', 'Warning', 901, rhythm(300), 'Silent'],
    ['was heard before its contact was learned', 'Warning', 901, rhythm(300, null), 'Silent'],
    ['reported once, a while ago', 'Error', 900, rhythm(null), 'Error'],
    ['reported once, long ago', 'Error', 901, rhythm(null), 'Silent'],
    ['reports a word of its own', 'Sleepy', 1, rhythm(5), 'Sleepy'],
    ['uploads hourly and is due', 'Healthy', 4_500, rhythm(60, 3_600), 'Healthy'],
    ['uploads hourly and is overdue', 'Healthy', 4_501, rhythm(60, 3_600), 'Silent'],
    ['reported every 5 s and says 5 min now', 'Healthy', 900, rhythm(5, 5, 300), 'Healthy'],
    ['says 5 min and missed three', 'Healthy', 901, rhythm(5, 5, 300), 'Silent'],
    ['says 5 min and has sent one', 'Healthy', 900, rhythm(null, null, 300), 'Healthy'],
    ['sends only what cannot be believed', null, 1, rhythm(5), 'Unknown'],
  ])('a node that %s', (_, status, age, of, state) => {
    const heardAt = age === null ? null : ago(age)
    expect(nodeState({ status, heardAt, arrivedAt: heardAt, ...of }, now)).toBe(state)
  })

  it.each([
    ['for a moment', 60, 'Healthy'],
    ['for longer than it could be silent', 61, 'Unknown'],
  ])('a node whose latest report has stayed %s while others came', (_, age, state) => {
    const contact = { status: 'Healthy', heardAt: ago(1), arrivedAt: ago(age), ...rhythm(5) }
    expect(nodeState(contact, now)).toBe(state)
  })

  it('treats three missed reports of a node that sends each at once like everything else does', () => {
    for (const cadence of [null, 0, 5, 20, 60, 300, 86_400])
      expect(silentAfterContact(rhythm(cadence))).toBe(silentAfterSeconds(cadence))
  })
})

describe('toldUntil', () => {
  const hourly: Rhythm = { cadenceSeconds: 60, contactSeconds: 3_600, intervalSeconds: null }
  it.each([
    ['its latest report, until the next upload is overdue', 4_500, 4_500, true],
    ['none, once that is overdue', 4_501, 4_501, false],
    ['its latest report, by a clock that is behind', 4_000, 3_000, true],
    ['its latest report, a day old on arrival', 86_400, 0, true],
    ['none, if that was older on arrival', 86_401, 0, false],
  ])('is the time of %s', (_, reported, arrived, told) => {
    const timestamp = ago(reported)
    expect(toldUntil({ timestamp, arrivedAt: ago(arrived), ...hourly }, now)).toEqual(told ? timestamp : null)
  })

  it('is none for a node without a latest report', () => {
    expect(toldUntil({ timestamp: null, arrivedAt: null, ...hourly }, now)).toBeNull()
  })
})

it('is silent after three missed reports, at least a minute', () => {
  expect([null, 0, 5, 20, 60].map(silentAfterSeconds)).toEqual([900, 60, 60, 60, 180])
})

it('ranks the worst first, and any other word like Unknown', () => {
  expect(stateOrder.map(stateRank)).toEqual([0, 1, 2, 3, 4])
  for (const word of ['Sleepy', '', 'constructor', '__proto__'])
    expect(stateRank(word)).toBe(stateRank('Unknown'))
})

import { expect, test } from 'vitest'
import { readOptions, shownScale, usage } from './options'

const topics = ['series', 'fleet']
const read = (line: string) => readOptions(line.split(' ').filter(Boolean), topics)
const said = (line: string) => {
  const options = read(line)
  return typeof options === 'string' ? options : shownScale(options)
}

test('without options: every topic, five rounds, the smaller run, and it says so', () => {
  expect(read('')).toMatchObject({ repeats: 5, only: [], scale: { name: 'default' } })
  expect(said('')).toMatch(/^2,001,600 reports .* smaller than --full .* Medians of 5 rounds\.$/)
  expect(said('--full')).toMatch(
    /^20,016,000 reports \(100 nodes × 139 days, one per minute\), fleet of 10,000 nodes, 1,000,000 jobs\. /,
  )
  expect(said('--tiny')).toMatch(/figures mean nothing.*fewer than five/)
  expect(said('--repeats 4')).toContain('not meaningful')
})

test('windows hold as many reports per node in the smaller run', () => {
  const [some, all] = [read(''), read('--full')]
  if (typeof some === 'string' || typeof all === 'string') throw new Error('refused')
  expect(some.scale.history.days).toBe(all.scale.history.days)
})

test('says what is wrong', () => {
  expect(read('--only fleet,series')).toMatchObject({ only: ['fleet', 'series'] })
  expect(read('--only fleets')).toBe('Unknown topic: fleets.')
  expect(read('--repeats 0')).toContain('--repeats')
  expect(read('--repeats many')).toContain('--repeats')
  expect(read('--full --tiny')).toContain('Choose either')
  expect(read('--fast')).toContain('--fast')
  expect(usage(topics)).toContain('series, fleet')
})

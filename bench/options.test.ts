import { expect, test } from 'vitest'
import { readOptions, shownScale, usage } from './options'

const topics = ['series', 'fleet']
const read = (line: string) => readOptions(line.split(' ').filter(Boolean), topics)
const textOf = (line: string) => {
  const options = read(line)
  return typeof options === 'string' ? options : shownScale(options)
}

test('without options every topic runs five rounds at the smaller scale, and the head says so', () => {
  expect(read('')).toMatchObject({ repeats: 5, only: [], scale: { name: 'default' } })
  expect(textOf('')).toMatch(/^2,001,600 reports .* smaller than --full .* Medians of 5 rounds\.$/)
  expect(textOf('--full')).toMatch(
    /^20,016,000 reports \(100 nodes × 139 days, one per minute\), fleet of 10,000 nodes, 1,000,000 jobs\. /,
  )
  expect(textOf('--tiny')).toMatch(/figures mean nothing.*fewer than five/)
  expect(textOf('--repeats 4')).toContain('not meaningful')
})

test('in the smaller run, windows hold as many reports per node', () => {
  const [some, all] = [read(''), read('--full')]
  if (typeof some === 'string' || typeof all === 'string') throw new Error('refused')
  expect(some.scale.history.days).toBe(all.scale.history.days)
})

test('explains invalid options', () => {
  expect(read('--only fleet,series')).toMatchObject({ only: ['fleet', 'series'] })
  expect(read('--only fleets')).toBe('Unknown topic: fleets.')
  expect(read('--repeats 0')).toContain('--repeats')
  expect(read('--repeats many')).toContain('--repeats')
  expect(read('--full --tiny')).toContain('Choose either')
  expect(read('--fast')).toContain('--fast')
  expect(usage(topics)).toContain('series, fleet')
})

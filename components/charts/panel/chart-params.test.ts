import { expect, it } from 'vitest'
import { axisModeOf, isRaw, withAxisMode, withRaw } from './chart-params'

const params = (query: string) => new URLSearchParams(query)

it('keeps the axes of other metrics, and names with commas', () => {
  const odd = 'x{a="1",b="2"}'
  const query = withAxisMode(params('range=7d&fit=cpu'), odd, 'fit')
  expect(axisModeOf(params(query), odd)).toBe('fit')
  expect(axisModeOf(params(query), 'cpu')).toBe('fit')
  expect(axisModeOf(params(query), 'memory')).toBe('usual')
  expect(params(query).get('range')).toBe('7d')
})

it('has one axis for a metric', () => {
  const query = withAxisMode(params('fit=cpu'), 'cpu', 'log')
  expect(query).toBe('?log=cpu')
  expect(withAxisMode(params(query), 'cpu', 'usual')).toBe('')
})

it('shows a counter raw or as its rate', () => {
  const query = withRaw(params('fit=cpu'), 'requests_total', true)
  expect([isRaw(params(query), 'requests_total'), isRaw(params(query), 'cpu')]).toEqual([true, false])
  expect(withRaw(params(query), 'requests_total', false)).toBe('?fit=cpu')
})

import { expect, it } from 'vitest'
import { chosenMetrics } from './chosen-metrics'

const many = Array.from({ length: 978 }, (_, index) => `node_x{n="${index}"}`)

it.each([
  ['all of a few', [], ['a', 'b'], null],
  [
    'the usual four of many',
    [],
    [...many, 'network_io_kbps', 'cpu_usage_percent'],
    ['cpu_usage_percent', 'network_io_kbps'],
  ],
  ['the first of many others', [], many, many.slice(0, 4)],
  ['what a link names', ['b,a'], ['a', 'b', 'c'], ['b', 'a']],
  ['names with labels', ['x{a="1",b="2"},y', 'z'], [], ['x{a="1",b="2"}', 'y', 'z']],
  ['a name with a comma or a space at its edge', ['a,b', ' c'], ['a,b', ' c'], ['a,b', ' c']],
  ['each once, without empty ones', [',a,,a', ' a '], [], ['a']],
  ['nothing that is too long', ['n'.repeat(501)], ['a'], null],
])('draws %s', (_, params, keys, expected) => {
  expect(chosenMetrics(params, keys)).toEqual(expected)
})

it('draws at most a hundred', () => {
  expect(chosenMetrics(many, many)).toHaveLength(100)
})

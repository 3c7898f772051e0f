import { expect, it } from 'vitest'
import { labelLines, labelsOfLines } from './label-lines'

it('reads one label a line, whose value may hold an equals sign or be empty', () => {
  expect(labelsOfLines(' site = Cairo \n\nspare\nquery=a=b\n')).toEqual({
    site: 'Cairo',
    spare: '',
    query: 'a=b',
  })
  expect(labelsOfLines('')).toEqual({})
  expect(labelsOfLines('=x')).toEqual({ '': 'x' })
})

it('writes what it reads', () => {
  const labels = { site: 'Cairo', spare: '', query: 'a=b' }
  expect(labelsOfLines(labelLines(labels))).toEqual(labels)
})

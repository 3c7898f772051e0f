import { expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { type ParamChange, paramChanges } from './param-changes'

const cases: [string, JsonValue, JsonValue, ParamChange[]][] = [
  ['the same', { a: 1, b: 'x' }, { b: 'x', a: 1 }, []],
  ['another value', { a: 90 }, { a: 180 }, [{ name: 'a', kind: 'changed', was: 180 }]],
  ['another type', { a: 90 }, { a: '90' }, [{ name: 'a', kind: 'changed', was: '90' }]],
  ['null is a value', { a: 1 }, { a: null }, [{ name: 'a', kind: 'changed', was: null }]],
  ['an added parameter', { a: 1, b: 2 }, { a: 1 }, [{ name: 'b', kind: 'new' }]],
  ['a removed parameter', {}, { a: 1 }, [{ name: 'a', kind: 'gone', was: 1 }]],
  ['key order inside does not count', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, []],
  ['names of the prototype', { toString: 1 }, {}, [{ name: 'toString', kind: 'new' }]],
  ['no parameters at all', null, null, []],
]

it.each(cases)('%s', (_, now, last, changes) => {
  expect(paramChanges(now, last)).toEqual(changes)
})

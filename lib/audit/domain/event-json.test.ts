import { expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { jsonText, parseEvent, sameJson, shownJson } from './event-json'

it('reads an event, and nothing else', () => {
  expect(parseEvent('{"kind":"vote"}')).toEqual({ kind: 'vote' })
  for (const text of ['', '{', '[]', 'null', '7', '"x"']) expect(parseEvent(text)).toBeNull()
})

it.each<[JsonValue, JsonValue, boolean]>([
  [1, 1, true],
  [1, '1', false],
  [null, null, true],
  [null, {}, false],
  [{}, null, false],
  [[], {}, false],
  [{}, [], false],
  [[], '', false],
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [[1, 2], [1], false],
  [[null], [], false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [{ a: null }, { b: null }, false],
  [{ a: { b: [1] } }, { a: { b: [1] } }, true],
  [{ a: { b: [1] } }, { a: { b: [2] } }, false],
])('of %j and %j: the same is %s', (a, b, same) => {
  expect(sameJson(a, b)).toBe(same)
})

const deep = (levels: number, inner: string): JsonValue =>
  JSON.parse(`${'[{"a":'.repeat(levels)}${inner}${'}]'.repeat(levels)}`)

it('compares and shows what is nested more deeply than the stack allows', () => {
  expect(sameJson(deep(100_000, '1'), deep(100_000, '1'))).toBe(true)
  expect(sameJson(deep(100_000, '1'), deep(100_000, '2'))).toBe(false)
  expect(sameJson(deep(100_000, '1'), deep(99_999, '1'))).toBe(false)
  expect(shownJson(deep(100_000, '1'))).toBe('(nested too deeply to be shown)')
  expect(jsonText(deep(2, '1'))).toBe('[{"a":[{"a":1}]}]')
})

it('shows the beginning of what is long, and what is missing as nothing', () => {
  expect(shownJson('x'.repeat(98))).toHaveLength(100)
  expect(shownJson('x'.repeat(99))).toBe(`"${'x'.repeat(98)}…`)
  expect(shownJson(undefined)).toBe('null')
})

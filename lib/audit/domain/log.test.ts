import { expect, it } from 'vitest'
import { eventText, sealText, signedText } from './log'

it('lengths in bytes stand before the stream, so that no two events share one text', () => {
  expect(eventText({ stream: 'rights', seq: 1, body: '{}' })).toBe('6:rights:1:{}')
  expect(eventText({ stream: 'é', seq: 12, body: ':' })).toBe('2:é:12::')
  const a = eventText({ stream: 'a', seq: 1, body: '2:x' })
  expect(eventText({ stream: 'a:1', seq: 2, body: 'x' })).not.toBe(a)
})

it('the text of a seal tells where each of its parts ends', () => {
  const event = { id: 7, stream: 'a', seq: 1, hash: 'ff' }
  const seal = { no: 1, sealedAt: '2026-01-01T00:00:00.000000Z', events: [event], prev: null }
  expect(sealText(seal)).toBe('["hakim-seal-1",1,"2026-01-01T00:00:00.000000Z",null,[[7,"a",1,"ff"]]]')
  const other = { ...seal, events: [{ ...event, stream: 'a",1,"ff"],[8,"b' }] }
  const two = { ...seal, events: [event, { id: 8, stream: 'b', seq: 1, hash: 'ff' }] }
  expect(sealText(other)).not.toBe(sealText(two))
  expect(signedText('ff')).toBe('hakim-seal-1:ff')
})

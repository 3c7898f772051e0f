import { expect, it } from 'vitest'
import { checkpointText, eventText, signedText } from './log'

it('the length in bytes precedes the stream, so that no two events share one text', () => {
  expect(eventText({ stream: 'rights', seq: 1, body: '{}' })).toBe('6:rights:1:{}')
  expect(eventText({ stream: 'é', seq: 12, body: ':' })).toBe('2:é:12::')
  const a = eventText({ stream: 'a', seq: 1, body: '2:x' })
  expect(eventText({ stream: 'a:1', seq: 2, body: 'x' })).not.toBe(a)
})

it('the text of a checkpoint shows where each part ends', () => {
  const event = { id: 7, stream: 'a', seq: 1, hash: 'ff' }
  const checkpoint = { no: 1, createdAt: '2026-01-01T00:00:00.000000Z', events: [event], prev: null }
  expect(checkpointText(checkpoint)).toBe(
    '["hakim-seal-1",1,"2026-01-01T00:00:00.000000Z",null,[[7,"a",1,"ff"]]]',
  )
  const other = { ...checkpoint, events: [{ ...event, stream: 'a",1,"ff"],[8,"b' }] }
  const two = { ...checkpoint, events: [event, { id: 8, stream: 'b', seq: 1, hash: 'ff' }] }
  expect(checkpointText(other)).not.toBe(checkpointText(two))
  expect(signedText('ff')).toBe('hakim-seal-1:ff')
})

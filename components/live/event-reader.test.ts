import { expect, it } from 'vitest'
import { readEvents } from './event-reader'

/** The bytes in pieces of `size`, as a network may cut them; breaks off at the end if `broken`. */
const body = (text: string, size: number, broken = false) => {
  const bytes = new TextEncoder().encode(text)
  let at = 0
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size))
      else if (broken) controller.error(new Error('reset'))
      else controller.close()
      at += size
    },
  })
}

const stream =
  'id: 1\nevent: hello\ndata: {}\n\n: beat\n\nid: 2\nevent: change\ndata: {"nodes":["did:é:😀"]}\n\n'
const events = [
  ['hello', '{}'],
  ['change', '{"nodes":["did:é:😀"]}'],
]

it.each([1, 2, 7, 1_000])('reports each event once, in pieces of %i bytes', async (size) => {
  for (const text of [stream, stream.replaceAll('\n', '\r\n')]) {
    const heard: string[][] = []
    await readEvents(
      body(text, size),
      (event, data) => heard.push([event, data]),
      () => undefined,
    )
    expect(heard).toEqual(events)
  }
})

it('a comment is a sign of life, not an event', async () => {
  const signs: string[] = []
  await readEvents(
    body(': beat\n\n: beat\n\n', 8),
    () => signs.push('event'),
    () => signs.push('alive'),
  )
  expect(signs).toEqual(['alive', 'alive'])
})

it('joins lines of data, and drops an event that was not sent to its end', async () => {
  const heard: string[][] = []
  const read = readEvents(
    body('data: a\ndata:b\n\nevent: change\ndata: {', 5, true),
    (event, data) => heard.push([event, data]),
    () => undefined,
  )
  await expect(read).rejects.toThrow('reset')
  expect(heard).toEqual([['message', 'a\nb']])
})

import { expect, it, vi } from 'vitest'
import { mayOpenStream, openStream } from './event-stream'

it('sends the same bytes to all who get the same object, and cuts off who is 64 kB behind', () => {
  const written: Uint8Array[] = []
  let unsent = 0
  const ends = vi.fn()
  const stops = vi.fn()
  const sends: ((event: string, data: object) => void)[] = []
  const sink = { write: (bytes: Uint8Array) => void written.push(bytes), unsent: () => unsent, end: ends }
  const open = () =>
    openStream('person', sink, (send) => {
      sends.push(send)
      return stops
    })
  const closes = [open(), open()]
  const data = { nodes: ['did:é'] }
  for (const send of sends) send('change', data)
  expect(new TextDecoder().decode(written[0])).toBe('event: change\ndata: {"nodes":["did:é"]}\n\n')
  expect(written[1]).toBe(written[0])
  unsent = 64 * 1024
  sends[0]?.('change', data)
  expect(written).toHaveLength(3)
  unsent += 1
  sends[0]?.('change', data)
  expect([written.length, ends.mock.calls.length, stops.mock.calls.length]).toEqual([3, 1, 1])
  unsent = 0
  sends[0]?.('change', data)
  expect(written).toHaveLength(3)
  for (const close of closes) close()
  expect(stops).toHaveBeenCalledTimes(2)
  expect(mayOpenStream('person')).toBe(true)
})

import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { withRequest } from '@/lib/log/request'
import { withFormGate } from './form-gate'

const nextTurn = () => new Promise((turn) => setImmediate(turn))

it('lets two strangers in at a time, in order; of one network six are in the line, of all 24', async () => {
  const ends: (() => void)[] = []
  const gate = withFormGate(() => new Promise<void>((end) => ends.push(end)))
  const call = (network: string, method = 'POST') => {
    const request = Object.assign(new IncomingMessage(new Socket()), { method, url: '/sign-in' })
    request.headers.host = '127.0.0.1'
    const response = new ServerResponse(request)
    const done = withRequest({ id: '', method, path: '/sign-in', network }, () => gate(request, response))
    return { response, done }
  }
  const ofOne = Array.from({ length: 7 }, () => call('a'))
  await ofOne[6]?.done
  expect(ofOne[6]?.response.statusCode).toBe(503)
  for (let n = 0; n < 18; n += 1) call(`network ${n}`)
  const tooMany = call('one more')
  await tooMany.done
  expect(tooMany.response.statusCode).toBe(503)
  await nextTurn()
  expect(ends).toHaveLength(2)
  // Reading is not held up.
  call('a', 'GET')
  await nextTurn()
  expect(ends).toHaveLength(3)
  for (let n = 0; n < 25; n += 1) {
    ends[n]?.()
    await nextTurn()
  }
  expect(ends).toHaveLength(25)
  // The line is empty again.
  call('a')
  call('a')
  await nextTurn()
  expect(ends).toHaveLength(27)
})

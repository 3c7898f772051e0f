import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { withRequest } from '@/lib/log/request'
import { createPerson } from '@/lib/people/services/create-person'
import { testFleet } from '@/test/fleet'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
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

it('holds up nobody who is signed in, in a browser that nobody remembers either', async () => {
  const fleet = await testFleet(3)
  const stop = serveDatabase(fleet.url)
  const [email, password] = ['ada@example.org', 'correct horse battery']
  done(await createPerson(fleet.db, { email, name: 'Ada', password, role: 'operator' }))
  const { headers } = await auth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  expect(cookie).toContain('session_token')
  let answered = 0
  const held = new Promise<void>(() => undefined)
  const gate = withFormGate(({ headers: sent }) => {
    answered += sent.cookie === cookie ? 1 : 0
    return sent.cookie === cookie ? Promise.resolve() : held
  })
  const call = async (sent?: string): Promise<number> => {
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'POST', url: '/account' })
    request.headers.host = '127.0.0.1'
    if (sent !== undefined) request.headers.cookie = sent
    const response = new ServerResponse(request)
    await withRequest({ id: '', method: 'POST', path: '/account', network: 'a' }, () =>
      gate(request, response),
    )
    return response.statusCode
  }
  for (let n = 0; n < 6; n += 1) void call()
  await nextTurn()
  expect(await call()).toBe(503)
  expect(await call(cookie)).toBe(200)
  expect(answered).toBe(1)
  expect(await call(cookie.replace(/=.{8}/, '=forged00'))).toBe(503)
  await fleet.db.query(`DELETE FROM sessions`)
  expect(await call(cookie)).toBe(503)
  await stop()
  await fleet.close()
})

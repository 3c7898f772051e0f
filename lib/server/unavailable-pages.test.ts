import { once } from 'node:events'
import type { Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noteUnavailable } from './unavailable-pages'
import { createWebServer } from './web-server'

let server: Server
let address = ''
let failure = new Error('none')
beforeAll(async () => {
  // As Next does: it prints the error and then sets the status of its own error page.
  server = createWebServer(async (_, response) => {
    noteUnavailable(failure)
    response.statusCode = 500
    response.setHeader('content-type', 'text/html')
    response.end('<h1>This page could not be loaded</h1>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port')
  address = `http://127.0.0.1:${bound.port}`
})
afterAll(() => void server.close())

const coded = (code: string) => Object.assign(new Error('x'), { code })

it.each([
  ['a database that is away', coded('ECONNREFUSED'), 503, '3'],
  ['one behind the error of a library', new Error('no session', { cause: coded('57P01') }), 503, '3'],
  ['a bug', new Error('x is undefined'), 500, null],
])('a page that failed because of %s', async (_, error, status, retryAfter) => {
  failure = error
  const answer = await fetch(`${address}/jobs`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
  expect(await answer.text()).toContain('could not be loaded')
})

import { once } from 'node:events'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { startTestServer, type TestServer, testSession, testToken } from '@/test/http-server'

const node = 'did:test:a'
let fleet: TestFleet
let server: TestServer
let cookie = ''
let agent = ''

beforeAll(async () => {
  fleet = await testFleet()
  server = await startTestServer(fleet.url)
  agent = await testToken(fleet.db, node)
  cookie = (await testSession(fleet.db, 'operator', 'operator')).cookie
})
afterAll(async () => {
  await server.close()
  await fleet.close()
})

const report = () =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ($1, now(), 'Healthy', '{}')`,
    [node],
  )

async function listen(
  headers: Record<string, string>,
): Promise<{ response: IncomingMessage; text: () => string }> {
  const request = httpGet({ host: '127.0.0.1', port: server.port, path: '/api/v1/events', headers })
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('no response')
  let text = ''
  response.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  response.on('error', () => undefined)
  return { response, text: () => text }
}

it('tells a browser and an agent what changed', async () => {
  const streams = [await listen({ cookie }), await listen({ authorization: `Bearer ${agent}` })]
  for (const { response, text } of streams) {
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    await expect.poll(() => told(text()), { timeout: 20_000 }).toBe('event: hello\ndata: {}\n\n')
    expect(text()).toMatch(/^event: hello\nid: \d+\n/)
  }
  await report()
  for (const { text } of streams)
    await expect
      .poll(() => told(text()), { timeout: 20_000 })
      .toContain(`event: change\ndata: {"nodes":["${node}"],"jobs":[]}\n\n`)
  for (const { response } of streams) response.destroy()
})

it('refuses who is not signed in, and more than twenty streams of one person until one has ended', async () => {
  expect((await listen({})).response.statusCode).toBe(401)
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen({ cookie })))
  expect(streams.map(({ response }) => response.statusCode)).toEqual(streams.map(() => 200))
  const refused = await listen({ cookie })
  expect([refused.response.statusCode, refused.response.headers['retry-after']]).toEqual([429, '30'])
  const [first] = streams
  first?.response.destroy()
  const again = async () => {
    const { response } = await listen({ cookie })
    response.destroy()
    return response.statusCode
  }
  await expect.poll(again, { timeout: 20_000 }).toBe(200)
  for (const { response } of streams) response.destroy()
})

const own = (id: string): string => `person_id = '${id}'`
/** How a right ends, by the id of its person; the names begin with what the stream was opened with. */
const ends = {
  token_revoked: (id: string) => `UPDATE tokens SET revoked_at = now() WHERE ${own(id)}`,
  token_expired: (id: string) => `UPDATE tokens SET expires_at = now() WHERE ${own(id)}`,
  token_deleted: (id: string) => `DELETE FROM tokens WHERE ${own(id)}`,
  session_deleted: (id: string) => `DELETE FROM sessions WHERE ${own(id)}`,
  session_expired: (id: string) => `UPDATE sessions SET expires_at = now() - interval '1 s' WHERE ${own(id)}`,
  person_deleted: (id: string) => `DELETE FROM people WHERE id = '${id}'`,
}
/** Without what only keeps the connection alive, and without the numbers to resume from. */
const told = (text: string): string => text.replaceAll(': beat\n\n', '').replaceAll(/^id: \d+\n/gm, '')
const hello = 'event: hello\ndata: {}\n\n'

it('ends an open stream with the right to it, and sends nothing of what happens after', async () => {
  const other = await listen({ cookie })
  const streams = await Promise.all(
    Object.entries(ends).map(async ([id, sql]) => {
      const session = await testSession(fleet.db, id, 'operator')
      const headers: Record<string, string> = id.startsWith('token')
        ? { authorization: `bearer  ${session.token}` }
        : { cookie: session.cookie }
      return { id, sql, headers, ...(await listen(headers)) }
    }),
  )
  await expect
    .poll(() => [other, ...streams].every(({ text }) => told(text()) === hello), { timeout: 20_000 })
    .toBe(true)
  const ended = Promise.all(streams.map(({ response }) => once(response, 'end')))
  for (const { id, sql } of streams) await fleet.db.query(sql(id))
  await report()
  await ended
  await expect.poll(other.text, { timeout: 20_000 }).toContain('event: change')
  other.response.destroy()
  for (const { text, headers } of streams) {
    expect(told(text())).toBe(hello)
    expect((await listen(headers)).response.statusCode).toBe(401)
  }
})

import { once } from 'node:events'
import { request } from 'node:http'
import type { DataSource } from 'typeorm'
import { auth } from '@/lib/auth/auth'
import type { Role } from '@/lib/kernel/role'
import type { Scope } from '@/lib/kernel/scope'
import { hashPassword } from '@/lib/people/db/credentials'
import { insertPerson } from '@/lib/people/db/people'
import { addToken, insertToken } from '@/lib/people/db/tokens'
import { createWebServer } from '@/lib/server/web-server'
import { testNode } from '@/test/fleet'
import { serveDatabase } from './server-database'

export type Reply = { status: number; headers: Record<string, unknown>; body: unknown }
export type TestServer = {
  port: number
  /** Sends a body as it is; `chunked` leaves out its length. */
  post: (token: string, body: string, more?: { headers?: object; chunked?: boolean }) => Promise<Reply>
  /** Ends the server and the pools of this process. */
  close: () => Promise<void>
}

/** The server of reports on a free port of loopback, with the database at `url`. Anything but reports answers "page". */
export async function startTestServer(url: string, bodyTimeoutMs?: number): Promise<TestServer> {
  const stopDatabase = serveDatabase(url)
  const server = createWebServer(async (_, response) => void response.end('"page"'), bodyTimeoutMs)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const { port } = address
  return {
    port,
    post: (token, body, { headers, chunked } = {}) =>
      ask(
        port,
        {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(chunked ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
        body,
      ),
    close: async () => {
      server.close()
      server.closeAllConnections()
      await stopDatabase()
    },
  }
}

function ask(port: number, headers: object, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request({
      ...{ host: '127.0.0.1', port, path: '/api/v1/reports', method: 'POST' },
      headers: { ...headers },
    })
    call.on('error', reject)
    call.on('response', async (response) => {
      const text = Buffer.concat(await response.toArray()).toString()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) })
    })
    call.end(body)
  })
}

/** A node with a token for its agent. */
export async function testToken(db: DataSource, did: string): Promise<string> {
  await testNode(db, did)
  return insertToken(db.manager, { nodeDid: did }, null)
}

/** A token of a person that has only these scopes. */
export async function limitedToken(
  db: DataSource,
  personId: string,
  scopes: readonly Scope[],
): Promise<string> {
  const made = { holder: { personId }, scopes, name: null, expiresAt: null, replaces: null }
  return (await addToken(db.manager, made)).token
}

/** A person with this id who is signed in: the session cookie and a token. The server has to run. */
export async function testSession(db: DataSource, id: string, role: Role) {
  const [password, email] = ['a long password for tests', `${id}@example.org`]
  await insertPerson(db.manager, {
    ...{ id, role, email, name: `Person ${id}`, did: `did:test:person:${id}` },
    passwordHash: await hashPassword(password),
  })
  const { headers } = await auth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { cookie, token: await insertToken(db.manager, { personId: id }, null) }
}

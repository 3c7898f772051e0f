import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { jsonBodies } from '@/test/data-folder'
import { databaseFixture } from './database-fixture'
import type { ServerFixture } from './server-fixture'

// The JSON parser corpus, posted as is: JSON is read, anything else is refused, and nothing causes a server
// error. How each body is parsed: lib/transport/report-body.test.ts.

let server: ServerFixture
beforeAll(async () => {
  server = await databaseFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const problem = z.object({ detail: z.string() })

async function post(who: string, path: string, body: Uint8Array<ArrayBuffer>, type: string) {
  const response = await fetch(`${server.hakim.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.tokens.get(who)}`, 'content-type': type },
    body,
  })
  const answer: unknown = await response.json()
  const read = problem.safeParse(answer)
  return { status: response.status, detail: read.success ? read.data.detail : '' }
}

const unread = /^The body is not (JSON|valid UTF-8)/

for (const [who, path, type] of [
  ['requester', '/jobs', 'application/json'],
  ['agent', '/reports', 'application/json'],
  ['agent', '/reports', 'application/x-ndjson'],
] as const)
  test(`POST ${path} as ${type}`, async () => {
    const lines = type === 'application/x-ndjson'
    for (const { name, bytes } of jsonBodies()) {
      const { status, detail } = await post(who, path, bytes, type)
      expect(status, name).toBeLessThan(500)
      if (name.startsWith('y_') && !lines)
        expect([name, detail]).toEqual([name, expect.not.stringMatching(unread)])
      // An empty body is allowed where nothing has to be sent; lines are checked one by one.
      const empty = new TextDecoder().decode(bytes).trim() === ''
      if (name.startsWith('n_') && !lines && !empty) {
        expect([name, status]).toEqual([name, 400])
        expect([name, detail]).toEqual([name, expect.stringMatching(unread)])
      }
    }
  })

import { expect, it, onTestFinished } from 'vitest'
import { type Reply, type Request, startServer } from '@/test/api-server'
import { type Answer, createApi } from './api'

async function serve(answer: (request: Request) => Reply) {
  const server = await startServer(answer)
  onTestFinished(server.stop)
  return server
}

function apiOf(server: string, onAnswer: (answer: Answer) => void = () => {}) {
  const signal = new AbortController().signal
  return createApi({ server, token: 'hk_secret', userAgent: 'test', signal, onAnswer })
}

it.each([301, 302, 303, 307, 308])(
  'follows no redirect (%i), neither elsewhere nor to itself',
  async (status) => {
    const other = await serve(() => ({ body: { job: null } }))
    const targets = [
      `${other.address}/api/v1/jobs/claim`,
      '/elsewhere',
      '//127.0.0.1/elsewhere',
      'file:///etc/passwd',
    ]
    for (const location of targets) {
      const server = await serve(() => ({ status, headers: { location } }))
      for (const method of ['GET', 'POST'] as const) {
        const answer = await apiOf(server.address)(method, '/first', method === 'POST' ? { a: 1 } : undefined)
        expect(answer).toMatchObject({ ok: false, status, detail: expect.stringContaining(location) })
      }
      expect(server.requests.map(({ path }) => path)).toEqual(['/first', '/first'])
    }
    expect(other.requests).toEqual([])
  },
)

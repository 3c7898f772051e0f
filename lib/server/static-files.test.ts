import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withStaticFiles } from './static-files'

const script = 'const answer = 42\n'.repeat(50)
let dir: string
let server: Server
let origin: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hakim-static-'))
  mkdirSync(join(dir, 'static', 'chunks'), { recursive: true })
  writeFileSync(join(dir, 'secret.js'), 'not for everybody')
  writeFileSync(join(dir, 'static', 'chunks', 'a.js'), script)
  writeFileSync(join(dir, 'static', 'chunks', 'b.woff2'), Buffer.from([0, 255, 1]))
  writeFileSync(join(dir, 'static', 'chunks', 'c.odd'), 'of no known type')
  const serve = withStaticFiles(join(dir, 'static'), async (request, response) => {
    response.end(`others: ${request.method} ${request.url}`)
  })
  server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  origin = `http://127.0.0.1:${address.port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(dir, { recursive: true })
})

const ask = (path: string, init: RequestInit = {}) => fetch(origin + path, init)

it('compresses text for clients that accept it, and allows caching', async () => {
  const packed = await ask('/_next/static/chunks/a.js', { headers: { 'accept-encoding': 'br, gzip' } })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(packed.headers.get('vary')).toBe('accept-encoding')
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(script.length / 4)
  expect(await packed.text()).toBe(script)
  const plain = await ask('/_next/static/chunks/a.js?v=1', { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.text()).toBe(script)
})

it('leaves a font as it is, and sends no body to HEAD', async () => {
  const font = await ask('/_next/static/chunks/b.woff2')
  expect(font.headers.get('content-encoding')).toBeNull()
  expect([...new Uint8Array(await font.arrayBuffer())]).toEqual([0, 255, 1])
  const head = await ask('/_next/static/chunks/a.js', {
    method: 'HEAD',
    headers: { 'accept-encoding': 'identity' },
  })
  expect(head.headers.get('content-length')).toBe(String(script.length))
  expect(await head.text()).toBe('')
})

it('keeps serving its first version when the files are gone', async () => {
  rmSync(join(dir, 'static', 'chunks', 'a.js'))
  const answer = await ask('/_next/static/chunks/a.js', { headers: { 'accept-encoding': 'identity' } })
  expect(await answer.text()).toBe(script)
})

it.each([
  '/_next/static/chunks/none.js',
  '/_next/static/chunks/c.odd',
  '/_next/static/../secret.js',
  '/_next/static/%2e%2e/secret.js',
  '/_next/static/',
  '/jobs',
])('leaves %s to the next handler', async (path) => {
  expect(await (await ask(path)).text()).toMatch(/^others: GET /)
})

it('leaves every other method to the next handler', async () => {
  expect(await (await ask('/_next/static/chunks/a.js', { method: 'POST' })).text()).toMatch(/^others: POST /)
})

import { afterEach, expect, it, vi } from 'vitest'
import { forgetConfig, isOwnHost } from '@/lib/config'
import { isOwnOrigin } from './own-origin'

const at = (env: Record<string, string>) => {
  for (const [name, value] of Object.entries({ HOST: '127.0.0.1', PORT: '7461', ...env }))
    vi.stubEnv(name, value)
  forgetConfig()
}
afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})

const form = (origin: string | undefined, host: string, more: Record<string, string> = {}) =>
  isOwnOrigin(new Headers({ host, ...(origin === undefined ? {} : { origin }), ...more }))
const https = { HAKIM_BASE_URL: 'https://hakim.example.org' }

it('a form of this machine comes from the name that it is sent to', () => {
  at({})
  expect(form('http://127.0.0.1:7461', '127.0.0.1:7461')).toBe(true)
  expect(form('http://localhost:7461', 'localhost:7461')).toBe(true)
  expect(form('http://[::1]:7461', '[::1]:7461')).toBe(true)
  expect(form('http://localhost:7461', '127.0.0.1:7461')).toBe(false)
  expect(form('http://127.0.0.1:7461', '127.0.0.1:7461', { 'x-forwarded-host': 'evil.example' })).toBe(false)
  for (const origin of [
    'http://localhost:7462',
    'https://localhost:7461',
    'http://evil.example',
    'null',
    '',
    undefined,
  ])
    expect(form(origin, 'localhost:7461')).toBe(false)
})

it('with an https address no form comes from this machine’s own names', () => {
  at(https)
  expect(form('https://hakim.example.org', 'hakim.example.org')).toBe(true)
  const behind = { 'x-forwarded-host': 'hakim.example.org' }
  expect(form('https://hakim.example.org', '127.0.0.1:7461', behind)).toBe(true)
  for (const name of ['localhost', '127.0.0.1', '[::1]'])
    for (const scheme of ['http', 'https']) expect(form(`${scheme}://${name}`, name)).toBe(false)
  expect(form('http://hakim.example.org', 'hakim.example.org')).toBe(false)
  expect(form('https://hakim.example.org', 'evil.example')).toBe(false)
})

it('a name of the server is the same in capitals and with the protocol’s own port', () => {
  at(https)
  const own = [
    'hakim.example.org',
    'HAKIM.EXAMPLE.ORG',
    'hakim.example.org:443',
    'LOCALHOST:7461',
    '[::1]:7461',
  ]
  for (const host of own) expect(isOwnHost(host), host).toBe(true)
  const others = [
    'hakim.example.org:80',
    'evil.example',
    'hakim.example.org.evil.example',
    'a@hakim.example.org',
  ]
  for (const host of [...others, 'evil.example/hakim.example.org', 'localhost:x', '', null])
    expect(isOwnHost(host), String(host)).toBe(false)
  at({ HAKIM_BASE_URL: 'http://hakim.example.org' })
  expect(isOwnHost('Hakim.Example.org:80')).toBe(true)
  expect(isOwnHost('hakim.example.org:443')).toBe(false)
})

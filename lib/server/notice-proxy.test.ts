import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { oneClickIsOn } from '@/lib/auth/one-click'
import { forgetConfig } from '@/lib/config'
import { isFromElsewhere, noticeProxy } from './notice-proxy'

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', undefined)
  forgetConfig()
})
afterAll(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})

it.each([
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'fly-client-ip',
])('%s comes from a proxy', (name) => {
  expect(isFromElsewhere({ headers: { host: 'localhost:3000', [name]: '' } })).toBe(true)
})

it('a loopback name is called from here, any other name is not', () => {
  const browser = { 'user-agent': 'x', 'x-request-id': 'x', 'sec-fetch-site': 'none', cookie: 'via=1' }
  for (const host of ['127.0.0.1:3000', 'localhost', 'localhost:3000', '[::1]:3000'])
    expect([host, isFromElsewhere({ headers: { ...browser, host } })]).toEqual([host, false])
  for (const host of ['hakim.example.org', '127.0.0.1.example.org:3000', '10.0.0.1:3000', ''])
    expect([host, isFromElsewhere({ headers: { ...browser, host } })]).toEqual([host, true])
  expect(isFromElsewhere({ headers: browser })).toBe(true)
})

it('takes a page that Next calls itself, after a form, for no call from elsewhere', () => {
  expect(oneClickIsOn()).toBe(true)
  const form: { headers: Record<string, string> } = { headers: { host: 'localhost:3000' } }
  noticeProxy(form)
  noticeProxy({ headers: { ...form.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-port': '3000' } })
  expect(oneClickIsOn()).toBe(true)
})

import { expect, it } from 'vitest'
import { isFromElsewhere } from './notice-proxy'

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

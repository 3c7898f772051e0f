import { expect, it } from 'vitest'
import { isPlainHttp } from './plain-http'

it.each([
  'https://hakim.example.org',
  'http://localhost:3000',
  'http://LOCALHOST',
  'http://127.0.0.1:3000/hakim',
  'http://127.1',
  'http://127.3.2.1',
  'http://[::1]:3000',
  'http://[0:0:0:0:0:0:0:1]',
])('%s is encrypted or stays on this machine', (url) => {
  expect(isPlainHttp(url)).toBe(false)
})

it.each([
  'http://hakim.example.org',
  'http://10.0.0.7:3000',
  'http://0.0.0.0:3000',
  'http://127.evil.example',
  'http://127.0.0.1.example.org',
  'http://localhost.example.org',
  'http://mylocalhost',
  'http://[2001:db8::1]',
])('%s can be read on the way', (url) => {
  expect(isPlainHttp(url)).toBe(true)
})

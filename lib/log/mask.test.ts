import { assert, constantFrom, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { mask } from './mask'

const token = `hk_${'aB3-_'.repeat(8)}xyz`

it.each([
  `no such token ${token}.`,
  `GET /api/v1/${token}`,
  'connect postgres://hakim:sesame@db/hakim failed',
  'connect postgres://hakim:ses@me/x@db/hakim failed',
  `authorization: 'Bearer sesame'`,
  `{ authorization: "Basic sesame" }`,
  'cookie: a=1; hakim.session_token=sesame; b=2',
  `{ 'set-cookie': 'hakim.session_token=sesame' }`,
  `{ password: "sesame" }`,
  '{"password":"sesame"}',
  'HAKIM_SECRET=sesame npm start',
  'setup_token=sesame&x=1',
])('%s', (msg) => {
  const line = mask(JSON.stringify({ level: 'error', msg }))
  expect(line).not.toMatch(/sesame|aB3|ses@|me\/x/)
  expect(line).toContain('…')
  expect(JSON.parse(line)).toMatchObject({ level: 'error' })
})

it('leaves other text unchanged', () => {
  const msg = 'tokenHolders (file:///srv/tokens.ts:3:4): password authentication failed for user "hakim"'
  expect(JSON.parse(mask(JSON.stringify({ msg, token_count: 3 })))).toEqual({ msg, token_count: 3 })
})

it('a masked line is still JSON, whatever it contains', () => {
  const words = ['token', 'password', ':', '=', '"', "'", '\\', '{', '://a:', '@', 'cookie', 'Bearer ', ' ']
  const texts = string({ unit: constantFrom(...words, 'x') })
  assert(
    property(texts, texts, (msg, value) => {
      const line = JSON.stringify({ msg, token: value, err: { message: msg, stack: `${msg}\n${value}` } })
      expect(Object.keys(JSON.parse(mask(line)))).toEqual(['msg', 'token', 'err'])
      expect(JSON.parse(mask(line)).token).toBe('…')
    }),
    { numRuns: 1_000 },
  )
})

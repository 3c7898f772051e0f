import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { readFlow, signFlow } from './flow'

const secret = process.env.HAKIM_SECRET
beforeAll(() => {
  process.env.HAKIM_SECRET = 'a secret of a test with at least 32 characters'
  forgetConfig()
})
afterAll(() => {
  if (secret === undefined) delete process.env.HAKIM_SECRET
  else process.env.HAKIM_SECRET = secret
  forgetConfig()
})

const flow = { provider: 'lagos', state: 's', nonce: 'n', verifier: 'v', next: '/jobs', expires: 1_000 }

it('reads what it signed until it expires', () => {
  expect(readFlow(signFlow(flow), 999)).toEqual(flow)
  expect(readFlow(signFlow(flow), 1_000)).toBeNull()
})

it('reads nothing that somebody else wrote or changed', () => {
  const own = signFlow(flow)
  const [text = '', signed = ''] = own.split('.')
  const other = Buffer.from(JSON.stringify({ ...flow, next: '/settings' })).toString('base64url')
  for (const cookie of [undefined, '', '.', text, `${text}.`, `${other}.${signed}`, `${signed}.${text}`])
    expect(readFlow(cookie, 0)).toBeNull()
})

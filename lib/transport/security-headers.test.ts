import { afterEach, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { commonHeaders, pagePolicy } from './security-headers'

afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})

it('lets scripts run with the nonce only', () => {
  const parts = new Map(
    pagePolicy('abc')
      .split('; ')
      .map((part) => [part.split(' ')[0], part]),
  )
  for (const name of ['script-src']) {
    expect(parts.get(name)).toContain(`'nonce-abc'`)
    expect(parts.get(name)).not.toContain('unsafe')
  }
})

it('asks browsers to stay with https where people reach it by https', () => {
  expect(commonHeaders()['strict-transport-security']).toBeUndefined()
  vi.stubEnv('HAKIM_BASE_URL', 'https://hakim.example')
  forgetConfig()
  expect(commonHeaders()).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-frame-options': 'DENY',
  })
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { forgetConfig } from '@/lib/config'
import { commonHeaders, pagePolicy, styleHashes } from './security-headers'

afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

it('allows the styles that the installed sonner adds, and no others', () => {
  const source = readFileSync('node_modules/sonner/dist/index.mjs', 'utf8')
  const added = [...source.matchAll(/__insertCSS\(("(?:[^"\\]|\\.)*")\)/g)].map(([, text]) =>
    z.string().parse(JSON.parse(text ?? '')),
  )
  expect([hashOf(''), ...added.map(hashOf)]).toEqual([...styleHashes])
})

it('lets style elements and scripts run with the nonce only', () => {
  const parts = new Map(
    pagePolicy('abc')
      .split('; ')
      .map((part) => [part.split(' ')[0], part]),
  )
  for (const name of ['script-src', 'style-src', 'style-src-elem']) {
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

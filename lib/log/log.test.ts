import { expect, it } from 'vitest'
import { createLog } from './log'
import { requestIdFrom, withRequest } from './request'

const request = { id: '0b7f4a52-6c3d-4e1f-9a8b-1c2d3e4f5a6b', method: 'GET', path: '/jobs' }

function logInto(lines: string[], more: object = {}) {
  return createLog(
    { logLevel: 'info', logFormat: 'json', ...more },
    { write: (line) => void lines.push(line) },
  )
}

it('writes JSON lines with their request, at the configured level', () => {
  const lines: string[] = []
  const log = logInto(lines)
  withRequest(request, () => {
    log.debug('unseen')
    log.info({ rows: 3 }, 'seen')
    log.error({ err: new Error('broken hk_secretsecret') }, 'failed')
  })
  log.warn('outside')
  const [seen, failed, outside] = lines.map((line) => JSON.parse(line))
  expect(seen).toEqual({
    ...{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), msg: 'seen' },
    ...{ rows: 3, request_id: request.id },
  })
  expect(failed).toMatchObject({ level: 'error', request_id: request.id, method: 'GET', path: '/jobs' })
  expect(failed.err).toMatchObject({ message: 'broken hk_…', stack: expect.stringContaining('log.test.ts') })
  expect(outside).not.toHaveProperty('request_id')
  expect(lines.join('')).toMatch(/^(\{.*\}\n){3}$/)
})

it('writes readable lines for a terminal', () => {
  const lines: string[] = []
  const log = logInto(lines, { logFormat: 'text' })
  log.info({ port: 3000 }, 'Listening')
  withRequest(request, () => log.error({ err: new Error('broken', { cause: new Error('away') }) }, 'failed'))
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info {2}Listening port=3000\n$/)
  expect(lines[1]).toMatch(
    / error failed method=GET path=\/jobs \(request 0b7f4a52-.*\)\n {2}Error: broken\n/,
  )
  expect(lines[1]).toContain('  caused by Error: away')
})

it('accepts the level silent', () => {
  const lines: string[] = []
  logInto(lines, { logLevel: 'silent' }).fatal('unseen')
  expect(lines).toEqual([])
})

it('accepts a caller’s id of 128 bits, but no other text', () => {
  for (const id of [request.id, request.id.replaceAll('-', ''), request.id.toUpperCase()])
    expect(requestIdFrom(id)).toBe(id)
  const others = [
    '',
    '1',
    `hk_${'x'.repeat(43)}`,
    `${request.id}\n`,
    `${request.id}, ${request.id}`,
    undefined,
  ]
  for (const given of [...others, [request.id, request.id]])
    expect(requestIdFrom(given)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(requestIdFrom('1')).not.toBe(requestIdFrom('1'))
})

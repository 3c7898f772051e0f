import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { pageRoutes, routeLabel } from './route-label'

it('knows every page of the app', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => dirname(file).split('/'))
    .map((parts) => parts.filter((part) => !/^(\.|\(.*\))$/.test(part)))
    .map((parts) => `/${parts.map((part) => part.replace(/^\[(.*)\]$/, '{$1}')).join('/')}`)
  expect([...pageRoutes].sort()).toEqual(pages.sort())
})

it.each([
  ['/', '/'],
  ['/?q=did:kos:a', '/'],
  ['/jobs/new?node=did:kos:a', '/jobs/new'],
  ['/jobs/0b6c', '/jobs/{jobId}'],
  ['/nodes/did%3Akos%3Aa/consent', '/nodes/{did}/consent'],
  ['/nodes/', 'other'],
  ['/nodes/a/b/c', 'other'],
  ['/api/v1/reports', '/api/v1/reports'],
  ['/api/v1/jobs/claim', '/api/v1/jobs/claim'],
  ['/api/v1/nodes/did:kos:a/series?from=x', '/api/v1/nodes/{did}/series'],
  ['/api/v1/nodes/did:kos:a/nothing', 'other'],
  ['/api/v1/nodes/%FF', 'other'],
  ['/api/health/ready', '/api/health/ready'],
  ['/metrics', '/metrics'],
  ['/_next/static/chunks/a.js', 'build files'],
  ['/agent/hakim-agent.mjs', 'agent files'],
  ['/agent/hakim-agent.mjs.sha256', 'agent files'],
  ['/robots.txt', 'other'],
  ['http://elsewhere.example/', 'other'],
  ['', 'other'],
])('%j is a request for %j', (url, route) => {
  expect(routeLabel(url)).toBe(route)
})

import { expect, it } from 'vitest'
import { methodsAt } from './known-paths'

it.each<[string, string[] | null]>([
  ['/api/v1/jobs', ['GET', 'HEAD', 'OPTIONS', 'POST']],
  ['/api/v1/jobs/claim', ['OPTIONS', 'POST']],
  ['/api/v1/jobs/any', ['GET', 'HEAD', 'OPTIONS']],
  ['/api/v1/nodes/did%3Aa%2Fb/series', ['GET', 'HEAD', 'OPTIONS']],
  ['/api/v1/%6Eodes', ['GET', 'HEAD', 'OPTIONS', 'POST']],
  ['/api/v1/groups/a/members/b', ['DELETE', 'OPTIONS']],
  ['/api/health/ready', ['GET', 'HEAD', 'OPTIONS']],
  ['/api/fleet/rows', ['GET', 'HEAD', 'OPTIONS']],
  ['/api', null],
  ['/api/v1', null],
  ['/api/v2/jobs', null],
  ['/api/v1/jobs/any/none', null],
  ['/api/v1/groups//members', null],
  ['/api/v1/constructor', null],
])('%s takes %j', (path, methods) => {
  expect(methodsAt(path)).toEqual(methods)
})

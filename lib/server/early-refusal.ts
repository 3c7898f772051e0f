import type { IncomingMessage } from 'node:http'
import { methodsAt } from '@/lib/api/domain/known-paths'
import { fail } from '@/lib/kernel/errors'
import { isDecodable } from '@/lib/kernel/url/path'
import { type Answer, problemAnswer } from '@/lib/transport/problem'

const notAllowed = (method: string, allow: readonly string[]): Answer =>
  problemAnswer(
    fail('method_not_allowed', `${method} is not possible here; use ${allow.join(', ')}.`, { allow }).error,
  )

const forPages = ['GET', 'HEAD', 'OPTIONS', 'POST']
const forFiles = ['GET', 'HEAD']
/** The files in `public/`: the agent and what browsers ask for, such as /robots.txt. */
const file = /^\/(agent\/.*|[^/]+\.\w+)$/

/**
 * Refuses calls by method and path alone. Next would answer them with a page, with nothing, or with 500 and a stack in
 * the log. A path that ends in a slash is left to Next, which redirects to the path without it.
 */
export function earlyRefusal({ method = '', url = '' }: IncomingMessage): Answer | null {
  const path = url.split('?', 1)[0] ?? ''
  if (!isDecodable(path))
    return problemAnswer(fail('invalid', 'The percent-encoding of the address is broken.').error)
  if (path === '/api' || (path.startsWith('/api/') && !path.endsWith('/'))) {
    const allow = methodsAt(path)
    if (!allow)
      return problemAnswer(fail('not_found', 'There is no such call; see GET /api/v1/openapi.json.').error)
    return allow.includes(method) ? null : notAllowed(method, allow)
  }
  const allow = file.test(path) ? forFiles : forPages
  return allow.includes(method) ? null : notAllowed(method, allow)
}

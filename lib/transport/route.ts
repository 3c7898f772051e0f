import { bearerViewer } from '@/lib/auth/bearer'
import { personOf } from '@/lib/auth/viewer'
import { fail, type Result } from '@/lib/kernel/errors'
import type { AgentViewer, PersonViewer, Viewer } from '@/lib/kernel/role'
import { peopleOnly, permissions } from '@/lib/people/domain/permissions'
import { problem } from './problem'
import { thrownAnswer } from './thrown'

/**
 * Who calls: a token, or for reading only the session cookie of a browser; a call that changes something needs a
 * token, so that no foreign page can make a browser call it.
 */
async function viewerOf(request: Request): Promise<Result<Viewer>> {
  const bearer = await bearerViewer(request.headers.get('authorization'))
  if (bearer) return bearer
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const person = reads ? await personOf(request.headers) : null
  return person
    ? { ok: true, value: person }
    : fail('unauthenticated', 'Send a token as `Authorization: Bearer hk_…`; `hakim token create` makes one.')
}

type Call<P, V> = { request: Request; params: P; viewer: V }
type Handler<P, V> = (call: Call<P, V>) => Promise<Response | Result<unknown>>
type Next<P> = { params: Promise<P> }

async function answer(work: () => Promise<Response | Result<unknown>>): Promise<Response> {
  try {
    const result = await work()
    if (result instanceof Response) return result
    if (!result.ok) return problem(result.error)
    return Response.json(result.value, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    const { status, headers, body } = thrownAnswer(error)
    return new Response(body, { status, headers })
  }
}

/** One API call: viewer, handler, error map. A failure becomes problem details, a value JSON. */
export const route =
  <P = Record<string, never>>(handler: Handler<P, Viewer>) =>
  (request: Request, next: Next<P>): Promise<Response> =>
    answer(async () => {
      const viewer = await viewerOf(request)
      if (!viewer.ok) return viewer
      return handler({ request, params: await next.params, viewer: viewer.value })
    })

/** A call that only the agent of a node makes. */
export const agentRoute = <P = Record<string, never>>(handler: Handler<P, AgentViewer>) =>
  route<P>((call) =>
    call.viewer.kind === 'agent'
      ? handler({ ...call, viewer: call.viewer })
      : Promise.resolve(fail('forbidden', permissions.report.refusal)),
  )

/** A call that only a person makes, as a browser with its cookie or with a token of theirs. */
export const personRoute = <P = Record<string, never>>(handler: Handler<P, PersonViewer>) =>
  route<P>((call) =>
    call.viewer.kind === 'person'
      ? handler({ ...call, viewer: call.viewer })
      : Promise.resolve(fail('forbidden', peopleOnly)),
  )

import type { AnswerOf, ApiCall, ParamsOf, QueryCall, QueryOf, ViewerOf } from '@/lib/api/domain/call'
import { bearerViewer } from '@/lib/auth/bearer'
import { personOf } from '@/lib/auth/viewer'
import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'
import { createTurns } from '@/lib/kernel/turns'
import { pathText } from '@/lib/kernel/url/path'
import { parseQuery } from '@/lib/kernel/url/query'
import { callerRefusal, peopleOnly } from '@/lib/people/domain/refusal'
import { readExactJson, readJson } from './body'
import { viewerKey } from './event-stream'
import { answerText } from './large-answer'
import { problem } from './problem'
import { thrownAnswer } from './thrown'

/**
 * The caller, from a token, or for reading only from a browser's session cookie. A call that changes something needs a
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

type Outcome<T> = { ok: true; value: T; status?: number } | { ok: false; error: Failure }

/** 201 if this call created the value, 200 if it already existed. */
export const made = <T>(value: T, isNew: boolean): Outcome<T> => ({
  ok: true,
  value,
  status: isNew ? 201 : 200,
})

/** A tag of the text, so that whoever asks again with it in If-None-Match gets 304 while nothing has changed. */
async function tagOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `"${Buffer.from(digest).toString('base64url').slice(0, 27)}"`
}

async function answer(
  status: number,
  work: () => Promise<Response | Outcome<unknown>>,
  request?: Request,
): Promise<Response> {
  try {
    const result = await work()
    if (result instanceof Response) return result
    if (!result.ok) return problem(result.error)
    const text = answerText(result.value)
    if (!text.ok) return problem(text.error)
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    if (request?.method !== 'GET')
      return new Response(text.value, { status: result.status ?? status, headers })
    const tagged = { ...headers, etag: await tagOf(text.value) }
    const known = request.headers
      .get('if-none-match')
      ?.split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''))
    return known?.includes(tagged.etag)
      ? new Response(null, { status: 304, headers: tagged })
      : new Response(text.value, { status: result.status ?? status, headers: tagged })
  } catch (error) {
    const { status: failed, headers, body } = thrownAnswer(error)
    return new Response(body, { status: failed, headers })
  }
}

const refusalFor = ({ may }: ApiCall, viewer: Viewer): string | null =>
  may === null ? null : callerRefusal(may, viewer)

const isAdmitted = <C extends ApiCall>(call: C, viewer: Viewer): viewer is Viewer & ViewerOf<C> =>
  refusalFor(call, viewer) === null

/** A call as its handler gets it; the service parses `body`, which is undefined if the call has none. */
type At<C extends ApiCall> = { request: Request; params: ParamsOf<C>; viewer: ViewerOf<C>; body: unknown }
type Handler<A, C extends ApiCall> = (at: A) => Promise<Response | Outcome<AnswerOf<C>>>
type Next<P> = { params: Promise<P> }

/** What people send decides about rights and jobs; agents send measurements, which may have any digits. */
const readerOf = ({ tag }: Pick<ApiCall, 'tag'>) => (tag === 'Agents' ? readJson : readExactJson)

export const bodyOf = (call: Pick<ApiCall, 'tag' | 'body'>, request: Request): Promise<Result<unknown>> =>
  call.body ? readerOf(call)(request) : Promise.resolve(ok(undefined))

/** Lists may be long; writing is never kept waiting by reading. */
const readInTurn = createTurns({ together: 8, each: 4, waiting: 20 })

const serve =
  <C extends ApiCall>(call: C, handler: Handler<At<C>, C>) =>
  (request: Request, next: Next<ParamsOf<C>>): Promise<Response> =>
    answer(
      call.makes ? 201 : 200,
      async () => {
        const viewer = await viewerOf(request)
        if (!viewer.ok) return viewer
        if (!isAdmitted(call, viewer.value)) return fail('forbidden', refusalFor(call, viewer.value) ?? '')
        const admitted: ViewerOf<C> = viewer.value
        const params = await next.params
        // Next passes none for a path without parameters.
        if (Object.values<string>(params ?? {}).some((part) => pathText(part) === null))
          return fail('not_found', 'There is nothing at this address.')
        const body = await bodyOf(call, request)
        if (!body.ok) return body
        const work = () => handler({ request, params, viewer: admitted, body: body.value })
        return call.method === 'GET' ? inTurn(viewerKey(viewer.value), work) : work()
      },
      request,
    )

/** A handler's answer is not always a result, but what refuses its turn is one. */
async function inTurn<T>(
  caller: string,
  work: () => Promise<Response | Outcome<T>>,
): Promise<Response | Outcome<T>> {
  const done = await readInTurn(caller, async () => ok(await work()))
  return done.ok ? done.value : done
}

/** Handles one call. A failure becomes problem details, a value JSON. */
export const route = <C extends ApiCall & { query?: undefined }>(call: C, handler: Handler<At<C>, C>) =>
  serve(call, handler)

/** The same for a call that reads its query string. */
export const queryRoute = <C extends QueryCall>(
  call: C,
  handler: Handler<At<C> & { query: QueryOf<C> }, C>,
) =>
  serve(call, async (at) => {
    const query = parseQuery<C['query']>(call.query, new URL(at.request.url).searchParams)
    return query.ok ? handler({ ...at, query: query.value }) : query
  })

/** For what our own pages read while they are open; not part of the API. */
export const pageRoute =
  (handler: (at: { request: Request; viewer: PersonViewer }) => Promise<Result<unknown>>) =>
  (request: Request): Promise<Response> =>
    answer(200, async () => {
      const viewer = await viewerOf(request)
      if (!viewer.ok) return viewer
      if (viewer.value.kind !== 'person') return fail('forbidden', peopleOnly)
      const refusal = callerRefusal('readFleet', viewer.value)
      return refusal ? fail('forbidden', refusal) : handler({ request, viewer: viewer.value })
    })

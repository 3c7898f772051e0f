import { node, type ServerFixture, type ViewerName, viewers } from './server-fixture'

export type Call = { method: string; path: string; body?: unknown }

/** How each viewer is answered, and the call to try, made separately for each. */
export type Endpoint = {
  answers: Record<ViewerName, number>
  call: (server: ServerFixture, viewer: ViewerName) => Promise<Call>
}

/** In the order of `viewers`. */
export const row = (...statuses: number[]): Record<ViewerName, number> => {
  if (statuses.length !== viewers.length) throw new Error(`A row has ${viewers.length} answers`)
  const [
    anonymous = 0,
    operator = 0,
    requester = 0,
    owner = 0,
    delegate = 0,
    stranger = 0,
    admin = 0,
    agent = 0,
    otherAgent = 0,
    expired = 0,
  ] = statuses
  return { anonymous, operator, requester, owner, delegate, stranger, admin, agent, otherAgent, expired }
}

export const signedIn = row(401, 200, 200, 200, 200, 200, 200, 200, 200, 401)
export const ofTheNode = row(401, 200, 200, 200, 200, 200, 200, 200, 404, 401)
export const persons = row(401, 200, 200, 200, 200, 200, 200, 403, 403, 401)
export const deciders = row(401, 403, 403, 200, 200, 403, 403, 403, 403, 401)
export const admins = row(401, 403, 403, 403, 403, 403, 200, 403, 403, 401)
export const ownersAndAdmins = row(401, 403, 403, 200, 403, 403, 200, 403, 403, 401)
export const anyAgent = row(401, 403, 403, 403, 403, 403, 403, 200, 200, 401)
export const itsAgent = row(401, 403, 403, 403, 403, 403, 403, 200, 404, 401)

/** The same for calls that create something. */
export const making = (answers: Record<ViewerName, number>): Record<ViewerName, number> => {
  const statuses = Object.values(answers).map((status) => (status === 200 ? 201 : status))
  return row(...statuses)
}

export const api = (path: string): string => `/api/v1${path}`
/** A path of the node that calls are about. */
export const nodePath = (rest = ''): string => api(`/nodes/${encodeURIComponent(node)}${rest}`)

/** A call; without a body unless one is given. */
export const call = (method: string, path: string, body?: unknown): Call => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
})

/** The same call for every viewer. */
export const fixed = (method: string, path: string, body?: unknown) => async (): Promise<Call> =>
  call(method, path, body)

/** How far from now, as the API takes a time. */
export const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

export async function send(
  server: ServerFixture,
  viewer: string,
  { method, path, body }: Call,
): Promise<Response> {
  const bearer = server.tokens.get(viewer)
  return fetch(`${server.hakim.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

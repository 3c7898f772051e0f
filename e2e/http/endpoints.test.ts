import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permission } from '@/lib/people/domain/permission'
import { permissions } from '@/lib/people/domain/permissions'
import { paths, serverActions } from './build-manifest'
import { databaseFixture } from './database-fixture'
import { callOf, expectDescribed } from './described'
import {
  actionNamed,
  actions,
  adminActions,
  callAction,
  inputOf,
  openActions,
  pathOf,
  routeOf,
  sessions,
} from './endpoint-actions'
import { rightsRoutes } from './endpoint-rights'
import { routes, send } from './endpoints'
import { type ServerFixture, type ViewerName, viewers } from './server-fixture'

// Every viewer tries every endpoint over HTTP against the production build. The list comes from the build's own
// manifests: a new route, page or server action without a line here fails.

const allRoutes = { ...routes, ...rightsRoutes }
const withSession = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin'] as const
const openPages = ['/sign-in/page', '/setup/page', '/_not-found/page', '/_global-error/page']

/** Pages that only redirect to another one. */
const sendsOn: Record<string, string> = { '/(console)/settings/page': '/settings/consent' }

let server: ServerFixture
let cookies: Map<string, string>

beforeAll(async () => {
  server = await databaseFixture()
  cookies = await sessions(server, withSession)
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

test('every route, action and page of the build has a line, and every line an endpoint', () => {
  const methodless = new Set(Object.keys(allRoutes).map((name) => name.split(' ')[1]))
  const built = paths.filter((path) => path.endsWith('/route'))
  expect(built.map((path) => path.replace(/\/route$/, '')).sort()).toEqual([...methodless].sort())
  expect(serverActions.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(actions), ...openActions, ...adminActions].sort(),
  )
})

test('every line agrees with the permission of its call', () => {
  for (const [name, { answers }] of Object.entries(allRoutes)) {
    const may = callOf(name)?.may
    if (may === undefined) continue
    const { role, agent }: Permission = may === null ? { ...permissions.readFleet } : permissions[may]
    const refused = (['anonymous', 'operator', 'admin', 'agent'] as const).filter(
      (viewer) => answers[viewer] === (viewer === 'anonymous' ? 401 : 403),
    )
    expect([name, refused]).toEqual([
      name,
      [
        ...(may === null ? [] : ['anonymous']),
        ...(role === 'operator' ? [] : ['operator']),
        ...(role === null ? ['admin'] : []),
        ...(agent ? [] : ['agent']),
      ],
    ])
  }
})

for (const [name, { answers, call }] of Object.entries(allRoutes))
  test(name, async () => {
    const got: Partial<Record<ViewerName, number>> = {}
    for (const viewer of viewers) {
      const response = await send(server, viewer, await call(server, viewer))
      got[viewer] = response.status
      await expectDescribed(name, response)
    }
    expect(got).toEqual(answers)
  })

for (const action of Object.keys(actions))
  test(action, async () => {
    const endpoint = routeOf(action)
    const { id, worker } = actionNamed(action)
    if (!endpoint) throw new Error(`${action} names no route`)
    for (const viewer of ['anonymous', ...withSession] as const) {
      const { path, body } = await endpoint.call(server, viewer)
      const input = inputOf(path, body)
      const status = await callAction(server, { id, worker, cookie: cookies.get(viewer), input })
      // An action has no status of its own; what was made is fine.
      const answer = endpoint.answers[viewer]
      expect([viewer, status]).toEqual([viewer, answer === 201 ? 200 : answer])
    }
  })

test('actions that only an administrator may call', async () => {
  for (const action of adminActions) {
    const { id, worker } = actionNamed(action)
    for (const viewer of ['anonymous', ...withSession] as const) {
      const status = await callAction(server, { id, worker, cookie: cookies.get(viewer), input: undefined })
      expect([viewer, status]).toEqual([
        viewer,
        viewer === 'anonymous' ? 401 : viewer === 'admin' ? 200 : 403,
      ])
    }
  }
})

test('pages are for people who are signed in: a token opens none of them', async () => {
  for (const path of paths.filter((one) => one.endsWith('/page') && !openPages.includes(one))) {
    const url = server.hakim.url + pathOf(`app${path}`)
    for (const bearer of [undefined, ...server.tokens.values()]) {
      const headers = bearer ? { authorization: `Bearer ${bearer}` } : undefined
      const response = await fetch(url, { redirect: 'manual', ...(headers ? { headers } : {}) })
      const location = response.headers.get('location') ?? ''
      // A page that has begun to stream redirects in its document.
      const sent = response.status === 307 ? location : /sign-in/.exec(await response.text())?.[0]
      expect([path, sent]).toEqual([path, expect.stringContaining('sign-in')])
    }
    for (const viewer of withSession) {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: cookies.get(viewer) ?? '' },
      })
      const answer = path.includes('[jobId]') ? 404 : path in sendsOn ? 307 : 200
      expect([path, viewer, response.status]).toEqual([path, viewer, answer])
      if (answer === 307) expect(response.headers.get('location')).toContain(sendsOn[path])
    }
  }
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopes } from '@/lib/kernel/scope'
import { addToken } from '@/lib/people/db/tokens'
import type { Permission } from '@/lib/people/domain/permission'
import { permissions } from '@/lib/people/domain/permissions'
import { scopeOf, usefulScopes } from '@/lib/people/domain/scopes'
import { paths, serverActions } from './build-manifest'
import { actionNamed, callAction, pathOf, sessions } from './call-action'
import { databaseFixture } from './database-fixture'
import { callOf, expectDescribed } from './described'
import { api, type Call, type Endpoint, send } from './endpoint'
import { actions, adminActions, inputOf, openActions, ownActions, routeOf } from './endpoint-actions'
import { ownChannel, ownDelivery } from './endpoint-channels'
import { ownToken } from './endpoint-tokens'
import { allRoutes } from './endpoints'
import { email, node, type ServerFixture, type ViewerName, viewers } from './server-fixture'

// Every viewer tries every endpoint over HTTP against the production build. The list comes from the build's own
// manifests: a new route, page or server action without a line here fails.

const withSession = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin'] as const
const openPages = [
  ...['/sign-in/page', '/sign-in/code/page', '/setup/page', '/_not-found/page', '/_global-error/page'],
  ...['/join/[token]/page', '/reset/[token]/page', '/wall/[token]/page'],
]

/** Pages of something that does not exist, by the ids of `pathOf`. */
const ofNothing = /\[(jobId|alertId|ruleId|campaignId|policyId|groupId|code)\]/

/** Pages that only redirect to another one. */
const sendsOn: Record<string, string> = { '/(console)/settings/page': '/settings/' }

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
    [...Object.keys(actions), ...openActions, ...Object.keys(ownActions), ...adminActions].sort(),
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

/**
 * Every viewer tries the call. A refused one has changed nothing, so that the next viewer tries the very same, unless the
 * call is about its viewer.
 */
async function inTurn<Who extends ViewerName>(
  { call }: Endpoint,
  who: readonly Who[],
  attempt: (made: Call, viewer: Who) => Promise<number>,
): Promise<void> {
  const aboutViewer = call.length > 1
  let kept: Call | undefined
  for (const viewer of who) {
    const made = kept ?? (await call(server, viewer))
    const status = await attempt(made, viewer)
    kept = !aboutViewer && (status >= 400 || made.method === 'GET') ? made : undefined
  }
}

for (const [name, endpoint] of Object.entries(allRoutes))
  test(name, async () => {
    const got: Partial<Record<ViewerName, number>> = {}
    await inTurn(endpoint, viewers, async (made, viewer) => {
      const response = await send(server, viewer, made)
      got[viewer] = response.status
      await expectDescribed(name, response)
      return response.status
    })
    expect(got).toEqual(endpoint.answers)
  })

for (const action of Object.keys(actions))
  test(action, async () => {
    const endpoint = routeOf(action)
    const { id, worker } = actionNamed(action)
    if (!endpoint) throw new Error(`${action} names no route`)
    await inTurn(endpoint, ['anonymous', ...withSession], async ({ path, body }, viewer) => {
      const input = inputOf(path, body)
      const status = await callAction(server, { id, worker, cookie: cookies.get(viewer), input })
      // An action has no status of its own; what was made or asked for is fine.
      const answer = endpoint.answers[viewer]
      expect([viewer, status]).toEqual([viewer, answer === 201 || answer === 202 ? 200 : answer])
      return status
    })
  })

/** The permission that a route needs; those that only our pages call read the fleet. */
const permissionOf = (name: string) =>
  callOf(name)?.may ?? (name.startsWith('GET /api/fleet/') ? 'readFleet' : null)

test('a token with every scope but the one that a call needs is refused by that call', async () => {
  const tried = new Set<string>()
  for (const [name, { call }] of Object.entries(allRoutes)) {
    const may = permissionOf(name)
    const needed = may && scopeOf(may)
    if (!may || !needed) continue
    tried.add(needed)
    const { agent, role }: Permission = permissions[may]
    const viewer = agent && role === null ? 'agent' : 'admin'
    const holder = viewer === 'agent' ? { nodeDid: node } : { personId: 'admin' }
    const kept = usefulScopes[viewer === 'agent' ? 'agent' : 'person'].filter((scope) => scope !== needed)
    const made = { holder, scopes: kept, name: null, expiresAt: null, replaces: null }
    server.tokens.set('limited', (await addToken(server.db.manager, made)).token)
    const response = await send(server, 'limited', await call(server, viewer))
    const answer: unknown = await response.json()
    expect([name, response.status, answer]).toMatchObject([
      name,
      403,
      { detail: expect.stringContaining(`this call needs ${needed}`) },
    ])
  }
  expect([...tried].sort()).toEqual([...scopes].sort())
})

test('tokens of others are neither listed nor changed, but for what an administrator may', async () => {
  const [ofOwner, ofAdmin] = [await ownToken(server, 'owner'), await ownToken(server, 'admin')]
  const status = async (viewer: string, method: string, path: string, body?: unknown): Promise<number> => {
    const response = await send(server, viewer, { method, path: api(path), body })
    await response.body?.cancel()
    return response.status
  }
  const rotate = (viewer: string, id: string) => status(viewer, 'POST', `/tokens/${id}/rotate`, {})
  for (const viewer of ['operator', 'stranger']) {
    expect(await rotate(viewer, ofOwner)).toBe(404)
    expect(await status(viewer, 'DELETE', `/tokens/${ofOwner}`)).toBe(404)
    expect(await status(viewer, 'POST', '/tokens', { node })).toBe(403)
    const list = await send(server, viewer, { method: 'GET', path: api('/tokens?limit=200') })
    const held = JSON.stringify(await list.json()).match(/"person_did":"?[^",]+|"node_did":"[^"]+/g)
    expect(new Set(held)).toEqual(new Set([`"person_did":"did:endpoint:${viewer}`]))
  }
  expect(await rotate('admin', ofOwner)).toBe(403)
  expect(await status('admin', 'POST', '/tokens', { user: 'owner@endpoint.example' })).toBe(400)
  expect(await status('admin', 'POST', '/tokens', { node: 'did:kos:nobody' })).toBe(404)
  expect(await status('admin', 'POST', '/tokens', { node })).toBe(201)
  expect(await status('admin', 'DELETE', `/tokens/${ofOwner}`)).toBe(200)
  expect(await rotate('admin', ofOwner)).toBe(403)
  expect(await status('admin', 'DELETE', `/tokens/${ofAdmin}`)).toBe(200)
  expect(await rotate('admin', ofAdmin)).toBe(409)
})

test('only an administrator makes the server call a URL, and the channels of others exist for nobody else', async () => {
  const call = async (viewer: string, method: string, path: string, body?: unknown) => {
    const response = await send(server, viewer, { method, path: api(path), body })
    const text = await response.text()
    return { status: response.status, text }
  }
  const [url, name] = ['https://hook.endpoint.example/secret-path', 'Hook']
  for (const kind of ['webhook', 'slack']) {
    for (const viewer of ['operator', 'owner', 'stranger']) {
      const refused = await call(viewer, 'POST', '/channels', { kind, name, url })
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Only an administrator')])
    }
    const made = await call('admin', 'POST', '/channels', { kind, name, url })
    expect([made.status, made.text.includes('whsec_')]).toEqual([201, kind === 'webhook'])
  }
  const [shared] = await server.db.query<{ channel_id: string }[]>(
    `SELECT channel_id FROM notice_channels WHERE kind = 'webhook'`,
  )
  const [ofOwner, message] = [await ownChannel(server, 'owner'), await ownDelivery(server, 'owner')]
  for (const [viewer, channel] of [
    ['operator', shared?.channel_id],
    ['operator', ofOwner],
    ['admin', ofOwner],
  ] as const) {
    expect((await call(viewer, 'PUT', `/channels/${channel}`, { name })).status).toBe(404)
    expect((await call(viewer, 'POST', `/channels/${channel}/test`)).status).toBe(404)
    expect((await call(viewer, 'DELETE', `/channels/${channel}`)).status).toBe(404)
    expect((await call(viewer, 'POST', `/deliveries/${message}/again`)).status).toBe(404)
    expect((await call(viewer, 'GET', '/channels')).text).not.toContain(ofOwner)
    expect((await call(viewer, 'GET', '/deliveries?limit=200')).text).not.toContain(message)
  }
  const listed = (await call('admin', 'GET', '/channels')).text
  expect([listed.includes('hook.endpoint.example'), /secret-path|whsec_/.test(listed)]).toEqual([true, false])
  expect((await call('operator', 'GET', '/channels')).text).not.toContain('hook.endpoint.example')
  const [kept] = await server.db.query<{ found: boolean }[]>(
    `SELECT bool_or(c::text LIKE '%secret-path%' OR position(convert_to('secret-path', 'UTF8') in encrypted) > 0) AS found
     FROM notice_channels c`,
  )
  expect(kept).toEqual({ found: false })
  await server.db.query(`DELETE FROM notice_channels`)
})

test('a token that ends lets nobody in for longer: it makes no administrator and resets no administrator’s sign-in', async () => {
  const ends = new Date(Date.now() + 30 * 60_000)
  const made = await addToken(server.db.manager, {
    ...{ holder: { personId: 'admin' }, scopes: ['admin'], name: null, expiresAt: ends, replaces: null },
  })
  const status = async (method: string, path: string, body: unknown): Promise<number> => {
    const headers = { authorization: `Bearer ${made.token}`, 'content-type': 'application/json' }
    const url = server.hakim.url + api(path)
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) })
    await response.body?.cancel()
    return response.status
  }
  const of = (name: string): string => `/people/${encodeURIComponent(`did:endpoint:${name}`)}`
  const invite = (role: string) =>
    status('POST', '/people/invitations', { email: `${role}@later.example`, role })
  expect([
    await invite('admin'),
    await status('PUT', `${of('stranger')}/role`, { role: 'admin' }),
    await status('POST', `${of('breaker')}/reset`, {}),
  ]).toEqual([403, 403, 403])
  expect([await invite('approver'), await status('POST', `${of('stranger')}/reset`, {})]).toEqual([201, 200])
})

test('actions about one’s own account: nothing for a stranger, and nothing of anybody else’s', async () => {
  await server.db.query(
    `INSERT INTO sessions (id, person_id, token, expires_at)
     VALUES ('of-admin', 'admin', 'of-admin', now() + interval '1 day')`,
  )
  await server.db.query(
    `INSERT INTO passkeys (id, person_id, name, credential_id, public_key, counter, device_type, backed_up)
     VALUES ('of-admin', 'admin', 'key', 'credential', 'public key', 0, 'singleDevice', false)`,
  )
  for (const [name, { input, answer }] of Object.entries(ownActions)) {
    const { id, worker } = actionNamed(name)
    const call = (viewer: string) => callAction(server, { id, worker, cookie: cookies.get(viewer), input })
    expect([name, await call('anonymous')]).toEqual([name, 401])
    expect([name, await call('operator')]).toEqual([name, answer])
  }
  const [left] = await server.db.query<{ count: number }[]>(
    `SELECT (SELECT count(*) FROM sessions WHERE id = 'of-admin')::int
          + (SELECT count(*) FROM passkeys WHERE id = 'of-admin')::int AS count`,
  )
  expect(left).toEqual({ count: 2 })
  // Nobody, not even an administrator, gets round the password that their own second factor asks for.
  const path = api(`/people/${encodeURIComponent('did:endpoint:admin')}/second-factor`)
  expect((await send(server, 'admin', { method: 'DELETE', path })).status).toBe(403)
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
  const tokens = [...server.tokens.values()]
  const [ofAdmin, ofAgent] = [server.tokens.get('admin'), server.tokens.get('agent')]
  const closed = paths.filter((one) => one.endsWith('/page') && !openPages.includes(one))
  for (const [index, path] of closed.entries()) {
    const url = server.hakim.url + pathOf(`app${path}`)
    // Those that open most try every page, the others take turns.
    for (const bearer of [undefined, ofAdmin, ofAgent, tokens[index % tokens.length]]) {
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
      const answer = ofNothing.test(path) ? 404 : path in sendsOn ? 307 : 200
      expect([path, viewer, response.status]).toEqual([path, viewer, answer])
      if (answer === 307) expect(response.headers.get('location')).toContain(sendsOn[path])
    }
  }
})

/** The input with NUL in one of its texts, or NaN (as React writes it) for one of its numbers; once for each of them. */
function* spoilt(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield `${value}\u0000`
  if (typeof value === 'number') yield '$NaN'
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    for (const one of spoilt(inner)) {
      const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value }
      Reflect.set(copy, key, one)
      yield copy
    }
}

/** What says that something was expected: input, rights or state, and not the server, are wrong. */
const refusals = [400, 401, 403, 404, 409]

test('NUL in any text, and NaN for any number, of every action and call is refused without a word in the log', async () => {
  const mayCall = (answers: Record<ViewerName, number>) =>
    withSession.find((viewer) => answers[viewer] < 300) ?? 'admin'
  for (const action of Object.keys(actions)) {
    const endpoint = routeOf(action)
    if (!endpoint) throw new Error(`${action} names no route`)
    const { id, worker } = actionNamed(action)
    const viewer = mayCall(endpoint.answers)
    const { path, body } = await endpoint.call(server, viewer)
    for (const input of spoilt(inputOf(path, body))) {
      const status = await callAction(server, { id, worker, cookie: cookies.get(viewer), input })
      expect(refusals, `${action} ${JSON.stringify(input)}`).toContain(status)
    }
  }
  for (const [action, { input }] of Object.entries(ownActions)) {
    const { id, worker } = actionNamed(action)
    for (const one of spoilt(input)) {
      const status = await callAction(server, { id, worker, cookie: cookies.get('operator'), input: one })
      expect([...refusals, 429], `${action} ${JSON.stringify(one)}`).toContain(status)
    }
  }
  // The others take no input.
  for (const action of openActions.filter((name) => !/signOut|closeSample|passkeyOptions/.test(name))) {
    const { id, worker } = actionNamed(action)
    const form = {
      email: email('admin'),
      password: 'x',
      name: 'y',
      did: 'did:a:b',
      token: 'z',
      next: '/',
      role: 'admin',
    }
    for (const input of spoilt(form)) {
      const status = await callAction(server, { id, worker, cookie: undefined, input })
      expect([...refusals, 429], `${action} ${JSON.stringify(input)}`).toContain(status)
    }
  }
  for (const [name, { answers, call }] of Object.entries(allRoutes)) {
    const viewer = viewers.find((one) => one !== 'anonymous' && answers[one] < 300) ?? 'admin'
    const { method, path, body } = await call(server, viewer)
    for (const input of spoilt(body)) {
      const { status } = await send(server, viewer, { method, path, body: input })
      // What may hold any JSON may hold this text too.
      expect([...refusals, 200, 201], `${name} ${JSON.stringify(input)}`).toContain(status)
    }
  }
  const failed = server.hakim
    .output()
    .split('\n')
    .filter((line) => /failed|invalid byte|^\s+at .+:\d+/.test(line))
  expect(failed).toEqual([])
})

test('a list says what of its address it ignored, and the API refuses it', async () => {
  const headers = { cookie: cookies.get('operator') ?? '' }
  for (const [path, told] of [
    ['/jobs?status=Nonsense', 'Unknown status'],
    ['/jobs?since=ever&q=x', 'Unknown period'],
    ['/jobs?cursor=zz', 'Unknown page'],
    ['/?sort=colour', 'Unknown order'],
    ['/?owner=somebody', 'Unknown owner'],
    ['/?label=red', 'Unknown label'],
    [`/?q=${'x'.repeat(300)}`, 'Unknown search'],
    ['/?columns=,', 'Unknown columns'],
    ['/map?owner=somebody', 'Unknown owner'],
  ]) {
    // React writes a comment between two pieces of text.
    const text = (await (await fetch(server.hakim.url + path, { headers })).text()).replaceAll('<!-- -->', '')
    expect(text, path).toContain(told)
  }
  for (const path of ['/', '/jobs', '/jobs?status=Running', '/?sort=name&owner=me&label=a:b'])
    expect(await (await fetch(server.hakim.url + path, { headers })).text(), path).not.toContain(
      'was ignored',
    )
  for (const query of [
    'jobs?status=Nonsense',
    'jobs?limit=NaN',
    'nodes?sort=colour',
    'nodes?limit=1e9',
    'nodes?odd=1',
  ])
    expect([
      query,
      (await send(server, 'operator', { method: 'GET', path: api(`/${query}`) })).status,
    ]).toEqual([query, 400])
})

import { failureKinds } from '@/lib/kernel/errors'
import { serverActions } from './build-manifest'
import { email, node, password, type ServerFixture } from './server-fixture'

/** A page that has the action, as the build's manifest names it. */
export const pathOf = (worker: string): string =>
  worker
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/page$/, '')
    .replace('[did]', encodeURIComponent(node))
    .replace('[code]', 'abcdefghijkl')
    .replace(/\[(jobId|alertId|ruleId|campaignId|policyId)\]/, '00000000-0000-4000-8000-000000000000') || '/'

/** Signs these people in, as the page does; their cookies. */
export async function sessions(
  server: ServerFixture,
  names: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of names) {
    const response = await fetch(`${server.hakim.url}/sign-in`, {
      method: 'POST',
      headers: actionHeaders(actionNamed('app/sign-in/actions.ts#signIn').id, server.hakim.url),
      body: JSON.stringify([{ email: email(name), password }]),
    })
    const text = await response.text()
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
    if (!response.ok || cookies.length === 0) throw new Error(`${name} was not signed in: ${text}`)
    found.set(name, cookies.join('; '))
  }
  return found
}

export function actionNamed(name: string): (typeof serverActions)[number] {
  const action = serverActions.find((one) => one.name === name)
  if (!action) throw new Error(`There is no action ${name}`)
  return action
}

const actionHeaders = (id: string, origin: string) => ({
  'next-action': id,
  'content-type': 'text/plain;charset=UTF-8',
  origin,
})

/** Calls a server action as a browser does; the status that its route would have answered with. */
export async function callAction(
  server: { hakim: Pick<ServerFixture['hakim'], 'url'> },
  {
    id,
    worker,
    cookie,
    input,
    origin = server.hakim.url,
  }: { id: string; worker: string; cookie: string | undefined; input: unknown; origin?: string | undefined },
): Promise<number> {
  const response = await fetch(server.hakim.url + pathOf(worker), {
    method: 'POST',
    redirect: 'manual',
    headers: { ...actionHeaders(id, origin), ...(cookie ? { cookie } : {}) },
    body: JSON.stringify([input]),
  })
  const text = await response.text()
  const kind = /"kind":"(\w+)"/.exec(text)?.[1]
  if (kind && kind in failureKinds)
    return Object.entries(failureKinds).find(([name]) => name === kind)?.[1].status ?? 0
  return /"ok":true/.test(text) ? 200 : response.status === 200 ? 0 : response.status
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'undici'
import { z } from 'zod'

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), filename: z.string() })),
})

/** The id of the sign-in action in this build. */
function signInId(root: string): string {
  const file = join(root, '.next', 'server', 'server-reference-manifest.json')
  const found = Object.entries(manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).node).find(
    ([, { exportedName, filename }]) => exportedName === 'signIn' && filename.startsWith('app/sign-in/'),
  )
  if (!found) throw new Error('The build has no sign-in action')
  return found[0]
}

/** A caller of the sign-in action, as a browser calls it. */
export function openSignIns(root: string, url: string, connections: number) {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const headers = {
    ...{ 'next-action': signInId(root), origin: url },
    'content-type': 'text/plain;charset=UTF-8',
  }
  const signIn = async (email: string, password: string) => {
    const body = JSON.stringify([{ email, password }])
    const answer = await pool.request({ path: '/sign-in', method: 'POST', headers, body })
    await answer.body.dump()
    return { status: answer.statusCode, cookies: [answer.headers['set-cookie'] ?? []].flat() }
  }
  return { signIn, close: () => pool.destroy() }
}

/** Reads a page again and again until `until`, and at least `least` times; the milliseconds of each. */
export async function readPage(
  url: string,
  { path, cookie, least }: { path: string; cookie: string; least: number },
  until: AbortSignal,
): Promise<number[]> {
  const pool = new Pool(url, { connections: 1 })
  const ms: number[] = []
  try {
    while (!until.aborted || ms.length < least) {
      const since = performance.now()
      const answer = await pool.request({ path, method: 'GET', headers: { cookie } })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`GET ${path} answered ${answer.statusCode}`)
      ms.push(performance.now() - since)
    }
    return ms
  } finally {
    await pool.destroy()
  }
}

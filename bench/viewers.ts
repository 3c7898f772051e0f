import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'

const answer = z.object({ fleet: z.object({ version: z.string() }) })

/** An open fleet page asks this often while reports come in. */
const everyMs = 2_000

/** What open fleet pages do: each holds an event stream and reads what has changed. `ms`: of every read. */
export type Watched = { ms: number[]; bytes: number }

/** Opens an event stream per token, whose events are dropped. Returns how to end them. */
export async function openStreams(url: string, tokens: readonly string[]): Promise<() => Promise<void>> {
  const pool = new Pool(url, { connections: tokens.length, pipelining: 1, bodyTimeout: 0 })
  try {
    await Promise.all(tokens.map((token) => openStream(pool, token)))
    return () => pool.destroy()
  } catch (error) {
    await pool.destroy()
    throw error
  }
}

/** One open page per token for `seconds`; their reads are spread evenly. */
export async function watchFleet(url: string, tokens: readonly string[], seconds: number): Promise<Watched> {
  const pool = new Pool(url, { connections: tokens.length, pipelining: 1 })
  const watched: Watched = { ms: [], bytes: 0 }
  const closeStreams = await openStreams(url, tokens)
  try {
    const until = performance.now() + seconds * 1_000
    await Promise.all(
      tokens.map(async (token, index) => {
        await wait((index / tokens.length) * everyMs)
        await watch(pool, token, until, watched)
      }),
    )
    return watched
  } finally {
    await Promise.all([closeStreams(), pool.destroy()])
  }
}

const headersOf = (token: string) => ({ authorization: `Bearer ${token}` })

async function openStream(pool: Pool, token: string): Promise<void> {
  const path = '/api/v1/events'
  const response = await pool.request({ path, method: 'GET', headers: headersOf(token) })
  if (response.statusCode !== 200) throw new Error(`GET ${path} answered ${response.statusCode}`)
  response.body.on('error', () => undefined).resume()
}

async function watch(pool: Pool, token: string, until: number, watched: Watched): Promise<void> {
  let version: string | null = null
  while (performance.now() < until) {
    const since = performance.now()
    const path: string = `/api/fleet/live${version === null ? '' : `?since=${version}`}`
    const response = await pool.request({ path, method: 'GET', headers: headersOf(token) })
    const text = await response.body.text()
    if (response.statusCode !== 200)
      throw new Error(`GET ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`)
    watched.ms.push(performance.now() - since)
    watched.bytes += text.length
    version = answer.parse(JSON.parse(text)).fleet.version
    await wait(Math.max(0, since + everyMs - performance.now()))
  }
}

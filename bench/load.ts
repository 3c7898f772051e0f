import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'

/** A prepared request. */
type Post = { path: string; token: string | null; body: Buffer }

export type LoadResult = {
  ms: number
  /** Milliseconds of each request, including retries. */
  latencies: number[]
  /** How often the server asked to retry later (429, 503). */
  refusals: number
}

const patience = 200

/**
 * Sends all posts over keep-alive connections, one at a time on each. Posts that get 429 or 503 are sent again after the
 * time it names. Throws on any other answer than success.
 */
export async function post(url: string, posts: readonly Post[], connections: number): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const latencies: number[] = []
  let refusals = 0
  let next = 0
  const work = async () => {
    for (let each = posts[next++]; each; each = posts[next++]) {
      const since = performance.now()
      const refused = await deliver(pool, each)
      refusals += refused
      latencies.push(performance.now() - since)
    }
  }
  try {
    const since = performance.now()
    await Promise.all(Array.from({ length: connections }, work))
    return { ms: performance.now() - since, latencies, refusals }
  } finally {
    await pool.close()
  }
}

/** Returns how often it was refused before it was accepted. */
async function deliver(pool: Pool, { path, token, body }: Post): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  for (let refusals = 0; refusals < patience; refusals += 1) {
    const answer = await pool.request({ path, method: 'POST', headers, body })
    if (answer.statusCode < 300) {
      await answer.body.dump()
      return refusals
    }
    const text = await answer.body.text()
    if (answer.statusCode !== 429 && answer.statusCode !== 503)
      throw new Error(`POST ${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`)
    await wait(1_000 * Number(answer.headers['retry-after'] ?? 1))
  }
  throw new Error(`POST ${path} was refused ${patience} times`)
}

/** Reads over keep-alive connections. `get` returns the time until the last byte. */
export class Reading {
  readonly #pool: Pool
  readonly #headers: Record<string, string>

  constructor(url: string, token: string | null, connections = 1) {
    this.#pool = new Pool(url, { connections, pipelining: 1 })
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` }
  }

  async text(path: string): Promise<string> {
    const answer = await this.#pool.request({ path, method: 'GET', headers: this.#headers })
    const text = await answer.body.text()
    if (answer.statusCode !== 200)
      throw new Error(`GET ${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`)
    return text
  }

  /** Reads all of these at once: milliseconds until the last byte of the last one. */
  async get(paths: readonly string[]): Promise<number> {
    const since = performance.now()
    await Promise.all(paths.map((path) => this.text(path)))
    return performance.now() - since
  }

  close = (): Promise<void> => this.#pool.close()
}

import { Socket } from 'node:net'
import { Client, type ClientBase } from 'pg'
import { cancel } from './cancel'
import { noteAnswer } from './full-disk'
import { setPerTransaction } from './per-transaction'
import { poolerOf } from './pooler'
import { findSearchPath, type Limits, sessionSettings, setForSession, timeouts } from './session-settings'

export type PoolOptions = Limits & { poolSize: number; connectTimeoutMs: number }

/** A connection that was waiting for an answer, or idle, for longer than its pool allows. */
class Silent extends Error {
  readonly code = 'ETIMEDOUT'
}

/**
 * Options of `pg` for every pool of Hakim. Settings are sent once a connection is open and not as parameters of its start,
 * of which PgBouncer refuses all but a few.
 */
export const connectionOptions = (url: string, options: PoolOptions) => ({
  max: options.poolSize,
  application_name: 'hakim',
  // A limit, so that waiting for a connection ends with status 503 and not with a page that hangs.
  connectionTimeoutMillis: options.connectTimeoutMs,
  // Detects a database that disappeared without closing its connections.
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  onConnect: (client: ClientBase) => prepare(client, url, options),
})

/** `pg` waits for the promise before it hands out the connection. */
async function prepare(client: ClientBase, url: string, limits: Limits): Promise<void> {
  // Without a listener, a connection that breaks while in use would end the process; the query reports the error.
  client.on('error', () => undefined)
  if (client instanceof Client) client.connection.on('errorMessage', noteAnswer)
  limitSilence(client, limits.silentMs || silentWhileConnectingMs)
  const { rows } = await client.query<{ path: string }>(findSearchPath)
  const settings = sessionSettings(rows[0]?.path ?? 'public', limits)
  if ((await poolerOf(client, url)) === 'transaction') setPerTransaction(client, settings)
  else {
    await client.query(setForSession(settings))
    limitsOf.set(client, limits)
  }
  limitSilence(client, limits.silentMs)
}

/** Of connections whose session is ours. */
const limitsOf = new WeakMap<ClientBase, Limits>()

/**
 * Runs what may take hours, such as building an index, on a connection of any pool. Behind a pooler with a connection per
 * transaction, what runs outside of transactions has no limits of ours, and the silence of others is not limited again.
 */
export async function withoutLimits<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const limits = limitsOf.get(client)
  limitSilence(client, 0)
  if (!limits) return work()
  await setLimits(client, { statementMs: 0, lockMs: 0, silentMs: 0 })
  try {
    return await work()
  } finally {
    await setLimits(client, limits)
  }
}

async function setLimits(client: ClientBase, limits: Limits): Promise<void> {
  limitSilence(client, limits.silentMs)
  await client.query(setForSession(timeouts(limits)))
}

const silentWhileConnectingMs = 10_000

/**
 * Closes the connection when nothing was sent or received for so long; 0: never. The pool then replaces it. A limit on
 * each query alone would return the connection to the pool, where the next query would wait behind the first.
 */
function limitSilence(client: ClientBase, ms: number): void {
  if (!(client instanceof Client)) return
  const { stream } = client.connection
  if (!(stream instanceof Socket)) return
  stream.removeAllListeners('timeout')
  stream.setTimeout(ms, () => {
    cancel(client)
    stream.destroy(new Silent(`The database sent nothing for ${ms / 1000} s`))
  })
}

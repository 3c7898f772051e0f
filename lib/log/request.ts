import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

/** What a log line says about its request. `path` is without the query, which may hold anything. */
export type LoggedRequest = {
  id: string
  method: string
  path: string
  /** What this request needs is away: set when that was noticed, before the answer begins. */
  unavailable?: boolean
  /** Of pages and forms: the address that tries to sign in are counted by; of IPv6 the first 64 bits. Not logged. */
  network?: string
}

export const requestIdHeader = 'x-request-id'

// On globalThis: the server and Next's bundle each have a copy of this module, and a request goes through both.
const shared: typeof globalThis & { hakimRequest?: AsyncLocalStorage<LoggedRequest> } = globalThis
shared.hakimRequest ??= new AsyncLocalStorage()
const storage = shared.hakimRequest

/** The request that this code runs for; undefined outside of one, such as in scheduled work. */
export const currentRequest = (): LoggedRequest | undefined => storage.getStore()

export const withRequest = <T>(request: LoggedRequest, work: () => T): T => storage.run(request, work)

/** 128 bits in hexadecimal, as proxies make them: a UUID, or the same without hyphens. */
const wellFormed = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i

/**
 * The id that a proxy in front of us gave the request, so that both logs can be read together; else a new one. Anything
 * but 128 bits is replaced: otherwise a caller could write its own text, or a token by mistake, into the log.
 */
export const requestIdFrom = (header: string | string[] | undefined): string =>
  typeof header === 'string' && wellFormed.test(header) ? header : randomUUID()

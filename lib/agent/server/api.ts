import { z } from 'zod'
import { linkSignals } from '@/lib/agent/host/wait'
import { backoffMs, retryAfterSeconds } from './backoff'
import { call } from './call'
import { readAnswer } from './read-answer'

/**
 * The server's answer. `status` 0: there was none; `detail` says why. `present` is the status of the job that the call was
 * about, when it does not fit.
 */
export type Answer =
  | { ok: true; status: number; body: unknown }
  | { ok: false; status: number; detail: string; retryAfter: number | null; present?: string | undefined }

export type Api = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  options?: { timeoutMs?: number; signal?: AbortSignal },
) => Promise<Answer>

/** Whether the same request may succeed later: no answer, too many requests, or a server error. */
export const isTransient = (status: number): boolean =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500

/** Whether the server rejects the token, which only a person can fix. */
export const isRefusal = (status: number): boolean => status === 401 || status === 403

/**
 * How long to wait after `failures` failures in a row: at least as long as the server asks, and up to a quarter more, so
 * that agents rejected at the same time do not all return at the same time.
 */
export function pauseMs(answer: Answer & { ok: false }, failures: number): number {
  const patient = isRefusal(answer.status) ? 60_000 : 0
  const requested = (answer.retryAfter ?? 0) * 1_000 * (1 + Math.random() / 4)
  return Math.max(patient, backoffMs(failures), requested)
}

const problem = z
  .object({
    title: z.string().optional(),
    detail: z.string().optional(),
    present: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .catch({})

/** What a problem says, in one line. */
export function detailOf(status: number, body: unknown): string {
  const { title, detail, errors } = problem.parse(body)
  const parts = errors?.slice(0, 3).map((error) => `${error.path} ${error.message}`) ?? []
  return [detail ?? title ?? `the server answered ${status}`, ...parts].join('; ')
}

/** Where a redirect leads, in words; it is not followed. */
export function movedTo(status: number, location: string | null | undefined): string | null {
  return status >= 300 && status < 400 && location
    ? `the server redirects to ${location}; use that URL with --server`
    : null
}

/** With the system's own word for why: fetch has it in its cause. */
const failed = z.object({ code: z.string() })
const causedBy = z.object({ cause: z.object({ code: z.string().optional(), message: z.string() }) })

/** Why there was no answer: a system error such as ECONNREFUSED, or a timeout. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const { data } = causedBy.safeParse(error)
  if (data) return data.cause.code ?? data.cause.message
  if (error instanceof Error && error.message !== '')
    return failed.safeParse(error).data?.code ?? error.message
  return failed.safeParse(error).data?.code ?? String(error)
}

const parseBody = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * A client of the HTTP API that never throws. It follows no redirects, so that no other server gets the token, and reads no
 * answer over 1 MB.
 */
export function createApi(settings: {
  server: string
  token: string
  userAgent: string
  /** Aborts calls under way. */
  signal: AbortSignal
  onAnswer: (answer: Answer) => void
}): Api {
  const ask = async (...[method, path, body, options]: Parameters<Api>): Promise<Answer> => {
    const limit = linkSignals([settings.signal, options?.signal], options?.timeoutMs ?? 15_000)
    try {
      const headers = {
        authorization: `Bearer ${settings.token}`,
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': settings.userAgent,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const text = body === undefined ? undefined : JSON.stringify(body)
      const called = await call(`${settings.server}${path}`, { method, signal: limit.signal, headers }, text)
      const { status } = called
      const parsed = parseBody(await readAnswer(called.body))
      if (status >= 200 && status < 300) return { ok: true, status, body: parsed }
      return {
        ok: false,
        status,
        detail: movedTo(status, called.headers.location) ?? detailOf(status, parsed),
        retryAfter: retryAfterSeconds(called.headers['retry-after'] ?? null),
        present: problem.parse(parsed).present,
      }
    } catch (error) {
      const why: unknown = limit.signal.aborted ? limit.signal.reason : error
      return { ok: false, status: 0, detail: reasonOf(why), retryAfter: null }
    } finally {
      limit.release()
    }
  }
  return async (...request) => {
    const answer = await ask(...request)
    // A request that the agent itself aborted says nothing about the server.
    if (!settings.signal.aborted && !request[3]?.signal?.aborted) settings.onAnswer(answer)
    return answer
  }
}

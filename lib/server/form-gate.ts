import type { IncomingMessage, ServerResponse } from 'node:http'
import { isKnownBrowser } from '@/lib/auth/known-browser'
import { sessionViewer } from '@/lib/auth/session-viewer'
import { fail } from '@/lib/kernel/errors'
import { signInBusy } from '@/lib/kernel/sign-in-busy'
import { currentRequest } from '@/lib/log/request'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { sendAnswer } from './send-answer'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Forms of strangers: worked on at a time, and beside those that wait, from anywhere and from one network. */
const limits = { running: 2, all: 24, ofOne: 6 }

/** An action is called by the page's script, which shows a text as it is; a program reads a problem. */
function busy({ headers }: IncomingMessage): Answer {
  const { detail, retryAfter } = signInBusy
  const answer = problemAnswer(fail('unavailable', detail, { retryAfter }).error)
  return headers['next-action'] === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' }, body: detail }
}

/** Lets a few in at a time, in order; the rest waits or, if too many do, is refused at once. */
function createLine() {
  const present = new Map<string, number>()
  const waiting: (() => void)[] = []
  let all = 0
  let running = 0
  const leave = (network: string): void => {
    all -= 1
    const left = (present.get(network) ?? 1) - 1
    if (left > 0) present.set(network, left)
    else present.delete(network)
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  /** Resolves to how to leave; null if too many are in the line. */
  return async (network: string): Promise<(() => void) | null> => {
    const ofOne = present.get(network) ?? 0
    if (all >= limits.all || ofOne >= limits.ofOne) return null
    all += 1
    present.set(network, ofOne + 1)
    if (running < limits.running) running += 1
    else await new Promise<void>((turn) => waiting.push(turn))
    return () => leave(network)
  }
}

/** Who was never signed in here, and is not now. A forged cookie is known by its signature, without the database. */
const isStranger = async (cookie: string | undefined): Promise<boolean> =>
  // While the database is away, nobody can tell whose session it is.
  !isKnownBrowser(cookie) && (await sessionViewer(cookie).catch(() => null)) === null

/**
 * Answers forms of strangers, which are all about signing in, a few at a time, and most of a flood at once with 503: it would
 * make everybody else wait for their pages. Known browsers (lib/people/db/known-device.ts) and people who are
 * signed in are not held up.
 */
export function withFormGate(others: Handler): Handler {
  const enter = createLine()
  return async (request, response) => {
    const isForm = request.method === 'POST' && !request.url?.startsWith('/api/')
    if (!isForm || !(await isStranger(request.headers.cookie))) return others(request, response)
    const leave = await enter(currentRequest()?.network ?? 'unknown')
    if (!leave) return sendAnswer(response, () => Promise.resolve(busy(request)))
    try {
      // Whoever has gone meanwhile needs no answer.
      if (!response.destroyed) await others(request, response)
    } finally {
      leave()
    }
  }
}

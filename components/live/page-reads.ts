import { hold, lose, retryMs } from './connection'
import { asksForPage } from './page-request'

/** Longer than any page takes: a refresh that has not ended by then is lost. */
const patienceMs = 30_000
/** A new page is shown as it arrives, but not before this: a break in its first bytes would cause a navigation. */
const beginningMs = 100

const withoutMarker = (address: URL): string => {
  const query = new URLSearchParams(address.search)
  query.delete('_rsc')
  return `${address.origin}${address.pathname}?${query}`
}

const isCurrentPage = (address: URL): boolean =>
  withoutMarker(address) === withoutMarker(new URL(window.location.href))

/** A proxy whose upstream is down answers with something else, whatever the status. */
const isPage = (response: Response): boolean =>
  response.status < 500 && (response.headers.get('content-type') ?? '').startsWith('text/x-component')

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for a pause, and then until the page is visible. */
async function nextAttempt(): Promise<void> {
  do await pause(retryMs())
  while (document.hidden)
}

/** Reads the body to its end or for `forMs`; later parts are passed on as they arrive. Rejects if it breaks before that. */
async function begun(response: Response, forMs: number): Promise<Response> {
  const { status, statusText, headers, url, redirected } = response
  const reader = response.body?.getReader()
  if (!reader) return response
  const parts: Uint8Array<ArrayBuffer>[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, forMs)
  })
  let ended = false
  let next = reader.read()
  try {
    while (!ended) {
      const part = await Promise.race([next, enough])
      if (!part) break
      ended = part.done
      if (part.value) parts.push(part.value)
      if (!ended) next = reader.read()
    }
  } finally {
    clearTimeout(timer)
  }
  // A later break is reported to the reader of the body.
  next.catch(() => undefined)
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      if (ended) controller.close()
    },
    async pull(controller) {
      const part = await next
      if (part.done) return controller.close()
      controller.enqueue(part.value)
      next = reader.read()
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const whole = new Response(body, { status, statusText, headers })
  // A constructed response has neither, and the router reads both.
  return Object.defineProperties(whole, { url: { value: url }, redirected: { value: redirected } })
}

/** One attempt; null if the server did not answer or the answer broke off. */
async function attempt(read: typeof fetch, address: URL, init: RequestInit): Promise<Response | null> {
  const lost = new AbortController()
  const patience = setTimeout(() => lost.abort(), patienceMs)
  try {
    const response = await read(address, { ...init, signal: lost.signal })
    if (!isPage(response)) return null
    return await begun(response, isCurrentPage(address) ? patienceMs : beginningMs)
  } catch {
    return null
  } finally {
    clearTimeout(patience)
  }
}

/**
 * When the server does not answer, the router falls back to a browser navigation, which ends on the browser's error
 * page and stays there. So its requests for pages wait here for an answer; meanwhile the page says it is not live.
 */
export function keepPagesWhileServerIsAway(): void {
  const read = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    if (!asksForPage(init)) return read(input, init)
    const address = new URL(input instanceof Request ? input.url : input, window.location.href)
    let release: (() => void) | undefined
    try {
      for (;;) {
        const response = await attempt(read, address, init ?? {})
        if (response) return response
        release ??= hold()
        lose()
        await nextAttempt()
      }
    } finally {
      release?.()
    }
  }
}
